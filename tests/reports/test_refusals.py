"""What every command that writes says where it cannot: exit 4, one message, nothing changed."""

import contextlib
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reports import cli, exit_codes, writer
from reports.writer import LOCK
from tests.studies import CHAIN, write_study

ROOT = Path(__file__).parent.parent.parent
DATED = """
    id,target_kind,target,points,valid_from
    p,leg,B>C,10,2026-01-10
"""
RECORDED = {
    "report": ("report {study} --out {out}", "index.html"),
    "timeline": ("timeline {study} --figure {out}", "timeline.svg"),
    "publish": ("publish {study} --out {out}", "diagram.svg"),
}
"""Each command that writes into a folder of its own, and one of its files."""

EXPORTS = {
    "export to a folder": ("export {study} --as csv --force --out {out}", "legs.csv"),
    "export to a file": (
        "export {study} --as graphml --force --out {out}/routes.graphml",
        "routes.graphml",
    ),
}
"""The same of what is written beside whatever a folder holds, as `--force` says."""

WRITERS = RECORDED | EXPORTS

HOLDER = f"""
import sys, filelock

with filelock.FileLock(sys.argv[1] + "/{LOCK}"):
    print("held", flush=True)
    sys.stdin.read()
"""
NOBODY = 65534
MAX_BYTES = 1_000  # every writer makes a larger file
SECONDS = 120


def _held(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study") / "chain"
    return write_study(folder, legs=CHAIN, pressure=DATED)


@pytest.fixture(params=WRITERS)
def write(request, study, capsys, monkeypatch):
    """Give a function that runs one of the writers into a folder, and the name of a file of it."""
    line, name = WRITERS[request.param]
    # An export waits a while for another one, here a shorter while.
    monkeypatch.setattr(writer, "LOCK_WAIT_SECONDS", 0.2)

    def run(folder):
        signal.signal(signal.SIGALRM, _hangs)
        signal.alarm(SECONDS)
        try:
            code = cli.run([word.format(study=study, out=folder) for word in line.split()])
        finally:
            signal.alarm(0)
        return code, *capsys.readouterr()

    run.file = name
    return run


def _hangs(_signal, _frame):
    raise AssertionError("it hangs")


def _assert_refused(told, *parts):
    code, out, err = told
    assert code == exit_codes.CANNOT_ACCESS, err
    [message] = err.splitlines()
    assert all(part in message for part in parts)
    assert out == ""


def _assert_written(told):
    assert told[0] == exit_codes.FINE, told[2]


@pytest.fixture
def ours(tmp_path, write):
    """Give a folder that holds what the writer wrote before, with one file of another day."""
    folder = tmp_path / "out"
    _assert_written(write(folder))
    (folder / write.file).write_bytes(b"of another day")
    return folder


@contextlib.contextmanager
def _small_disk(folder, size):
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("mounting a small disk needs root on Linux")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _fill(disk):
    with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(bytes(4096))


@contextlib.contextmanager
def _no_file_may_grow():
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_BYTES, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_the_old_files_stay(write, tmp_path):
    disk = tmp_path / "disk"
    with _small_disk(disk, "4m"):
        out = disk / "out"
        _assert_written(write(out))
        before = _held(out)
        _fill(disk)
        _assert_refused(write(out), "cannot be written: No space left on device")
        assert _held(out) == before


def test_where_no_file_may_grow_the_old_files_stay(write, ours):
    before = _held(ours)
    with _no_file_may_grow():
        told = write(ours)
    _assert_refused(told, "cannot be written: File too large")
    assert _held(ours) == before


def test_a_study_that_cannot_be_begun_leaves_nothing(tmp_path, capsys):
    with _no_file_may_grow():
        code = cli.run(["init", str(tmp_path / "mine")])
    _assert_refused((code, *capsys.readouterr()), "mine: cannot be written: File too large")
    assert list(tmp_path.iterdir()) == []
    disk = tmp_path / "disk"
    with _small_disk(disk, "64k"):
        _fill(disk)
        code = cli.run(["init", str(disk / "mine")])
        _assert_refused((code, *capsys.readouterr()), "mine: cannot be written: No space left")
        assert [entry.name for entry in disk.iterdir()] == ["filler"]


def test_the_second_of_two_runs_into_one_folder_leaves_at_once(write, ours):
    before = _held(ours)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    command = [sys.executable, "-c", HOLDER, str(ours)]
    with subprocess.Popen(command, env=environment, **pipes) as first:
        assert first.stdout.readline() == "held\n"
        _assert_refused(write(ours), "another run is writing here")
        first.stdin.close()
        assert first.wait() == 0
    (ours / LOCK).unlink(missing_ok=True)
    assert _held(ours) == before


@contextlib.contextmanager
def _as_nobody(*folders):
    """Take the powers of root away for a while, to which no folder is closed."""
    if os.geteuid():
        yield
        return
    way = {parent for folder in folders for parent in folder.parents}
    parents = {parent: parent.stat().st_mode for parent in way}
    for parent, mode in parents.items():
        parent.chmod(mode | 0o555)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        for parent, mode in parents.items():
            parent.chmod(mode)


def test_a_folder_without_permission_is_named(write, ours, study):
    before = _held(ours)
    ours.chmod(0o555)
    try:
        with _as_nobody(ours, study / "legs.csv"):
            told = write(ours)
    finally:
        ours.chmod(0o755)
    _assert_refused(told, "cannot be written: Permission denied")
    assert _held(ours) == before


def test_a_file_or_a_device_where_the_folder_should_be_is_named(write, tmp_path):
    (tmp_path / "file").write_bytes(b"mine")
    for place in (tmp_path / "file", tmp_path / "file" / "deeper", Path(os.devnull)):
        _assert_refused(write(place), str(place), "cannot be written")
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_link_as_output_file_is_replaced_and_what_it_leads_to_is_left(write, ours, tmp_path):
    target = tmp_path / "elsewhere"
    target.write_bytes(b"mine")
    (ours / write.file).unlink()
    (ours / write.file).symlink_to(target)
    _assert_written(write(ours))
    assert target.read_bytes() == b"mine"
    assert not (ours / write.file).is_symlink()


# With a folder in the place of its one file an export is a mistake of usage.
@pytest.mark.parametrize("write", sorted(WRITERS.keys() - {"export to a file"}), indirect=True)
def test_a_folder_in_the_place_of_an_output_file_changes_nothing(write, ours):
    (ours / write.file).unlink()
    (ours / write.file).mkdir()
    others = {path.name: path.read_bytes() for path in ours.iterdir() if path.is_file()}
    for name in others:
        (ours / name).touch()
    _assert_refused(write(ours), f"holds a folder '{write.file}'")
    assert {path.name: path.read_bytes() for path in ours.iterdir() if path.is_file()} == others


@pytest.mark.parametrize("write", RECORDED, indirect=True)
@pytest.mark.parametrize("kind", ["pipe", "endless", "deep"])
def test_a_record_that_is_none_is_neither_waited_for_nor_read_without_end(write, tmp_path, kind):
    out = tmp_path / "out"
    out.mkdir()
    (out / write.file).write_bytes(b"mine")
    for record in ("results.json", "timeline.json"):
        if kind == "pipe":
            os.mkfifo(out / record)
        elif kind == "endless":
            (out / record).symlink_to("/dev/zero")
        else:
            (out / record).write_bytes(b"[" * 100_000)
    _assert_refused(write(out), "that routerisk did not write")
    assert (out / write.file).read_bytes() == b"mine"


def test_a_link_in_the_place_of_the_lock_is_not_followed(write, ours, tmp_path):
    target = tmp_path / "elsewhere"
    target.write_bytes(b"mine")
    (ours / LOCK).symlink_to(target)
    write(ours)
    assert target.read_bytes() == b"mine"
