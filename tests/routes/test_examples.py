import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import routes

MODULES = sorted(module.name for module in pkgutil.iter_modules(routes.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name):
    module = importlib.import_module(f"routes.{name}")
    assert doctest.testmod(module).failed == 0


def test_examples_in_the_readme_run():
    readme = Path(routes.__path__[0]) / "README.md"
    # The fence that closes a block of code is no part of what it prints.
    text = readme.read_text(encoding="utf-8").replace("```", "")
    examples = doctest.DocTestParser().get_doctest(text, {}, "README", str(readme), 0)
    assert examples.examples
    assert doctest.DocTestRunner().run(examples).failed == 0


def test_the_readme_names_every_module():
    readme = (Path(routes.__path__[0]) / "README.md").read_text(encoding="utf-8")
    assert [name for name in MODULES if f"`{name}.py`" not in readme] == []


def test_every_module_opens_with_a_sentence_and_stays_short():
    for name in MODULES:
        source = (Path(routes.__path__[0]) / f"{name}.py").read_text(encoding="utf-8")
        assert source.startswith('"""'), name
        assert len(source.splitlines()) <= 250, name
