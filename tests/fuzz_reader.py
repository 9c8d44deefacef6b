"""Coverage-guided fuzzing of the reader of tables and of scenarios: `python -m tests.fuzz_reader`.

Every input is either refused with faults that can be printed, or read exactly as a second reader
reads it. Anything else ends the run with a traceback and the input that did it: an exception, a
difference, an input that takes longer than TIMEOUT_SECONDS, or more memory than MEMORY_MIB.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

import atheris

with atheris.instrument_imports(include=["seeds"]):
    import seeds

    # All that reading imports, so that its branches are seen.
    import seeds.scenario_reader

from seeds import scenario_folder, scenario_reader, scenarios, schema
from tests.reference_reader import FOLDER, assert_read_exactly, assert_scenario_read_exactly

TIMEOUT_SECONDS = 20
MEMORY_MIB = 2048
MAX_INPUT_BYTES = 4096
TABLES = {
    "jurisdictions.csv": (
        b"id,name,role,lat,lon,node_capacity,aliases\n"
        b"TW,Taiwan,origin,23.5,121,unbounded,TWN;Taipei\nMY,Malaysia,transit,3,101,9.5,\n"
        b"CN,mainland China,destination,35,104,,CHN\n"
    ),
    "legs.csv": (
        b"id,origin,destination,capacity_low,capacity,capacity_high,evidence_class,valid_from,evidence"
        b"\nTW>MY.resale,TW,MY,5,10,20,A,2024-01-01,C01\nMY>CN.resale,MY,CN,,8.25,,,,\n"
    ),
    "pressure.csv": (
        b"id,target_kind,target,points,kind,layers\nP1,jurisdiction,MY,-5,notice,goods\n"
    ),
    "evidence.csv": b"id,kind,claim,title,url\nC01,case,It was.,A report,https://example.org/\n",
    "measures.csv": b"id,name,legs,effect,points,cost\nchecks,Checks,MY>CN.resale,pressure,5,1\n",
    "priors.csv": b"id,alpha,beta\nA,9,1\nE,0.5,9\n",
    "quantities.csv": b"id,kind,value,unit\nseized,case,20,units\nyears,case,2.5,years\n",
    "derivations.csv": (
        b"id,leg,column,expression,round_to\nTW>MY.resale.best,TW>MY.resale,capacity,seized / 2,1\n"
    ),
    "datapackage.json": b'{"title": "Small", "routerisk": {"data_date": "2026-01-31"}}',
}
NAMES = sorted(TABLES)
LOG = "log"
ACCEPTED, REFUSED = b"a", b"r"


class Target:
    """Reads one input after the other in a folder of its own, and logs what became of each."""

    def __init__(self, folder: Path, log: BinaryIO) -> None:
        self.folder, self.log = folder, log
        for name, content in TABLES.items():
            (folder / name).write_bytes(content)
        self.study = seeds.load(folder)

    def __call__(self, data: bytes) -> None:
        """Read the input as the file that its first byte chooses."""
        choice, content = data[:1], data[1:]
        number = choice[0] % (len(NAMES) + 1) if choice else 0
        try:
            if number == len(NAMES):
                scenario = scenarios.read(content, "fuzzed", self.study)
                assert_scenario_read_exactly(scenario, content, self.study)
            else:
                self._read_tables(NAMES[number], content)
        except seeds.DataError as error:
            _require_readable(error)
            self.log.write(REFUSED)
        else:
            self.log.write(ACCEPTED)

    def _read_tables(self, name: str, content: bytes) -> None:
        try:
            (self.folder / name).write_bytes(content)
            study = seeds.load(self.folder)
        finally:
            (self.folder / name).write_bytes(TABLES[name])
        assert_read_exactly(study, {**TABLES, name: content})


def _require_readable(error: seeds.DataError) -> None:
    assert error.faults
    assert all(str(fault).isprintable() for fault in error.faults)


def _beginnings(corpus: Path) -> None:
    """Write what the fuzzer begins with: each table as it is, and the packaged scenarios."""
    for number, name in enumerate(NAMES):
        (corpus / name).write_bytes(bytes([number]) + TABLES[name])
    for name, content in scenario_folder.packaged(FOLDER).items():
        (corpus / name).write_bytes(bytes([len(NAMES)]) + content)


def _dictionary(file: Path) -> None:
    """Write the words that a fuzzer would take long to guess: columns, choices and keys."""
    fields = [field for table in schema.tables() for field in table.fields]
    words = {field.name for field in fields} | {word for field in fields for word in field.choices}
    words |= {*scenario_reader.KEYS, "unbounded", "[[add]]", '"""', "\\u202e", "NaN", "1e999"}
    lines = (word.replace("\\", "\\\\").replace('"', '\\"') for word in sorted(words))
    file.write_text("".join(f'"{line}"\n' for line in lines), encoding="utf-8")


def _fuzz(folder: Path, runs: int, seed: int) -> None:
    """Fuzz until the runs are done or one of them fails; the process ends here either way."""
    corpus, study, words = folder / "corpus", folder / "study", folder / "words"
    corpus.mkdir()
    study.mkdir()
    _beginnings(corpus)
    _dictionary(words)
    limits = [f"-timeout={TIMEOUT_SECONDS}", f"-rss_limit_mb={MEMORY_MIB}"]
    limits += [f"-max_len={MAX_INPUT_BYTES}", f"-runs={runs}", f"-seed={seed}"]
    options = [*limits, f"-dict={words}", f"-artifact_prefix={folder}/", str(corpus)]
    with (folder / LOG).open("wb", buffering=0) as log:
        atheris.Setup([sys.argv[0], *options], Target(study, log))
        atheris.Fuzz()


def main() -> None:
    """Fuzz for a number of runs, and say how many inputs were tried and accepted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        child = os.fork()  # the fuzzer leaves without returning, and its folder is to be removed
        if not child:
            _fuzz(Path(folder), options.runs, options.seed)
        _, status = os.waitpid(child, 0)
        log = Path(folder, LOG).read_bytes()
    print(f"tried {len(log)}, accepted {log.count(ACCEPTED)}")  # noqa: T201  # the result
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
