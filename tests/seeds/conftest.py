"""Fixtures for the tests of seeds: a smallest study on disk, and the faults of a spoilt one.

TW --10--> MY --8--> CN
"""

from __future__ import annotations

import pytest

import seeds

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
