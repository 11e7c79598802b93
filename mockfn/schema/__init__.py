"""JSON Schema as a source of values: valid ones, examples, and ones broken on purpose.

Importing this costs nothing: neither Faker nor jsonschema is loaded before a value needs it.
"""

from mockfn.schema.generate import complete, examples, generate
from mockfn.schema.mutate import Mutation, mutations
from mockfn.schema.validate import Validator, validator

__all__ = ["Mutation", "Validator", "complete", "examples", "generate", "mutations", "validator"]
