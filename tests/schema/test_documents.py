"""The schemas in tools, requests, OpenAPI descriptions and bare schemas."""

import pytest

from mockfn.errors import SchemaError, SettingError
from mockfn.schema import generate
from mockfn.schema.documents import targets

SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}}
NO_ARGUMENTS = {"type": "object", "properties": {}}
OPENAPI = {
    "openapi": "3.0.3",
    "paths": {
        "/pets/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {"operationId": "getPet"},
            "put": {
                "parameters": [{"name": "X-Trace", "in": "header", "schema": {"type": "string"}}],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                },
            },
        }
    },
    "components": {
        "parameters": {"Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}},
        "schemas": {"Pet": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}},
    },
}
SWAGGER = {
    "swagger": "2.0",
    "paths": {"/a": {"get": {"parameters": [{"name": "q", "in": "query", "type": "string", "required": True}]}}},
    "definitions": {"A": {"type": "integer"}},
}

DOCUMENTS = [
    ([{"type": "function", "function": {"name": "weather", "parameters": SCHEMA}}], [("weather", SCHEMA)]),
    ([{"type": "function", "name": "weather", "parameters": SCHEMA}], [("weather", SCHEMA)]),
    ([{"name": "weather", "input_schema": SCHEMA}], [("weather", SCHEMA)]),
    ([{"name": "weather", "inputSchema": SCHEMA}], [("weather", SCHEMA)]),
    ([{"functionDeclarations": [{"name": "weather", "parameters": SCHEMA}]}], [("weather", SCHEMA)]),
    ([{"type": "function", "function": {"name": "ping"}}], [("ping", NO_ARGUMENTS)]),
    ([{"type": "custom", "name": "free_text"}, {"name": "a", "parameters": SCHEMA}], [("a", SCHEMA)]),
    ({"name": "weather", "parameters": SCHEMA}, [("weather", SCHEMA)]),
    ({"result": {"tools": [{"name": "weather", "inputSchema": SCHEMA}]}}, [("weather", SCHEMA)]),
    (
        {
            "tools": [{"type": "function", "function": {"name": "weather", "parameters": SCHEMA}}],
            "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": NO_ARGUMENTS}},
        },
        [("weather", SCHEMA), ("answer", NO_ARGUMENTS)],
    ),
    (SCHEMA, [("schema", SCHEMA)]),
    ({"title": "Trip", **SCHEMA}, [("Trip", {"title": "Trip", **SCHEMA})]),
    ([SCHEMA], [("schema", SCHEMA)]),
    (True, [("schema", True)]),
]


@pytest.mark.parametrize(("document", "found"), DOCUMENTS, ids=lambda one: str(one)[:50])
def test_the_schemas_of_a_document_are_found(document, found):
    assert targets(document) == found


def test_an_openapi_description_has_operations_and_schemas():
    assert [name for name, _ in targets(OPENAPI)] == ["getPet", "PUT /pets/{id}", "Pet"]


def test_an_operation_takes_its_parameters_and_its_body():
    [(_, schema)] = targets(OPENAPI, "PUT /pets/{id}")
    value = generate(schema, strategy="full")
    assert set(value) == {"id", "body"}
    assert isinstance(value["id"], int)
    assert set(value["body"]) == {"name"}


def test_a_named_schema_of_an_openapi_description_generates():
    [(_, schema)] = targets(OPENAPI, "Pet")
    assert set(generate(schema)) == {"name"}


def test_swagger_2_is_read_too():
    assert [name for name, _ in targets(SWAGGER)] == ["GET /a", "A"]
    assert set(generate(targets(SWAGGER, "GET /a")[0][1])) == {"q"}


def test_one_tool_is_chosen_by_its_name():
    tools = [{"name": name, "parameters": SCHEMA} for name in ("weather", "time")]
    assert targets(tools, "time") == [("time", SCHEMA)]


def test_an_unknown_name_says_which_is_meant():
    with pytest.raises(SettingError) as caught:
        targets([{"name": "weather", "parameters": SCHEMA}], "wether")
    assert str(caught.value) == "No tool or schema is named 'wether'. Did you mean 'weather'?"


@pytest.mark.parametrize("document", [[], None, "text", {"tools": []}, {"openapi": "3.1.0"}])
def test_a_document_without_a_schema_says_so(document):
    with pytest.raises(SchemaError) as caught:
        targets(document)
    assert str(caught.value) == (
        "no schema was found. Give a list of tools, a request, an OpenAPI description or a JSON Schema."
    )
