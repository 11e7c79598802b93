"""The models of a provider, and one of them."""

import pytest
from msgspec.structs import replace

from mockfn.apis.openai_models import list_models, one_model
from mockfn.chat import APIError
from mockfn.providers.openai import OPENAI
from mockfn.providers.provider import Model

SMALL = Model(name="small", aliases=("mini",))
PROVIDER = replace(OPENAI, models=(SMALL, Model(name="vendor/large")), unlisted=Model(name="any"))


def test_the_list_holds_every_model():
    body = list_models(PROVIDER)
    assert body["object"] == "list"
    assert [model["id"] for model in body["data"]] == ["small", "vendor/large"]


@pytest.mark.parametrize("name", ["small", "mini"])
def test_a_model_is_found_by_its_names(name):
    assert one_model(PROVIDER, name)["id"] == "small"


@pytest.mark.parametrize("provider", [PROVIDER, replace(PROVIDER, unlisted=None)])
def test_a_model_that_is_not_listed_is_a_404(provider):
    error = one_model(provider, "large")
    assert isinstance(error, APIError)
    assert (error.status, error.code, error.param) == (404, "model_not_found", "model")
    assert error.message == "The model 'large' does not exist"
