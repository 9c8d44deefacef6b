"""A fingerprint is that of the study that would be read, and of no other."""

import os

import pytest

import seeds
from seeds.fingerprint import fingerprint
from seeds.memory_folder import MemoryFolder
from tests import fork_study
from tests.studies import CHAIN, SOURCE, write_study

SCENARIO = b'title = "Without"\nremove = ["A>B"]\n'


@pytest.fixture
def chain(tmp_path):
    return write_study(tmp_path / "chain", legs=CHAIN)


def test_name_and_digests_are_those_of_the_study_that_is_read(tmp_path, chain, write_study):
    fork_study.read(tmp_path / "fork")
    for folder in (None, chain, tmp_path / "fork", str(write_study())):
        taken, read = fingerprint(folder), seeds.load(folder)
        assert (taken.name, list(taken.sha256.items())) == (read.name, list(read.sha256.items()))


def test_a_folder_in_memory_has_the_same_fingerprint(chain):
    (chain / "scenarios").mkdir()
    (chain / "scenarios" / "without.toml").write_bytes(SCENARIO)
    files = {
        str(file.relative_to(chain)): file.read_bytes()
        for file in chain.rglob("*")
        if file.is_file()
    }
    assert fingerprint(MemoryFolder("chain", files)) == fingerprint(chain)


@pytest.mark.parametrize(
    "name", ["legs.csv", "pressure.csv", "datapackage.json", "scenarios/a.toml"]
)
def test_every_file_that_is_read_counts(chain, name):
    before = fingerprint(chain)
    file = chain / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes((file.read_bytes() if file.exists() else b"") + b"\n")
    after = fingerprint(chain)
    assert after != before
    assert set(after.sha256) - set(before.sha256) <= {name}


def test_a_table_that_no_study_has_makes_the_fingerprint_that_of_no_study(chain):
    before = fingerprint(chain)
    (chain / "leggs.CSV").write_bytes(b"id\n")
    assert fingerprint(chain) != before
    with pytest.raises(seeds.DataError):
        seeds.load(chain)


def test_what_is_no_part_of_a_study_does_not_count(chain):
    before = fingerprint(chain)
    (chain / "notes.txt").write_bytes(b"mine")
    (chain / "index.html").write_bytes(b"mine")
    assert fingerprint(chain) == before


def test_the_name_is_that_of_the_folder_itself(tmp_path, chain):
    link = tmp_path / "link"
    link.symlink_to(chain)
    assert fingerprint(link) == fingerprint(chain)
    os.rename(chain, tmp_path / "other")  # noqa: PTH104  # the name of a folder
    assert fingerprint(tmp_path / "other").name == "other"


def test_a_link_that_leads_out_and_a_missing_folder_are_refused(tmp_path, chain):
    (tmp_path / "secret").write_text(SOURCE, encoding="utf-8")
    (chain / "evidence.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(seeds.DataError, match="leads out of the study"):
        fingerprint(chain)
    with pytest.raises(FileNotFoundError):
        fingerprint(tmp_path / "nowhere")


def test_the_package_knows_its_names_before_they_are_imported():
    assert set(seeds.__all__) <= set(dir(seeds))
    for name in seeds.__all__:
        assert getattr(seeds, name).__name__ == name
    with pytest.raises(AttributeError, match="has no attribute 'absent'"):
        seeds.absent  # noqa: B018  # it is looked up
