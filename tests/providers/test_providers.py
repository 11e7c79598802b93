"""Providers are found by name and by host."""

import pytest

from mockfn.errors import SettingError
from mockfn.providers import PROVIDERS, provider_named, provider_of_host


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_is_found_by_its_name(name):
    assert provider_named(name).name == name


def test_a_provider_is_itself():
    provider = PROVIDERS["openai"]
    assert provider_named(provider) is provider


def test_a_name_that_is_not_known_is_an_error_with_a_hint():
    with pytest.raises(SettingError) as error:
        provider_named("opnai")
    assert str(error.value) == "There is no provider 'opnai'. Did you mean 'openai'?"


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_is_found_by_each_of_its_hosts(name):
    for host in PROVIDERS[name].hosts:
        assert provider_of_host(host.replace("*", "eu")) is PROVIDERS[name]


def test_a_host_of_nobody_has_no_provider():
    assert provider_of_host("localhost") is None
