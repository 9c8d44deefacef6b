import io
import json
import sys

import networkx as nx
import pytest

from reports import cli, writer
from reports.export_forms import FORMS, SINGLE
from tests.studies import CHAIN, PLACED, write_study


@pytest.fixture
def run(capsys):
    """Give a function that runs the command line: exit code, standard output, standard error."""

    def run_line(*arguments):
        code = cli.run(["export", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run_line


@pytest.fixture
def chain(tmp_path):
    return write_study(tmp_path / "chain", jurisdictions=PLACED, legs=CHAIN)


def _held(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_and_each_file_is_told(run, chain, tmp_path, form):
    out = tmp_path / "made" / "deeper"
    target = out / "my file" if form in SINGLE else out
    code, said, complaint = run(chain, "--as", form, "--out", target)
    assert (code, complaint) == (cli.FINE, "")
    files = _held(out)
    told = [f"{out / name}: {len(content):,} bytes" for name, content in files.items()]
    assert sorted(said.splitlines()) == sorted(told)
    if form in SINGLE:
        assert set(files) == {"my file"}


def test_a_file_that_is_there_is_replaced_only_with_force(run, chain, tmp_path):
    out = tmp_path / "chain.graphml"
    out.write_bytes(b"mine")
    code, said, complaint = run(chain, "--as", "graphml", "--out", out)
    assert (code, said) == (cli.CANNOT_ACCESS, "")
    assert complaint == f"{out}: is there already; add --force to replace it\n"
    assert out.read_bytes() == b"mine"
    assert run(chain, "--as", "graphml", "--out", out, "--force")[0] == cli.FINE
    assert nx.read_graphml(out).number_of_edges() == 2


def test_one_file_that_is_there_keeps_the_whole_folder_as_it_is(run, chain, tmp_path):
    out = tmp_path / "tables"
    out.mkdir()
    (out / "routes.csv").write_bytes(b"mine")
    (out / "notes.txt").write_bytes(b"mine too")
    code, _, complaint = run(chain, "--as", "csv", "--out", out)
    assert code == cli.CANNOT_ACCESS
    assert "routes.csv: is there already" in complaint
    assert _held(out) == {"routes.csv": b"mine", "notes.txt": b"mine too"}
    assert run(chain, "--as", "csv", "--out", out, "--force")[0] == cli.FINE
    assert _held(out)["notes.txt"] == b"mine too"
    assert _held(out)["routes.csv"].startswith(b"rank,")


def test_a_report_s_folder_is_not_changed_by_mistake(run, chain, tmp_path):
    out = tmp_path / "report"
    assert cli.run(["report", str(chain), "--out", str(out)]) == cli.FINE
    before = _held(out)
    code, _, complaint = run(chain, "--as", "csv", "--out", out)
    assert code == cli.CANNOT_ACCESS
    assert "legs.csv: is there already" in complaint
    assert _held(out) == before


def test_a_folder_in_the_place_of_a_file_is_a_mistake_of_usage(run, chain, tmp_path):
    code, said, complaint = run(chain, "--as", "xlsx", "--out", tmp_path)
    assert (code, said) == (cli.USAGE, "")
    assert "is a folder; xlsx makes one file, so name that" in complaint


def test_a_form_that_cannot_hold_the_study_is_named_with_what_is_missing(run, tmp_path):
    bare = write_study(tmp_path / "bare", legs=CHAIN)
    code, said, complaint = run(bare, "--as", "gpkg", "--out", tmp_path / "a.gpkg")
    assert (code, said) == (cli.USAGE, "")
    assert "--as: a map needs a place for every jurisdiction" in complaint
    assert "'A', 'B', 'C'" in complaint
    assert not (tmp_path / "a.gpkg").exists()


def test_without_pyarrow_the_command_says_so(run, chain, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, _, complaint = run(chain, "--as", "geoparquet", "--out", tmp_path / "layers")
    assert code == cli.USAGE
    assert "geoparquet needs pyarrow, which is not installed" in complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "x"), "Missing option '--as'"),
        (("--as", "csv"), "Missing option '--out'"),
        (("--as", "shp", "--out", "x"), "'shp' is not one of"),
        (("--as", "csv", "--out", " "), "name a folder"),
        (("--as", "csv", "--out", "x", "--as-of", "July"), "--as-of"),
        (("--as", "csv", "--out", "x", "--scenario", "none"), "'none' is not a scenario"),
    ],
)
def test_mistakes_of_usage_are_told(run, chain, words, said):
    code, _, complaint = run(chain, *words)
    assert code == cli.USAGE
    assert said in complaint


def test_options_reach_the_file(run, tmp_path):
    out = tmp_path / "a.json"
    words = ("--as-of", "2026-06", "--lens", "volume", "--layer", "goods", "--weakest-class", "C")
    code, _, complaint = run("--as", "node-link", "--out", out, *words, "--scenario", "taiwan-shut")
    assert (code, complaint) == (cli.FINE, "")
    told = json.loads(out.read_bytes())["graph"]
    assert (told["as_of"], told["lens"], told["weakest_class"]) == ("2026-06-30", "volume", "C")
    assert told["supposed"]


def test_another_export_in_the_same_folder_is_waited_for_and_then_named(
    run, chain, tmp_path, monkeypatch
):
    import filelock

    monkeypatch.setattr(writer, "LOCK_WAIT_SECONDS", 0.1)
    with filelock.FileLock(tmp_path / writer.LOCK, is_singleton=False):
        code, _, complaint = run(chain, "--as", "gexf", "--out", tmp_path / "a.gexf")
    assert code == cli.CANNOT_ACCESS
    assert "another run is writing here" in complaint
    code, _, _ = run(chain, "--as", "gexf", "--out", tmp_path / "a.gexf")
    assert code == cli.FINE
    nx.read_gexf(io.BytesIO((tmp_path / "a.gexf").read_bytes()))
