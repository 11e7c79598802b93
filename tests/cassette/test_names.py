import pytest

from mockfn.cassette import secrets_in
from mockfn.cassette.names import ENVIRONMENT, is_credential, is_secret

SECRET = """
    api_key apiKey OPENAI_API_KEY x-api-key access_token clientSecret db_password Authorization set-cookie cookies
    aws_secret_access_key connection_string passphrase secret
"""


@pytest.mark.parametrize("name", SECRET.split())
def test_a_member_of_that_name_is_secret(name):
    assert is_secret(name, "x")


@pytest.mark.parametrize(
    "name", ["tokens", "max_tokens", "token", "key", "keys", "monkey", "description", "author", ""]
)
def test_a_member_of_that_name_is_not(name):
    assert not is_secret(name, "weather")


@pytest.mark.parametrize("name", ["token", "key", "session", "auth"])
def test_under_a_name_of_many_uses_the_value_decides(name):
    assert is_secret(name, "q7Rz1Xw9Vt3Kp5Mn8Lb2")
    assert not is_secret(name, "an ordinary sentence of 9 words")


def test_further_names_are_compared_without_case():
    assert is_secret("License", "x", frozenset({"license"}))


@pytest.mark.parametrize("name", ["key", "api-key", "X-Amz-Signature", "sig", "access_token", "code"])
def test_a_parameter_of_that_name_is_a_credential(name):
    assert is_credential(name)


@pytest.mark.parametrize("name", ["api-version", "alt", "model", "keyword", "limit"])
def test_a_parameter_of_that_name_is_none(name):
    assert not is_credential(name)


@pytest.mark.parametrize(
    "name", ["OPENAI_API_KEY", "HF_TOKEN", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "MY_KEY_2", "PGPASSWORD"]
)
def test_a_variable_of_that_name_is_secret(name):
    assert ENVIRONMENT.fullmatch(name)


@pytest.mark.parametrize("name", ["HOME", "PATH", "LANG", "KEYBOARD", "MONKEY", "EDITOR"])
def test_a_variable_of_that_name_is_none(name):
    assert not ENVIRONMENT.fullmatch(name)


VARIABLES = {
    "OPENAI_API_KEY": "sk-environment-value",
    "DB_PASSWORD": "hunter2hunter2",
    "GITHUB_TOKEN": " padded-value \n",
    "DATABASE_URL": "postgres://me:db-password@host/x",
    "MY_SECRET_2": "second-secret",
    "HOME": "/home/somebody",
    "SSH_AUTH_SOCK": "/tmp/agent.sock",
    "SHORT_KEY": "abc",
    "POSTGRES_PASSWORD": "postgres",
    "LANG": "en_US.UTF-8-long",
}


def test_values_of_the_environment_are_secret_by_their_names():
    assert secrets_in(VARIABLES) == (
        "sk-environment-value",
        "hunter2hunter2",
        "second-secret",
        "padded-value",
        "db-password",
    )
