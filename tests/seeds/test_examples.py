import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import seeds

MODULES = [f"seeds.{module.name}" for module in pkgutil.iter_modules(seeds.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_some_examples_were_found():
    modules = [importlib.import_module(name) for name in MODULES]
    assert sum(doctest.testmod(module).attempted for module in modules) >= 6


def test_the_example_of_the_readme_runs():
    path = Path(seeds.__file__).with_name("README.md")
    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert (result.failed, result.attempted) == (0, 5)
