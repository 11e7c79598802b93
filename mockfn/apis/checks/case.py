"""What is looked at when a request is checked: its body, the model, and the verdicts on its tools."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from mockfn.apis.checks.row import Finding
from mockfn.chat import Tool
from mockfn.providers.provider import Model

__all__ = ["Case", "ToolsVerdict"]


class ToolsVerdict(Struct, frozen=True):
    """Everything about `tools` or `functions` that depends on them alone, so that it can be judged once and kept.

    `tools` are those that could be read. `findings` are faults of form, in order; `schema_findings` those of schemas,
    found one phase later. `names` are the names offered.
    """

    tools: tuple[Tool, ...] = ()
    findings: tuple[Finding, ...] = ()
    schema_findings: tuple[Finding, ...] = ()
    names: frozenset[str] = frozenset()


class Case(Struct):
    """One request under check. `tools` and `functions` are None where the request has none."""

    body: dict[str, Any]
    model: Model
    tools: ToolsVerdict | None
    functions: ToolsVerdict | None

    @property
    def effort(self) -> str | None:
        """The effort of reasoning that holds: asked for, else the model's own; None where the model does not reason."""
        asked = self.body.get("reasoning_effort")
        return (asked if isinstance(asked, str) else self.model.effort) if self.model.reasoning else None

    @property
    def reasons(self) -> bool:
        """Whether this request makes its model reason, which takes some parameters away."""
        return self.effort not in (None, "none")
