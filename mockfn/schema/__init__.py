"""JSON Schema as a source of values: valid ones, examples, and ones broken on purpose.

Importing this costs nothing: neither Faker nor jsonschema is loaded before a value needs it.
"""

from mockfn.schema.generate import complete, examples, generate
from mockfn.schema.validate import Validator, validator

__all__ = ["Validator", "complete", "examples", "generate", "validator"]
