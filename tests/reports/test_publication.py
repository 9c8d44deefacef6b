"""What is published is what the study gives, and what is committed is what is published."""

import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import reports
import seeds
from reports import cli, exit_codes, publication, publish_command
from reports.report_files import tables
from routes import fields
from tests.studies import CHAIN, write_study

ROOT = Path(__file__).parent.parent.parent
COMMITTED = ROOT / publish_command.CHECKOUT_FOLDER
NAMES = ["diagram.svg", "legs.csv", "results.json", "summary.md"]
MILLION = 10**6
CLEAR = Fraction(1, 10**6)
"""Distance of a share from where its sixth decimal would turn, in millionths."""

BYTES_LIMIT = 100_000
LINE_LIMIT = 1_000


@pytest.fixture
def run(capsys):
    def run_line(*arguments):
        code = cli.run(["publish", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run_line


@pytest.fixture
def chain(tmp_path):
    return write_study(tmp_path / "chain", legs=CHAIN)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """Copy what is published and the tables that it is made from, and go there."""
    top = tmp_path / "checkout"
    for part in (publish_command.CHECKOUT_STUDY, publish_command.CHECKOUT_FOLDER):
        shutil.copytree(ROOT / part, top / part)
    monkeypatch.chdir(top)
    return top


def _held(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


# What is committed


def test_what_is_committed_is_what_the_packaged_study_gives(results):
    """Where this fails after a change that is meant: `routerisk publish` at the top, and commit."""
    assert publication.differences(COMMITTED, publication.files(results)) == ()
    assert sorted(_held(COMMITTED)) == sorted([*NAMES, publication.README])


@pytest.mark.usefixtures("checkout")
def test_the_command_finds_a_checkout_by_itself_and_finds_nothing_to_mend(run):
    code, out, err = run("--check")
    assert (code, err) == (exit_codes.FINE, "")
    assert out == f"reports/published: {', '.join(NAMES)} are what the study gives.\n"


def test_it_reads_well_in_a_review():
    for name in NAMES:
        content = (COMMITTED / name).read_bytes()
        assert len(content) < BYTES_LIMIT, name
        assert content.endswith(b"\n"), name
        assert b"\r" not in content, name
        lines = content.decode("utf-8").splitlines()
        assert max(map(len, lines)) < LINE_LIMIT, name


def test_no_version_of_a_library_is_in_it():
    """Only routerisk's own: a release is then published anew, and nothing else is."""
    stated = json.loads((COMMITTED / "results.json").read_bytes())
    assert [key for key in stated if "version" in key] == ["routerisk_version"]
    for name in ("matplotlib", "numpy", "pandas", "scipy", "networkx", "folium", "Python"):
        assert all(name not in (COMMITTED / file).read_text(encoding="utf-8") for file in NAMES)


def _decimals(value):
    if isinstance(value, dict):
        return [number for part in value.values() for number in _decimals(part)]
    if isinstance(value, list):
        return [number for part in value for number in _decimals(part)]
    return [value] if isinstance(value, Decimal) else []


def test_only_shares_have_decimals_and_six_at_most():
    content = (COMMITTED / "results.json").read_text(encoding="utf-8")
    shares = _decimals(json.loads(content, parse_float=Decimal))
    assert len(shares) > 50
    assert all(0 <= share <= 1 and share.as_tuple().exponent >= -6 for share in shares)


def _solved(matrix, right):
    """Solve a system of linear equations exactly, by Gauss and Jordan."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place in range(len(rows)):
        pivot = next(number for number in range(place, len(rows)) if rows[number][place])
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [value / rows[place][place] for value in rows[place]]
        for number, row in enumerate(rows):
            if number != place and row[place]:
                pairs = zip(row, rows[place], strict=True)
                rows[number] = [value - row[place] * above for value, above in pairs]
    return [row[-1] for row in rows]


def _currents(graph):
    """Give the current through each leg and jurisdiction in exact fractions, after Kirchhoff."""
    legs = {
        leg: (start, end, data[fields.PASSING])
        for start, end, leg, data in graph.edges(keys=True, data=True)
        if data[fields.PASSING] != 0
    }
    total = sum(amount for _, _, amount in legs.values() if isinstance(amount, int))
    legs = {
        leg: (start, end, amount if isinstance(amount, int) else total + 1)
        for leg, (start, end, amount) in legs.items()
    }
    nodes = sorted({end for start, end, _ in legs.values()} | {leg[0] for leg in legs.values()})
    (sink,) = graph.graph[fields.DESTINATIONS]
    free = [node for node in nodes if node != sink]
    place = {node: number for number, node in enumerate(free)}
    matrix = [[Fraction(0)] * len(free) for _ in free]
    for start, end, amount in legs.values():
        for here, there in ((start, end), (end, start)):
            if here in place:
                matrix[place[here]][place[here]] += amount
                if there in place:
                    matrix[place[here]][place[there]] -= amount
    shares = dict.fromkeys([*legs, *nodes], Fraction(0))
    for origin in graph.graph[fields.ORIGINS]:
        potential = dict(
            zip(free, _solved(matrix, [Fraction(node == origin) for node in free]), strict=True)
        )
        for leg, (start, end, amount) in legs.items():
            drop = potential.get(start, Fraction(0)) - potential.get(end, Fraction(0))
            current = abs(drop) * amount / len(graph.graph[fields.ORIGINS])
            shares[leg] += current
            for node in {start, end} - {origin, sink}:
                shares[node] += current / 2
    return shares


def test_no_decimal_of_a_current_depends_on_how_a_machine_adds(results):
    """The currents are the one thing that is solved in floating point, and then rounded.

    Solved in fractions, they round to what is published, and none lies so near to where it would
    round otherwise that another library for linear algebra could tip it.
    """
    exact = _currents(results.graph)
    rows = (*results.centrality.legs, *results.centrality.jurisdictions)
    published = {row.id: row.current_flow for row in rows}
    assert {name for name, share in published.items() if share} <= set(exact)
    for name, share in exact.items():
        assert Fraction(round(share * MILLION), MILLION) == Fraction(str(published[name])), name
        assert abs(share * MILLION % 1 - Fraction(1, 2)) > CLEAR, name


# What is published


def test_the_tables_are_those_of_the_report_without_draws(chain, tmp_path, run):
    results = reports.build(seeds.load(chain), tmp_path / "report", draws=0)
    assert run(chain, "--out", tmp_path / "out")[0] == exit_codes.FINE
    made = _held(tmp_path / "out")
    assert sorted(made) == NAMES
    report = _held(tmp_path / "report")
    shared = {name: made[name] for name in NAMES if name in report}
    assert shared == {name: report[name] for name in shared} == tables(results)


def test_it_is_written_as_it_is_checked(chain, tmp_path, run):
    out = tmp_path / "out"
    code, said, err = run(chain, "--out", out)
    assert (code, err) == (exit_codes.FINE, "")
    assert said.splitlines()[-1] == f"Wrote {', '.join(NAMES)} into {out}."
    code, said, err = run(chain, "--out", out, "--check")
    assert (code, err) == (exit_codes.FINE, "")


def test_the_same_bytes_on_another_day_in_another_language(tmp_path):
    """And with linear algebra for a processor of 2004, where the library has that choice."""
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "OPENBLAS_CORETYPE": "Prescott"},
        {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
    )
    for number, changes in enumerate(surroundings):
        subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from reports.cli import main; main(sys.argv[1:])",
                "publish",
                "--out",
                str(tmp_path / str(number)),
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT), **changes},
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
    committed = {name: (COMMITTED / name).read_bytes() for name in NAMES}
    assert _held(tmp_path / "0") == _held(tmp_path / "1") == committed


# The check


def test_a_change_of_one_number_is_named_and_mended(checkout, run):
    table = checkout / publish_command.CHECKOUT_STUDY / "pressure.csv"
    text = table.read_text(encoding="utf-8")
    row = "AE.filing-2023,jurisdiction,AE,in,"
    assert text.count(f"{row}10,") == 1
    table.write_text(text.replace(f"{row}10,", f"{row}11,"), encoding="utf-8")
    before = _held(COMMITTED)
    code, out, err = run("--check")
    assert (code, out) == (exit_codes.GATE, "")
    *named, remedy = err.splitlines()
    start = "gate published: reports/published/"
    assert [line.partition(" differs, from line ")[0] for line in named] == [
        start + name for name in NAMES
    ]
    assert remedy == "To write what the study gives now: routerisk publish"
    folder = checkout / publish_command.CHECKOUT_FOLDER
    assert _held(folder) == before, "a check writes nothing"
    assert run()[0] == exit_codes.FINE
    assert run("--check")[0] == exit_codes.FINE
    assert (folder / "README.md").read_bytes() == before["README.md"]


def test_each_kind_of_difference_is_named_at_once(chain, tmp_path, run):
    out = tmp_path / "my results"
    run(chain, "--out", out)
    lines = (out / "legs.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[2] = lines[2].replace(",4,", ",5,", 1)
    (out / "legs.csv").write_text("".join(lines), encoding="utf-8")
    (out / "summary.md").unlink()
    (out / "diagram.svg").unlink()
    (out / "diagram.svg").mkdir()
    (out / "figure.png").write_bytes(b"of another day")
    (out / "README.md").write_text("mine", encoding="utf-8")
    (out / ".gitkeep").touch()
    code, said, err = run(chain, "--out", out, "--check")
    assert (code, said) == (exit_codes.GATE, "")
    assert err.splitlines() == [
        f"gate published: {out}/diagram.svg is no file",
        f"gate published: {out}/figure.png is none of the published files; remove it",
        f"gate published: {out}/legs.csv differs, from line 3 on",
        f"gate published: {out}/summary.md is missing",
        f"To write what the study gives now: routerisk publish {chain} --out '{out}'",
    ]


@pytest.mark.parametrize(
    ("held", "line"),
    [
        (b"one\ntwo\nthree\n\n", 5),
        (b"one\ntwo\nthree", 4),
        (b"one\r\ntwo\r\nthree\r\n", 1),
        (b"one\ntwo \nthree\n", 2),
        (b"", 1),
    ],
)
def test_a_byte_more_or_less_is_a_difference(tmp_path, held, line):
    content = b"one\ntwo\nthree\n"
    (tmp_path / "a.csv").write_bytes(content)
    assert publication.differences(tmp_path, {"a.csv": content}) == ()
    (tmp_path / "a.csv").write_bytes(held)
    (found,) = publication.differences(tmp_path, {"a.csv": content})
    assert found.what == f"differs, from line {line} on"


def test_where_nothing_is_published_everything_is_missing(chain, tmp_path, run):
    code, _, err = run(chain, "--out", tmp_path / "nowhere", "--check")
    assert code == exit_codes.GATE
    assert err.count("is missing") == len(NAMES)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are of Unix")
def test_a_check_neither_waits_for_a_pipe_nor_reads_without_end(chain, tmp_path, run):
    out = tmp_path / "out"
    run(chain, "--out", out)
    for name in ("legs.csv", "summary.md"):
        (out / name).unlink()
    os.mkfifo(out / "legs.csv")
    (out / "summary.md").symlink_to("/dev/zero")
    code, _, err = run(chain, "--out", out, "--check")
    assert code == exit_codes.GATE
    assert err.count("is no file") == 2


# Usage


def test_without_a_folder_it_is_a_mistake_of_usage(chain, tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    code, out, err = run()
    assert (code, out) == (exit_codes.USAGE, "")
    assert "only at the top of a checkout of routerisk" in " ".join(err.split())
    code, out, err = run(chain)
    assert (code, out) == (exit_codes.USAGE, "")
    assert "--out: name a folder for this study" in err
    assert [path.name for path in tmp_path.iterdir()] == ["chain"]


def test_faulty_data_and_somebody_else_s_files_have_their_exit_codes(chain, tmp_path, run):
    out = tmp_path / "out"
    out.mkdir()
    (out / "legs.csv").write_text("mine", encoding="utf-8")
    code, _, err = run(chain, "--out", out)
    assert code == exit_codes.CANNOT_ACCESS
    assert "that routerisk did not write" in err
    write_study(chain, legs=CHAIN.replace("B,C,4", "B,C,-4"))
    code, _, err = run(chain, "--out", out, "--check")
    assert code == exit_codes.BAD_DATA
    assert err.startswith("legs.csv:3:capacity ")
    assert (out / "legs.csv").read_text(encoding="utf-8") == "mine"
