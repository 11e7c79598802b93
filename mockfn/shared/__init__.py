"""What several workers or replicas of one server share, kept in Redis: attempts, stored completions, journals, scopes.

Answers need none of it but the attempts: they are the same from every worker, for state is the conversation.
"""

from mockfn.shared.journal import SharedJournal
from mockfn.shared.memory import SharedMemory
from mockfn.shared.state import SharedState, StateError

__all__ = ["SharedJournal", "SharedMemory", "SharedState", "StateError"]
