import pytest

from mockfn.errors import CassetteError
from mockfn.files import cassettes_in, orphan, strays_in


@pytest.fixture
def folder(tmp_path):
    for name in ("b.yaml", "deep/a.yml", "c.json", "d.yaml.gz", "e.failed.yaml", "f.yaml.1-0.partial", "g.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


def names(paths, folder):
    return [path.relative_to(folder).as_posix() for path in paths]


def test_cassettes_are_found_below_folders_and_sorted(folder):
    assert names(cassettes_in([folder, folder / "b.yaml"]), folder) == ["b.yaml", "c.json", "d.yaml.gz", "deep/a.yml"]
    assert names(cassettes_in([folder / "e.failed.yaml"]), folder) == ["e.failed.yaml"]


def test_strays_are_found_below_folders(folder):
    assert names(strays_in([folder, folder / "b.yaml"]), folder) == ["e.failed.yaml", "f.yaml.1-0.partial"]


def test_a_path_where_nothing_is_is_an_error(folder):
    with pytest.raises(CassetteError) as caught:
        cassettes_in([folder / "none"])
    assert str(caught.value) == f"{folder / 'none'}: there is no such file or folder."


MODULE = """
class TestApp:
    def test_in_class(self): ...

async def test_plain(): ...

@pytest.mark.mockfn_cassette(name="mine")
def test_other(): ...
"""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("TestApp.test_in_class.yaml", ""),
        ("test_plain.yaml", ""),
        ("test_plain[a.b-c].yaml", ""),
        ("mine.yaml", ""),
        ("test_gone.yaml", "test_it.py has no test_gone"),
        ("TestGone.test_in_class.yaml", "test_it.py has no TestGone"),
    ],
)
def test_a_cassette_whose_test_is_gone_is_an_orphan(tmp_path, name, why):
    (tmp_path / "test_it.py").write_text(MODULE)
    assert orphan(tmp_path / "cassettes" / "test_it" / name) == (f"{tmp_path / why}" if why else "")


def test_a_cassette_whose_module_is_gone_is_an_orphan(tmp_path):
    path = tmp_path / "cassettes" / "test_gone" / "test.yaml"
    assert orphan(path) == f"there is no {tmp_path / 'test_gone.py'}"


def test_cassettes_elsewhere_are_not_judged(tmp_path):
    assert orphan(tmp_path / "tapes" / "x.yaml") == ""
