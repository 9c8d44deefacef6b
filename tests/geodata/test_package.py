import doctest
import subprocess
import sys
from importlib import import_module, resources
from pkgutil import iter_modules

import pytest

import geodata

MODULES = sorted(module.name for module in iter_modules(geodata.__path__))


def test_public_names_are_sorted_and_there():
    assert geodata.__all__ == sorted(
        geodata.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    assert all(hasattr(geodata, name) for name in geodata.__all__)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    module = import_module(f"geodata.{name}")
    assert doctest.testmod(module).failed == 0


def test_readme_example_runs_and_names_every_module():
    text = resources.files("geodata").joinpath("README.md").read_text("utf-8")
    example = doctest.DocTestParser().get_doctest(text, {}, "README.md", None, 0)
    assert doctest.DocTestRunner().run(example).failed == 0
    assert example.examples
    missing = [name for name in MODULES if f"`{name}.py`" not in text]
    assert missing == []


def test_import_is_light():
    code = "import sys, geodata; print({'geopandas', 'shapely', 'pandas'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "set()"
