"""What lies in a study's folder is read only where it is a file of that study, and bounded."""

import os
import threading
import zipfile

import pytest

import seeds
from seeds import csv_text, file_names, nesting, package_file, scenarios, study_files

PIPED = " is no file but a folder, a device or a pipe. Put a file there."
OUTSIDE = " is a link that leads out of the study. Put the file itself there."
DEVICES = ("con", "NUL", "aux.x", "Prn", "com1", "LPT9", "nul ")
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as Unix has them")


def _faults(folder):
    with pytest.raises(seeds.DataError) as caught:
        seeds.load(folder)
    return [str(fault) for fault in caught.value.faults]


@pytest.fixture
def in_time():
    """Give a function that calls another and fails where that one waits for something."""

    def call(act):
        found = []
        thread = threading.Thread(target=lambda: found.append(act()), daemon=True)
        thread.start()
        thread.join(60)
        assert found, "it hangs"
        return found[0]

    return call


FILES = ("jurisdictions.csv", "pressure.csv", "datapackage.json", "scenarios/a.toml")


@needs_pipes
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_a_pipe_or_a_folder_in_the_place_of_a_file_is_a_fault(write_study, in_time, name, kind):
    folder = write_study()
    place = folder / name
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    assert in_time(lambda: _faults(folder)) == [f"{name}:{PIPED}"]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="devices as Unix has them")  # noqa: PTH110  # a marker
@pytest.mark.parametrize("name", FILES)
def test_a_link_that_leads_out_of_the_study_is_a_fault(write_study, in_time, tmp_path, name):
    outside = tmp_path / "elsewhere"
    outside.write_text("id,name,role\nroot,Root,origin\n", encoding="utf-8")
    for target in (outside, "/dev/zero", "/etc/passwd", "../../elsewhere"):
        folder = write_study()
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)
        assert in_time(lambda folder=folder: _faults(folder)) == [f"{name}:{OUTSIDE}"]
        (folder / name).unlink()
        if "/" in name:
            (folder / name).parent.rmdir()


def test_a_folder_of_scenarios_that_lies_elsewhere_is_a_fault(write_study, tmp_path):
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "a.toml").write_text("", encoding="utf-8")
    folder = write_study()
    (folder / "scenarios").symlink_to(tmp_path / "others")
    assert _faults(folder) == [f"scenarios/a.toml:{OUTSIDE}"]


def test_scenarios_must_be_a_folder(write_study):
    assert _faults(write_study({"scenarios": "a"})) == [
        "scenarios: is not a folder. Make it one, or rename it."
    ]


def test_a_link_inside_the_study_and_a_link_to_the_study_are_followed(write_study, tmp_path):
    folder = write_study()
    (folder / "legs.csv").rename(folder / "legs-of-may.txt")
    (folder / "legs.csv").symlink_to("legs-of-may.txt")
    (tmp_path / "latest").symlink_to(folder)
    assert len(seeds.load(tmp_path / "latest").legs) == 2


def test_a_link_that_leads_nowhere_is_not_passed_over(write_study):
    folder = write_study()
    (folder / "pressure.csv").symlink_to("gone.csv")
    with pytest.raises(FileNotFoundError):
        seeds.load(folder)


def test_a_study_inside_an_archive_is_read(write_study, tmp_path):
    # A package may be installed as a zip, whose entries are no paths.
    with zipfile.ZipFile(tmp_path / "study.zip", "w") as archive:
        for file in write_study().iterdir():
            archive.write(file, f"study/{file.name}")
    with zipfile.ZipFile(tmp_path / "study.zip") as archive:
        folder = zipfile.Path(archive, "study/")
        assert study_files.exists(folder, "legs.csv")
        assert not study_files.exists(folder, "pressure.csv")
        assert study_files.content(folder, "legs.csv", 1000).startswith(b"id,origin")
        with pytest.raises(seeds.DataError, match="larger than the limit of 0 KiB"):
            study_files.content(folder, "legs.csv", 10)


def test_a_file_of_just_the_limit_is_read_and_one_byte_more_is_not(tmp_path):
    (tmp_path / "a").write_bytes(bytes(1024))
    assert len(study_files.content(tmp_path, "a", 1024)) == 1024
    (tmp_path / "a").write_bytes(bytes(1025))
    with pytest.raises(seeds.DataError, match=r"a: is larger than the limit of 1 KiB\. Split it\."):
        study_files.content(tmp_path, "a", 1024)


def test_a_table_beyond_its_limit_is_a_fault(faults_of, monkeypatch):
    monkeypatch.setattr(csv_text, "MAX_BYTES", 2**20)
    rows = "TW,Taiwan,origin\n" * 100_000
    assert faults_of({"jurisdictions.csv": f"id,name,role\n{rows}"}) == [
        "jurisdictions.csv: is larger than the limit of 1 MiB. Split it."
    ]


# -- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "objection"),
    [
        *((name, "is the name of a device on Windows") for name in DEVICES),
        ("a\nb", "holds a character that cannot be shown"),
        ("\x1b[2J", "holds a character that cannot be shown"),
        ("a\u202eb", "holds a character that cannot be shown"),
        ("-rf", "begins with '-', as the options of commands do"),
        *(
            (name, "")
            for name in ("a", "console", "malaysia-shut", "com", "com10", "..", "マ", "a b")
        ),
    ],
)
def test_a_name_that_other_systems_misread_is_told(name, objection):
    assert file_names.objection(name) == objection


@pytest.mark.parametrize("name", ["con", "NUL", "-rf", "a\nb"])
def test_a_scenario_of_such_a_name_is_a_fault(write_study, name):
    folder = write_study()
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / f"{name}.toml").write_text("", encoding="utf-8")
    [fault] = _faults(folder)
    spelt = name.replace("\n", "\\n")
    assert fault == f"scenarios/{spelt}.toml: {file_names.objection(name)}. Rename it."


def test_a_folder_whose_name_cannot_be_shown_needs_a_title(write_study, tmp_path):
    folder = write_study().rename(tmp_path / "a\nb")
    [fault] = _faults(folder)
    assert fault.startswith("datapackage.json:title is missing, and the folder's name cannot stand")
    (folder / "datapackage.json").write_text('{"title": "Mine"}', encoding="utf-8")
    assert seeds.load(folder).title == "Mine"


def test_a_folder_that_is_missing_is_told_without_steering_the_terminal():
    with pytest.raises(FileNotFoundError) as caught:
        seeds.load("no\x1b[2J\nsuch")
    assert str(caught.value) == "no\\x1b[2J\\nsuch: there is no such folder"


# -- documents made to hurt ----------------------------------------------------------------------

DEEPER = nesting.MESSAGE


def _nested(levels):
    return "[" * levels + "]" * levels


@pytest.mark.parametrize("levels", [51, 900, 100_000])
def test_json_nested_beyond_the_limit_is_a_fault(faults_of, levels):
    content = f'{{"a": {_nested(levels)}}}'
    assert faults_of({package_file.FILE: content}) == [f"datapackage.json: {DEEPER}"]


def test_json_nested_to_the_limit_is_read(load_study):
    load_study({package_file.FILE: f'{{"a": {_nested(nesting.MAX_LEVELS - 1)}}}'})


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity"])
def test_json_with_a_number_that_is_none_is_a_fault(faults_of, number):
    [fault] = faults_of({package_file.FILE: f'{{"a": [{number}]}}'})
    assert fault.endswith(f"is not strict JSON: {number} is not a finite number.")


def test_json_with_a_number_of_many_digits_is_a_fault(faults_of):
    [fault] = faults_of({package_file.FILE: f'{{"a": {"9" * 100_000}}}'})
    assert fault.startswith("datapackage.json: is not strict JSON: Exceeds the limit")


@pytest.mark.parametrize("levels", [51, 900, 20_000])
def test_toml_nested_beyond_the_limit_is_a_fault(scenario_faults, levels):
    assert f" {DEEPER}" in scenario_faults(f"title = {_nested(levels)}")
    assert f" {DEEPER}" in scenario_faults(".".join(["a"] * min(levels, 5_000)) + " = 1")


def test_a_scenario_file_beyond_the_limit_is_refused_unread(tmp_path, small_study):
    file = tmp_path / "huge.toml"
    with file.open("wb") as stream:
        stream.truncate(2**31)
    with pytest.raises(seeds.DataError, match=r"huge\.toml: is larger than the limit of 64 KiB"):
        scenarios.from_file(file, small_study)
