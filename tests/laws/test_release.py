"""What is released is what is here: both packages in one wheel, one version."""

import re
import tomllib
import zipfile

import pytest


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(root, run_python, tmp_path_factory):
    """The wheel, built by the backend alone: no network, nothing written into the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run_python("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_every_source_file(wheel, sources):
    missing = {source.name.removeprefix("pytest_plugin/") for source in sources} - set(wheel)
    assert not missing, f"not in the wheel: {sorted(missing)}; see [tool.hatch.build.targets.wheel] in pyproject.toml"


def test_the_wheel_holds_the_two_packages_and_nothing_else(wheel):
    tops = {name.partition("/")[0] for name in wheel if not name.partition("/")[0].endswith(".dist-info")}
    assert tops == {"mockfn", "pytest_mockfn"}


def test_the_wheel_says_that_it_is_typed(wheel):
    assert "mockfn/py.typed" in wheel


def test_the_wheel_names_its_command_and_its_plugin(wheel):
    (text,) = (data.decode() for name, data in wheel.items() if name.endswith(".dist-info/entry_points.txt"))
    assert "mockfn = mockfn.cli:main" in text
    assert "mockfn = pytest_mockfn.plugin" in text


def test_the_version_is_the_top_one_of_the_changelog(root, project):
    changelog = (root / "docs/changelog.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[?v?(\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    assert versions, "docs/changelog.md has no heading like '## 0.1.0'"
    assert versions[0] == project["version"], "pyproject.toml and the top of docs/changelog.md name different versions"


def test_dependencies_have_lower_bounds(project):
    """Each bound is a version that was tried. An upper bound stands only where private parts of a package are used."""
    unbound = [line for line in project["dependencies"] if ">=" not in line]
    assert not unbound, f"{unbound}: say since which version it works"
