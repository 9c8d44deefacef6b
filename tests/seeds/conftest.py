"""Fixtures for the tests of seeds: a smallest study on disk, and the faults of a spoilt one.

TW --10--> MY --8--> CN
"""

from __future__ import annotations

import ast
import operator
from fractions import Fraction

import pytest

import seeds
from seeds import scenarios

_OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

SMALLEST = {
    "jurisdictions.csv": (
        "id,name,role,aliases\n"
        "TW,Taiwan,origin,TWN;Chinese Taipei\n"
        "MY,Malaysia,transit,MYS\n"
        "CN,mainland China,destination,CHN\n"
    ),
    "legs.csv": ("id,origin,destination,capacity\nTW>MY.resale,TW,MY,10\nMY>CN.resale,MY,CN,8\n"),
}


@pytest.fixture
def write_study(tmp_path):
    """Give a function that writes the smallest study with some files replaced.

    A file is given as text or bytes, or as None to leave it out.
    """

    def write(files=None):
        folder = tmp_path / "study"
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, content in ({**SMALLEST, **(files or {})}).items():
            if content is not None:
                data = content if isinstance(content, bytes) else content.encode()
                (folder / name).write_bytes(data)
        return folder

    return write


@pytest.fixture
def load_study(write_study):
    """Give a function that loads the smallest study with some files replaced."""
    return lambda files=None: seeds.load(write_study(files))


@pytest.fixture
def faults_of(write_study):
    """Give a function that returns the text of every fault, in order, and demands one."""

    def faults(files):
        with pytest.raises(seeds.DataError) as caught:
            seeds.load(write_study(files))
        assert str(caught.value) == "\n".join(str(fault) for fault in caught.value.faults)
        return [str(fault) for fault in caught.value.faults]

    return faults


@pytest.fixture(scope="session")
def by_python():
    """Give a function that works out an expression as Python's own grammar reads it, exactly."""

    def value(expression, names):
        def of(node):
            if isinstance(node, ast.BinOp):
                return _OPERATIONS[type(node.op)](of(node.left), of(node.right))
            if isinstance(node, ast.Name):
                return names[node.id]
            # The text of the number, because Python would make a float of it.
            return Fraction(ast.get_source_segment(text, node))

        text = expression.strip()
        return of(ast.parse(text, mode="eval").body)

    return value


@pytest.fixture
def small_study(load_study):
    """The smallest study with one row in each table that a scenario can name."""
    return load_study(
        {
            "evidence.csv": "id,kind,claim,title\nC01,case,Something happened.,A report\n",
            "claims.csv": (
                "id,claim,kind,verdict,reason,used\n"
                "S01,Goods move.,fact,corroborated,Several reports.,Not used\n"
            ),
            "measures.csv": (
                "id,name,legs,effect,points,cost,basis\n"
                "checks,More checks,MY>CN.resale,pressure,5,1,assumed\n"
            ),
            "pressure.csv": (
                "id,target_kind,target,points,kind\nMY.notice,jurisdiction,MY,5,notice\n"
            ),
        }
    )


@pytest.fixture
def read_scenario(small_study):
    """Give a function that reads a scenario of the small study from text or bytes."""

    def read(text):
        content = text if isinstance(text, bytes) else text.encode()
        return scenarios.read(content, "what-if", small_study)

    return read


@pytest.fixture
def scenario_faults(read_scenario):
    """Give a function that returns the text of every fault of a scenario, and demands one."""

    def faults(text):
        with pytest.raises(seeds.DataError) as caught:
            read_scenario(text)
        return [str(fault).removeprefix("what-if.toml:") for fault in caught.value.faults]

    return faults
