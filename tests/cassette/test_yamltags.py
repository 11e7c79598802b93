import base64

import pytest
import yaml

from mockfn.cassette import yamltags
from mockfn.cassette.bodies import Number


def read(text):
    return yaml.load(text, Loader=yamltags.loader())


def test_the_loader_is_safe_and_c():
    assert issubclass(yamltags.loader(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


PACKED = base64.b64encode(b"some bytes").decode()


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("1.10", Number("1.10")),
        ("1.5", 1.5),
        ("2026-01-01", "2026-01-01"),
        ("!!python/unicode x", "x"),
        ("!!python/str x", "x"),
        (f"!!binary {PACKED}", b"some bytes"),
        (f"!!python/bytes {PACKED}", b"some bytes"),
        ("!!python/tuple [a, [b]]", ["a", ["b"]]),
        (f"!!python/object/new:_io.BytesIO {{state: !!python/tuple [!!binary {PACKED}, 0, null]}}", b"some bytes"),
        ("!!python/object/new:_io.BytesIO {}", b""),
        (
            f"!!python/object/apply:builtins.iter {{args: [[!!binary {PACKED}, and text]], state: 0}}",
            b"some bytesand text",
        ),
    ],
)
def test_a_tag_is_read_as_the_data_that_it_stands_for(text, data):
    assert read(text) == data


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "!!python/object/apply:os.system [ls]",
            "a Python object (object/apply:os.system) is not read, for that could run any code",
        ),
        ("!!python/name:os.system ''", "a Python object (name:os.system) is not read, for that could run any code"),
        ("!!binary '#a#'", "binary data is not base64"),
    ],
)
def test_any_other_is_an_error(text, problem):
    with pytest.raises(yaml.constructor.ConstructorError) as caught:
        read(text)
    assert (caught.value.problem, caught.value.problem_mark.line) == (problem, 0)
