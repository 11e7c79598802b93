"""Each rule of schemas is two rows."""

from mockfn.apis.checks.rows import ROWS
from mockfn.apis.checks.table_schemas import RULES


def test_a_rule_is_a_row_for_functions_and_one_for_response_formats():
    for rule in RULES:
        function, response = ROWS[f"function-schema-{rule.name}"], ROWS[f"response-schema-{rule.name}"]
        assert (function.param, function.code) == ("{param}", "invalid_function_parameters")
        assert (response.param, response.code) == ("response_format", None)
        assert function.message == "Invalid schema for function '{name}': " + rule.problem
        assert response.message == "Invalid schema for response_format '{name}': " + rule.problem
