"""A provider is a value: whoever needs another one makes it."""

import pytest
from msgspec.structs import replace

from mockfn.chat import ChatRequest, Reply, ToolCall
from mockfn.providers.ids import IdShape
from mockfn.providers.provider import Model, Provider, Shape, finish_reason

SHAPE = Shape(
    completion=lambda said: {"id": said.id},
    chunks=lambda said: iter([{"id": said.id}]),
    usage=lambda used, model: {"total_tokens": used.prompt_tokens},
    response_id=IdShape("chatcmpl-{base62:29}"),
    call_id=IdShape("call_{base62:24}"),
)
OTHER = Shape(
    completion=SHAPE.completion,
    chunks=SHAPE.chunks,
    usage=SHAPE.usage,
    response_id=SHAPE.response_id,
    call_id=SHAPE.call_id,
)
SMALL, THINKER = Model(name="small", dated="small-2026", aliases=("mini",)), Model(name="thinker", shape="thinking")
PROVIDER = Provider(
    name="acme",
    title="Acme",
    hosts=("api.acme.example", "*.acme.cloud"),
    models=(SMALL, THINKER),
    shape=SHAPE,
    shapes={"thinking": OTHER},
    envelope=lambda error, chance: {"error": error.message},
)


@pytest.mark.parametrize(
    ("name", "model"),
    [("small", SMALL), ("small-2026", SMALL), ("mini", SMALL), ("thinker", THINKER), ("SMALL", None)],
)
def test_a_model_is_found_by_name_alias_or_dated_name(name, model):
    assert PROVIDER.model(name) is model


def test_the_unlisted_model_stands_in_for_every_other_name():
    unlisted = Model(name="any")
    provider = Provider(name="a", title="A", hosts=(), unlisted=unlisted, shape=SHAPE, envelope=PROVIDER.envelope)
    assert provider.model("whatever") is unlisted


@pytest.mark.parametrize(("model", "shape"), [(SMALL, SHAPE), (THINKER, OTHER), (Model(name="x", shape="none"), SHAPE)])
def test_a_model_answers_in_its_own_shape_or_the_default_one(model, shape):
    assert PROVIDER.shape_of(model) is shape


@pytest.mark.parametrize(
    ("host", "own"),
    [("api.acme.example", True), ("eu.acme.cloud", True), ("acme.cloud", False), ("api.acme.example.evil", False)],
)
def test_a_provider_serves_its_hosts_alone(host, own):
    assert PROVIDER.serves(host) is own


@pytest.mark.parametrize(
    ("legacy", "calls", "reason"),
    [(False, (), "stop"), (False, (ToolCall("f"),), "tool_calls"), (True, (ToolCall("f"),), "function_call")],
)
def test_calls_end_in_their_own_finish_reason(legacy, calls, reason):
    chat = ChatRequest(json={}, model="small", conversation=(), legacy=legacy)
    assert finish_reason(chat, Reply(tool_calls=calls), SMALL) == reason


def test_a_model_is_listed_as_openai_lists_it():
    assert PROVIDER.listing(SMALL) == {"id": "small", "object": "model", "created": 1_700_000_000, "owned_by": "system"}


FAMILIES = (("small-*", SMALL), ("*:think", THINKER))
KIN = Provider(
    name="kin",
    title="Kin",
    hosts=(),
    models=(SMALL,),
    unlisted=Model(name="any"),
    families=FAMILIES,
    shape=SHAPE,
    envelope=PROVIDER.envelope,
)


@pytest.mark.parametrize(
    ("name", "found"), [("small", "small"), ("small-2030", "small"), ("x:think", "thinker"), ("other", "any")]
)
def test_an_unlisted_model_behaves_as_its_family(name, found):
    model = KIN.model(name)
    assert model is not None
    assert model.name == found


@pytest.mark.parametrize(("name", "listed"), [("small", True), ("small-2030", False), ("other", False)])
def test_a_family_lists_nothing(name, listed):
    assert KIN.lists(name) is listed


def test_a_request_chooses_the_mode_that_its_target_fits():
    old, old_path = replace(KIN, title="Old"), replace(KIN, title="Old path")
    today = replace(
        KIN, modes={"2023": old, "path": old_path}, variants=(("*version=2023*", "2023"), ("/old/*", "path"))
    )
    assert today.for_target("/new/chat?version=2023-01") is old
    assert today.for_target("/old/chat?") is old_path
    assert today.for_target("/new/chat?") is today


def test_what_is_remembered_of_names_is_bounded():
    for number in range(3000):
        assert KIN.model(f"small-{number}") is SMALL
    assert len(KIN.__dict__["_guesses"]) <= 1024
