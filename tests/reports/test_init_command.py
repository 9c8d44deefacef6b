"""Beginning a study: what init writes passes check, and where it cannot write, nothing is left."""

from __future__ import annotations

import json

import pytest

import routes
import seeds
from reports import cli, starter
from seeds.gaps import gaps

EDGES = """\
From,To,Weight,Pressure,Colour
US,Malaysia,1000,20,red
US,SG,400,,
Malaysia,CN,800,35,
SG,CN,500,0,blue
"""
"""``US --800--> Malaysia --520--> CN`` and ``US --400--> SG --500--> CN``: 520 + 400 pass."""


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Give a function that runs the command line in an empty folder: code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def run_line(*arguments):
        code = cli.run(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return run_line


@pytest.fixture
def edges(tmp_path):
    file = tmp_path / "edges.csv"
    file.write_text(EDGES, encoding="utf-8")
    return file


def _names(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_the_example_is_whole_and_passes_every_check(run, tmp_path):
    code, out, err = run("init", "new/study")
    assert (code, err) == (cli.FINE, "")
    assert "every place and number in it is made up" in out
    folder = tmp_path / "new" / "study"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.relative_to(folder).as_posix() for path in files} == set(starter.example())
    assert _names(tmp_path / "new") == ["study", *(f"study/{name}" for name in _names(folder))]
    assert run("check", "new/study", "--complete")[0] == cli.FINE


def test_the_example_says_of_every_number_that_it_is_assumed_and_made_up(run, tmp_path):
    run("init", "study")
    study = seeds.load(tmp_path / "study")
    for table in (study.legs, study.pressure, study.measures):
        assert set(table["basis"]) == {"assumed"}
    assert all("Made up" in text for text in [*study.legs["note"], *study.evidence["note"]])
    assert all("(example)" in name for name in study.jurisdictions["name"])
    assert set(study.evidence["publisher"]) == {"nobody"}
    assert "made up" in study.limits[0]
    assert "made-up" in study.title
    assert (len(study.measures), len(study.scenarios)) == (1, 1)
    assert gaps(study) == ()


def test_the_example_makes_a_map(run, tmp_path):
    run("init", "study")
    assert run("report", "study", "--out", "out")[0] == cli.FINE
    assert {"index.html", "figure.png"} <= set(_names(tmp_path / "out"))


def test_an_empty_folder_is_filled_and_keeps_nothing_else(run, tmp_path):
    (tmp_path / "study").mkdir()
    assert run("init", "study")[0] == cli.FINE
    assert seeds.load(tmp_path / "study").title
    assert not [name for name in _names(tmp_path) if name.startswith(".") or "/." in name]


@pytest.mark.parametrize("more", [(), ("--from", "edges.csv", "--origin", "US")])
def test_a_folder_that_is_not_empty_is_left_alone(run, tmp_path, edges, more):
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "mine.txt").write_text("mine", encoding="utf-8")
    destination = ("--destination", "CN") if more else ()
    code, out, err = run("init", "study", *more, *destination)
    assert (code, out) == (cli.CANNOT_ACCESS, "")
    assert err == "study: is not empty (it holds 'mine.txt'); choose a new folder\n"
    assert _names(tmp_path / "study") == ["mine.txt"]
    assert edges.exists()


def test_a_file_in_the_place_of_the_folder_is_left_alone(run, edges):
    assert run("init", "edges.csv")[0] == cli.CANNOT_ACCESS
    assert edges.read_text(encoding="utf-8") == EDGES


def test_a_table_of_edges_becomes_a_study_with_the_same_flow(run, tmp_path, edges):
    line = ("--from", edges, "--origin", "US", "--destination", "CN")
    code, out, err = run("init", "study", *line)
    assert (code, err) == (cli.FINE, "")
    assert "edges.csv: 4 jurisdictions, 4 legs." in out
    assert "Left out of edges.csv: Colour." in out
    assert run("check", "study")[0] == cli.FINE
    study = seeds.load(tmp_path / "study")
    cut = routes.min_cut(routes.build(study))
    assert cut.value == 920 * cut.scale
    assert cut.legs == ("Malaysia>CN", "US>SG")
    assert dict(zip(study.jurisdictions["id"], study.jurisdictions["role"], strict=True)) == {
        "CN": "destination",
        "Malaysia": "transit",
        "SG": "transit",
        "US": "origin",
    }
    assert list(study.jurisdictions["name"]) == [
        "mainland China",
        "Malaysia",
        "Singapore",
        "United States",
    ]
    assert all(study.jurisdictions["lat"].notna())
    assert list(study.legs["note"]) == [f"Row {row} of the edge table." for row in range(2, 6)]
    assert list(study.pressure["target"]) == ["US>Malaysia", "Malaysia>CN"]


def test_places_that_are_not_known_are_told_and_not_placed(run, tmp_path):
    (tmp_path / "edges.csv").write_text("from,to,cap\nAtlantis,CN,5\n", encoding="utf-8")
    line = ("--from", "edges.csv", "--origin", "Atlantis", "--destination", "CN")
    assert "Not on the map until they have lat and lon: Atlantis." in run("init", "study", *line)[1]
    assert list(seeds.load(tmp_path / "study").jurisdictions["lat"].isna()) == [True, False]


def test_several_origins_and_destinations_are_taken_by_name_or_id(run, tmp_path):
    text = "from,to,cap\nUnited States,Hong Kong,5\nTW,CN,6\n"
    (tmp_path / "edges.csv").write_text(text, encoding="utf-8")
    ends = ("--origin", "United States", "--origin", "TW", "--destination", "CN")
    line = ("--from", "edges.csv", *ends, "--destination", "Hong_Kong")
    assert run("init", "study", *line)[0] == cli.FINE
    cut = routes.min_cut(routes.build(seeds.load(tmp_path / "study")))
    assert cut.value == 11 * cut.scale


def test_every_fault_of_the_edges_comes_at_once_and_nothing_is_written(run, tmp_path, edges):
    edges.write_text("from,to,cap\nUS,US,5\nUS,CN,many\n", encoding="utf-8")
    code, out, err = run("init", "s", "--from", edges, "--origin", "US", "--destination", "CN")
    assert (code, out) == (cli.BAD_DATA, "")
    assert err.splitlines() == [
        "edges.csv:2:to 'US' is also the origin. A leg leads to another jurisdiction.",
        (
            "edges.csv:3:cap 'many' is not a number. "
            "Write digits such as 1200 or 0.5, or the word unbounded."
        ),
    ]
    assert _names(tmp_path) == ["edges.csv"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["--origin", "US"], ["--origin: goes with --from"]),
        (["--from", "edges.csv"], ["--origin: is missing.", "--destination: is missing."]),
        (
            ["--from", "edges.csv", "--origin", "USA", "--destination", "Malaisia"],
            ["'USA' is not a jurisdiction of edges.csv. Did you mean 'US'?", "Did you mean 'Mal"],
        ),
        (
            ["--from", "edges.csv", "--origin", "US", "--destination", "US"],
            ["'US' is an origin and a destination. Choose one."],
        ),
    ],
)
@pytest.mark.usefixtures("edges")
def test_options_that_cannot_be_are_told_together_and_nothing_is_written(run, tmp_path, line, said):
    code, out, err = run("init", "study", *line)
    assert (code, out) == (cli.USAGE, "")
    assert [part for part in said if part not in err] == []
    assert _names(tmp_path) == ["edges.csv"]


def test_a_table_that_is_not_there_and_a_folder_without_a_name_are_told(run, tmp_path):
    line = ("--from", "gone.csv", "--origin", "A", "--destination", "B")
    assert run("init", "study", *line) == (
        cli.CANNOT_ACCESS,
        "",
        "gone.csv: cannot be read: No such file or directory\n",
    )
    assert run("init", " ")[0] == cli.USAGE
    assert _names(tmp_path) == []


@pytest.mark.parametrize("made", ["example", "edges"])
def test_the_package_file_lists_each_table_as_other_readers_want_it(run, tmp_path, edges, made):
    line = ("--from", edges, "--origin", "US", "--destination", "CN") if made == "edges" else ()
    run("init", "study", *line)
    folder = tmp_path / "study"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert sorted(resource["path"] for resource in package["resources"]) == sorted(
        path.name for path in folder.glob("*.csv")
    )
    assert all(resource["encoding"] == "utf-8" for resource in package["resources"])


def test_the_same_table_gives_the_same_bytes(run, tmp_path, edges):
    line = ("--from", edges, "--origin", "US", "--destination", "CN")
    for name in ("one", "two"):
        run("init", name, *line)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert one == two
