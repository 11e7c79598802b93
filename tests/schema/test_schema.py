"""The laws of the room, over schemas that a strategy makes: what is generated validates, what is mutated does not."""

import json
import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockfn.errors import Unsatisfiable
from mockfn.schema import complete, generate, mutations, validator

NAMES = st.sampled_from(["city", "email", "count", "tags", "start_date", "note", "kind", "x"])
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["a", "b", "red", ""]))
PATTERNS = st.sampled_from(
    ["^[a-z]+$", "[0-9]{2,4}", "^(foo|bar)?-\\d+$", "^(?=.*[A-Z]).{3,9}$", "\\S+@\\S+", "a|b|^$"]
)
FORMATS = st.sampled_from(["date", "date-time", "time", "email", "uri", "uuid", "ipv4", "hostname", "duration"])


@st.composite
def numbers(draw):
    low = draw(st.integers(-20, 20))
    schema = {"type": draw(st.sampled_from(["integer", "number"]))}
    bounds = {
        "minimum": low,
        "maximum": low + draw(st.integers(0, 30)),
        "multipleOf": draw(st.sampled_from([1, 2, 0.5])),
    }
    kept = draw(st.sets(st.sampled_from(sorted(bounds))))
    return {**schema, **{key: one for key, one in bounds.items() if key in kept}}


@st.composite
def texts(draw):
    schema = {"type": "string"}
    match draw(st.sampled_from(["free", "sized", "pattern", "format"])):
        case "sized":
            schema["minLength"] = draw(st.integers(0, 6))
            schema["maxLength"] = schema["minLength"] + draw(st.integers(0, 12))
        case "pattern":
            schema["pattern"] = draw(PATTERNS)
        case "format":
            schema["format"] = draw(FORMATS)
    return schema


LEAVES = st.one_of(
    numbers(),
    texts(),
    st.just({"type": "boolean"}),
    st.just({"type": ["string", "null"]}),
    st.builds(lambda values: {"enum": values}, st.lists(VALUES, min_size=1, max_size=4, unique_by=repr)),
    st.builds(lambda value: {"const": value}, VALUES),
    st.just({}),
    st.just(True),
)


@st.composite
def arrays(draw, inner):
    schema = {"type": "array", "items": draw(inner)}
    if draw(st.booleans()):
        schema["minItems"] = draw(st.integers(0, 3))
        schema["maxItems"] = schema["minItems"] + draw(st.integers(0, 3))
    if draw(st.booleans()):
        schema["uniqueItems"] = True
    if draw(st.integers(0, 4)) == 0:
        schema["prefixItems"] = [draw(inner)]
    if draw(st.integers(0, 4)) == 0:
        schema["contains"] = draw(inner)
    return schema


@st.composite
def objects(draw, inner):
    named = draw(st.dictionaries(NAMES, inner, max_size=4))
    schema = {"type": "object", "properties": named}
    if named:
        schema["required"] = sorted(draw(st.sets(st.sampled_from(sorted(named)))))
        if draw(st.integers(0, 4)) == 0:
            first, last = sorted(named)[0], sorted(named)[-1]
            schema["dependentRequired"] = {first: [last]}
    extra = draw(st.sampled_from([None, False, "schema", "patterns", "names"]))
    if extra is False:
        schema["additionalProperties"] = False
    elif extra == "schema":
        schema["additionalProperties"] = draw(inner)
        schema["minProperties"] = draw(st.integers(0, 3))
    elif extra == "patterns":
        schema["patternProperties"] = {"^[a-c]": draw(inner)}
    elif extra == "names":
        schema["propertyNames"] = {"maxLength": 12}
    return schema


@st.composite
def groups(draw, inner):
    keyword = draw(st.sampled_from(["anyOf", "oneOf", "allOf", "not", "if"]))
    if keyword == "not":
        return {"type": ["string", "integer", "object"], "not": draw(inner)}
    if keyword == "if":
        return {"if": draw(inner), "then": draw(inner), "else": draw(inner)}
    return {keyword: draw(st.lists(inner, min_size=1, max_size=3))}


SCHEMAS = st.recursive(
    LEAVES, lambda inner: st.one_of(arrays(inner), objects(inner), objects(inner), groups(inner)), max_leaves=8
)
BUSY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@BUSY
@given(SCHEMAS, st.integers(0, 1000), st.sampled_from(["realistic", "full", "required_only", "minimal"]))
def test_what_is_generated_validates(schema, seed, strategy):
    try:
        value = generate(schema, seed=seed, strategy=strategy)
    except Unsatisfiable:
        return
    assert validator(schema).errors(value) == []
    assert json.loads(json.dumps(value, allow_nan=False)) == value


@settings(BUSY, max_examples=60)
@given(SCHEMAS)
def test_what_is_mutated_does_not(schema):
    try:
        broken = mutations(schema)
    except Unsatisfiable:
        return
    judge = validator(schema)
    assert not [mutation for mutation in broken if judge.is_valid(mutation.value)]


@settings(BUSY, max_examples=60)
@given(objects(LEAVES), st.integers(0, 50))
def test_part_of_a_value_is_completed_to_a_valid_one(schema, seed):
    try:
        whole = generate(schema, seed=seed, strategy="full")
    except Unsatisfiable:
        return
    part = dict(list(whole.items())[: len(whole) // 2])
    completed = complete(schema, part, seed=seed)
    assert {name: completed[name] for name in part} == part
    assert validator(schema).errors(completed) == []


def test_importing_the_room_loads_neither_faker_nor_jsonschema():
    code = "import sys, mockfn.schema; print([m for m in ('faker', 'jsonschema', 'referencing') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
