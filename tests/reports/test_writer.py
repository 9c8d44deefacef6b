import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import filelock
import pytest

from reports import writer
from reports.writer import (
    LOCK,
    PART_PREFIX,
    WriteError,
    write_files,
    write_folder,
    write_new_folder,
)

ROOT = Path(__file__).parent.parent.parent
OURS = json.dumps({"schema": "routerisk/report/1"}).encode()
FILES = {"index.html": b"<p>new", "results.json": OURS}

KILLS = 40
SIZE_BYTES = 400_000
ENDLESS = f"""
import itertools, json, sys
from pathlib import Path
from reports.writer import write_folder

print("ready", flush=True)
for letter in itertools.cycle("ab"):
    body = letter * {SIZE_BYTES}
    results = json.dumps({{"schema": "routerisk/report/1", "body": body}})
    files = {{"index.html": body, "legs.csv": body, "results.json": results}}
    write_folder(Path(sys.argv[1]), {{name: text.encode() for name, text in files.items()}})
"""
"""Writes one version after the other, each of one letter, until it is killed."""

HOLDER = f"""
import sys
import filelock

with filelock.FileLock(sys.argv[1] + "/{LOCK}"):
    print("held", flush=True)
    sys.stdin.read()
"""


def _held(folder):
    """Give every file of a folder with its content."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def _process(code, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.fixture
def ours(tmp_path):
    """Make a folder that holds an earlier report."""
    folder = tmp_path / "out"
    write_folder(folder, {"index.html": b"<p>old", "results.json": OURS})
    return folder


def test_a_new_folder_holds_the_files_and_nothing_else(tmp_path):
    folder = tmp_path / "a" / "b"
    write_folder(folder, FILES)
    assert _held(folder) == FILES


def test_an_earlier_report_is_replaced(ours):
    write_folder(ours, FILES)
    assert _held(ours) == FILES


def test_outdated_files_are_removed_and_others_stay(ours):
    (ours / "figure.png").write_bytes(b"old")
    (ours / "notes.txt").write_bytes(b"mine")
    write_folder(ours, FILES, outdated=["figure.png", "figure.svg", "index.html"])
    assert _held(ours) == {**FILES, "notes.txt": b"mine"}


@pytest.mark.parametrize(
    "foreign",
    [
        {"index.html": b"mine"},
        {"results.json": b"[]"},
        {"results.json": b"not json"},
        {"results.json": b'{"schema": "another/1"}', "index.html": b"mine"},
        {"results.json": b"\xff\xfe"},
    ],
)
def test_somebody_else_s_files_are_left_alone(tmp_path, foreign):
    for name, content in foreign.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(WriteError, match="that routerisk did not write; choose another folder"):
        write_folder(tmp_path, FILES)
    assert _held(tmp_path) == foreign


def test_a_link_that_leads_nowhere_is_somebody_else_s_too(tmp_path):
    (tmp_path / "index.html").symlink_to("gone")
    with pytest.raises(WriteError, match=r"'index\.html' that routerisk did not write"):
        write_folder(tmp_path, FILES)
    assert (tmp_path / "index.html").is_symlink()


def test_other_files_in_the_folder_do_not_matter(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"mine")
    write_folder(tmp_path, FILES)
    assert _held(tmp_path) == {**FILES, "notes.txt": b"mine"}


def test_a_link_in_the_place_of_a_file_is_replaced_and_its_target_untouched(ours, tmp_path):
    target = tmp_path / "elsewhere.html"
    target.write_bytes(b"mine")
    (ours / "index.html").unlink()
    (ours / "index.html").symlink_to(target)
    write_folder(ours, FILES)
    assert target.read_bytes() == b"mine"
    assert not (ours / "index.html").is_symlink()
    assert _held(ours) == FILES


def test_a_link_in_the_place_of_a_part_is_not_followed(ours, tmp_path):
    target = tmp_path / "elsewhere.html"
    target.write_bytes(b"mine")
    (ours / f"{PART_PREFIX}{os.getpid()}-index.html").symlink_to(target)
    write_folder(ours, FILES)
    assert target.read_bytes() == b"mine"
    assert _held(ours) == FILES


def test_what_a_killed_run_left_is_swept_away(ours):
    (ours / f"{PART_PREFIX}1-index.html").write_bytes(b"half")
    (ours / f"{PART_PREFIX}2-results.json").symlink_to("gone")
    (ours / LOCK).write_bytes(b"")
    write_folder(ours, FILES)
    assert _held(ours) == FILES


def test_another_run_in_the_folder_is_named_at_once(ours):
    before = _held(ours)
    with _process(HOLDER, ours) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(WriteError, match="another run is writing here"):
            write_folder(ours, FILES)
        other.stdin.close()
        assert other.wait() == 0
    (ours / LOCK).unlink(missing_ok=True)
    assert _held(ours) == before
    write_folder(ours, FILES)
    assert _held(ours) == FILES


def test_who_takes_the_lock_next_keeps_it(ours, monkeypatch):
    """The lock file that goes is one's own: the next run's lock must hold against a third."""
    path = ours / LOCK
    following = filelock.FileLock(path, is_singleton=False)
    release = filelock.FileLock.release

    def release_and_be_followed(lock, *, force=False):
        release(lock, force=force)
        if lock is not following and not following.is_locked:
            following.acquire(blocking=False)

    monkeypatch.setattr(filelock.FileLock, "release", release_and_be_followed)
    write_folder(ours, FILES)
    monkeypatch.undo()
    assert following.is_locked
    with pytest.raises(WriteError, match="another run is writing here"):
        write_folder(ours, FILES)
    following.release()


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path):
    place = tmp_path / "out"
    place.write_bytes(b"mine")
    for folder in (place, place / "deeper"):
        with pytest.raises(WriteError, match="cannot be written"):
            write_folder(folder, FILES)
    assert place.read_bytes() == b"mine"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes in every folder"
)
def test_a_folder_without_permission_is_named(ours):
    before = _held(ours)
    ours.chmod(0o500)
    try:
        with pytest.raises(WriteError, match="out: cannot be written: Permission denied"):
            write_folder(ours, FILES)
        assert _held(ours) == before
    finally:
        ours.chmod(0o700)


def test_a_disk_that_refuses_to_flush_leaves_the_old_files(ours, monkeypatch):
    before = _held(ours)

    def refuses(_handle):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(writer.os, "fsync", refuses)
    with pytest.raises(WriteError, match="cannot be written: Input/output error"):
        write_folder(ours, FILES)
    assert _held(ours) == before


def test_a_run_that_ended_between_two_files_can_be_done_again(tmp_path, monkeypatch):
    """In a new folder too: what lies there then must be known as ours."""
    replace = Path.replace
    placed = []

    def ends_after_the_first(part, target):
        if placed:
            raise KeyboardInterrupt
        placed.append(target.name)
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", ends_after_the_first)
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, FILES)
    monkeypatch.undo()
    assert [file.name for file in tmp_path.iterdir()] == placed
    write_folder(tmp_path, FILES)
    assert _held(tmp_path) == FILES


def test_files_are_put_beside_others(tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"mine")
    write_files(tmp_path, {"a.xlsx": b"one"})
    write_files(tmp_path, {"b.xlsx": b"two"})
    assert _held(tmp_path) == {"notes.txt": b"mine", "a.xlsx": b"one", "b.xlsx": b"two"}


def test_a_file_that_is_there_keeps_all_from_being_written(tmp_path):
    (tmp_path / "b.csv").write_bytes(b"mine")
    with pytest.raises(WriteError, match=r"b\.csv: is there already; add --force to replace it"):
        write_files(tmp_path, {"a.csv": b"new", "b.csv": b"new"})
    assert _held(tmp_path) == {"b.csv": b"mine"}
    write_files(tmp_path, {"a.csv": b"new", "b.csv": b"new"}, force=True)
    assert _held(tmp_path) == {"a.csv": b"new", "b.csv": b"new"}


def test_a_link_counts_as_a_file_and_force_replaces_the_link_alone(tmp_path):
    target = tmp_path / "target"
    target.write_bytes(b"mine")
    (tmp_path / "a.csv").symlink_to(target)
    with pytest.raises(WriteError, match="is there already"):
        write_files(tmp_path, {"a.csv": b"new"})
    write_files(tmp_path, {"a.csv": b"new"}, force=True)
    assert _held(tmp_path) == {"target": b"mine", "a.csv": b"new"}
    assert not (tmp_path / "a.csv").is_symlink()


def test_force_does_not_replace_a_folder(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(WriteError, match=r"holds a folder 'a\.csv'"):
        write_files(tmp_path, {"a.csv": b"new"}, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_disk_that_refuses_leaves_the_old_file_of_an_export(tmp_path, monkeypatch):
    write_files(tmp_path, {"a.csv": b"old"})

    def refuses(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writer.os, "fsync", refuses)
    with pytest.raises(WriteError, match="No space left on device"):
        write_files(tmp_path, {"a.csv": b"new"}, force=True)
    assert _held(tmp_path) == {"a.csv": b"old"}


STUDY = {"legs.csv": b"legs", "scenarios/shut.toml": b"shut"}


def _tree(folder):
    """Give every file below a folder with its content."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def _refuses(_folder):
    raise ValueError("not as it should be")


@pytest.mark.parametrize("exists", [True, False])
def test_a_new_folder_is_checked_before_it_is_there(tmp_path, exists):
    folder = tmp_path / "study"
    if exists:
        folder.mkdir()
    seen = []
    write_new_folder(folder, STUDY, lambda part: seen.append((part, _tree(part))))
    [(part, tree)] = seen
    assert part != folder
    assert tree == STUDY
    assert _tree(tmp_path) == {f"study/{name}": content for name, content in STUDY.items()}
    assert [entry.name for entry in tmp_path.iterdir()] == ["study"]


@pytest.mark.parametrize("exists", [True, False])
def test_a_new_folder_that_fails_its_check_leaves_nothing(tmp_path, exists):
    folder = tmp_path / "study"
    if exists:
        folder.mkdir()
    with pytest.raises(ValueError, match="not as it should be"):
        write_new_folder(folder, STUDY, _refuses)
    assert folder.exists() == exists
    assert list(tmp_path.rglob("*")) == [folder] * exists


@pytest.mark.parametrize("failing", ["fsync", "replace"])
@pytest.mark.parametrize("exists", [True, False])
def test_a_new_folder_on_a_disk_that_refuses_leaves_nothing(tmp_path, monkeypatch, exists, failing):
    folder = tmp_path / "study"
    if exists:
        folder.mkdir()
    replace = Path.replace

    def refuses(*arguments):
        if failing == "fsync" or arguments[0].name in {"scenarios", part_name}:
            monkeypatch.undo()
            raise OSError(5, "Input/output error")
        return replace(*arguments)

    part_name = f"{PART_PREFIX}{os.getpid()}"
    holder = writer.os if failing == "fsync" else Path
    monkeypatch.setattr(holder, failing, refuses)
    with pytest.raises(WriteError, match="study: cannot be written: Input/output error"):
        write_new_folder(folder, STUDY, str)
    assert list(tmp_path.rglob("*")) == [folder] * exists


@pytest.mark.parametrize("exists", [True, False])
def test_what_a_killed_beginning_left_is_swept_by_the_next(tmp_path, exists):
    folder = tmp_path / "study"
    home = folder if exists else tmp_path
    part = home / f"{PART_PREFIX}1"
    (part / "scenarios").mkdir(parents=True)
    (part / "legs.csv").write_bytes(b"half")
    (home / LOCK).touch()
    write_new_folder(folder, STUDY, str)
    assert _tree(tmp_path) == {f"study/{name}": content for name, content in STUDY.items()}
    assert [entry.name for entry in tmp_path.iterdir()] == ["study"]


def test_a_folder_that_holds_anything_is_no_new_one(ours):
    before = _held(ours)
    with pytest.raises(WriteError, match=r"is not empty \(it holds 'index\.html'\)"):
        write_new_folder(ours, STUDY, str)
    assert _held(ours) == before


def test_a_link_that_leads_nowhere_is_no_new_folder(tmp_path):
    (tmp_path / "study").symlink_to("gone")
    with pytest.raises(WriteError, match="is a file; choose a new folder"):
        write_new_folder(tmp_path / "study", STUDY, str)


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


def test_a_full_disk_leaves_the_old_files(tmp_path):
    disk = tmp_path / "disk"
    with _small_disk(disk, "256k"):
        out = disk / "out"
        old = {"index.html": b"o" * 50_000, "results.json": OURS}
        write_folder(out, old)
        with pytest.raises(WriteError, match="cannot be written: No space left on device"):
            write_folder(out, {"index.html": b"n" * 300_000, "results.json": OURS})
        assert _held(out) == old


def _is_whole(content):
    text = content.decode()
    body = json.loads(text)["body"] if text.startswith("{") else text
    return len(body) == SIZE_BYTES and len(set(body)) == 1


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_every_file_whole(tmp_path):
    out = tmp_path / "out"
    moments = random.Random(2026)  # noqa: S311  # moments, not secrets
    for _ in range(KILLS):
        with _process(ENDLESS, out) as run:
            assert run.stdout.readline() == "ready\n"
            time.sleep(moments.uniform(0, 0.06))
            run.kill()
        assert run.returncode == -signal.SIGKILL
        files = [file for file in out.glob("*") if not file.name.startswith(".")]
        assert all(_is_whole(file.read_bytes()) for file in files)
    last = {"index.html": b"last", "results.json": OURS}
    write_folder(out, last, outdated=["legs.csv"])
    assert _held(out) == last
