"""What is installed, and what lies at the top of the repository."""

import importlib.util
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"seeds", "routes", "geodata", "reports"}
TOP_LEVEL = PACKAGES | {
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "tests",
}


def _wheel_command(folder):
    """Choose how to build: with the backend where it is installed, else as pip or uv do it."""
    if importlib.util.find_spec("hatchling") is not None:
        return [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    if importlib.util.find_spec("pip") is not None:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel"]
        return [*pip, "--quiet", "--no-deps", "--wheel-dir", str(folder), "."]
    if shutil.which("uv") is not None:
        return ["uv", "build", "--quiet", "--wheel", "--out-dir", str(folder)]
    pytest.skip("building needs hatchling, pip or uv")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        _wheel_command(folder), cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert made.returncode == 0, made.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def _text(wheel, name):
    (full,) = [entry for entry in wheel.namelist() if entry.endswith(f".dist-info/{name}")]
    return wheel.read(full).decode("utf-8")


def test_the_wheel_holds_the_four_packages_and_nothing_else(wheel):
    top = {name.partition("/")[0] for name in wheel.namelist()}
    (information,) = [name for name in top if name.endswith(".dist-info")]
    assert top - {information} == PACKAGES


@pytest.mark.parametrize(
    "pattern",
    [
        "*/*.py",
        "*/py.typed",
        "*/README.md",
        "seeds/ai_gpu_diversion/*",
        "geodata/outlines/*",
        "reports/assets/*",
        "reports/starter/*",
        "reports/starter/scenarios/*",
    ],
)
def test_the_wheel_holds_every_file_of_the_packages(wheel, pattern):
    committed = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob(pattern)
        if path.is_file() and path.relative_to(ROOT).parts[0] in PACKAGES
    }
    assert committed
    assert committed <= set(wheel.namelist())


def test_each_package_of_the_wheel_is_typed_and_complete(wheel):
    names = set(wheel.namelist())
    assert {f"{package}/py.typed" for package in PACKAGES} <= names
    assert {f"seeds/ai_gpu_diversion/{table}.csv" for table in ("jurisdictions", "legs")} <= names
    assert "seeds/ai_gpu_diversion/datapackage.json" in names
    assert {"geodata/outlines/basemap.json", "geodata/outlines/jurisdictions.geojson"} <= names
    assert "reports/assets/page.html" in names


def test_what_the_wheel_holds_is_what_is_committed(wheel):
    for name in wheel.namelist():
        if name.partition("/")[0] in PACKAGES:
            assert wheel.read(name) == (ROOT / name).read_bytes(), name


def test_no_compiled_or_cached_file_is_in_the_wheel(wheel):
    assert not [name for name in wheel.namelist() if "__pycache__" in name or name.endswith(".pyc")]


def test_published_results_are_for_a_checkout_alone(wheel):
    assert (ROOT / "reports" / "published" / "results.json").is_file()
    assert not [name for name in wheel.namelist() if name.startswith("reports/published/")]


def test_the_command_is_called_routerisk(wheel):
    assert _text(wheel, "entry_points.txt").split() == [
        "[console_scripts]",
        "routerisk",
        "=",
        "reports.cli:main",
    ]


def test_the_wheel_states_licence_version_and_that_it_is_not_for_the_index(wheel):
    metadata = Parser().parsestr(_text(wheel, "METADATA"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata["Name"] == "routerisk"
    assert metadata["Version"] == project["version"]
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "Private :: Do Not Upload" in metadata.get_all("Classifier")
    assert _text(wheel, "licenses/LICENSE") == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_citation_names_the_same_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    (stated,) = [
        line.partition(":")[2].strip(" \"'") for line in lines if line.startswith("version:")
    ]
    assert stated == project["version"]


def test_the_top_level_is_what_the_design_names():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listed.returncode != 0:
        pytest.skip("needs a clone made with git")
    top = {name.partition("/")[0] for name in listed.stdout.split("\0") if name}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL
