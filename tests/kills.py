"""Kill a command at random times, and look at what it leaves: `python -m tests.kills < order.json`.

The order names a folder, two commands that write different versions of the same files into it, a
number of kills and a seed. Everything is imported once; each command then runs in a child that is
forked from there, so that a run takes as long as its work. Before each kill the folder holds the
first version (or nothing), then the second command is killed by SIGKILL:

* anywhere, at a random time between its start and its end;
* in the writing, at a random time after its lock appears;
* in the placing, right after the first file was put into place;
* at a step, before each of the file operations of one run in turn.

After each kill every file must be that of the first or of the second version, byte for byte, and
the command, run again, must leave the second version and nothing else. The answer is a tally.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from reports import cli
from reports.writer import LOCK, RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable

Version = dict[str, bytes]
OPERATIONS = {"open", "os.mkdir", "os.remove", "os.rename"}
PATIENCE_SECONDS = 60
PLACING_SECONDS = 0.00004
EMPTY_SHARE = 0.2


@dataclass(frozen=True)
class Times:
    """How long an undisturbed run takes until its lock appears, and until it ends."""

    lock: float
    end: float


def _forked(act: Callable[[], int]) -> int:
    """Run a function in a child without a voice; return the child's number."""
    child = os.fork()
    if not child:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os._exit(act())
    return child


def _ended(child: int) -> int:
    """Wait for the end of a child that has time to finish; return its exit code."""
    patience = time.perf_counter() + PATIENCE_SECONDS
    while _is_running(child):
        assert time.perf_counter() < patience, "it hangs"
        time.sleep(0.001)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _is_running(child: int) -> bool:
    """Tell whether a child still runs, without taking its exit status away."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def _held(folder: Path) -> Version:
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.is_dir() else {}


def _put(folder: Path, version: Version) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if version:
        folder.mkdir()
        for name, content in version.items():
            (folder / name).write_bytes(content)


def _until(child: int, happened: Callable[[], bool]) -> None:
    """Wait without sleeping, for what lasts less than a sleep does."""
    patience = time.perf_counter() + PATIENCE_SECONDS
    while _is_running(child) and not happened():
        assert time.perf_counter() < patience


def _inode(file: Path) -> int:
    try:
        return file.stat().st_ino
    except FileNotFoundError:
        return 0


class Range:
    """A folder, two versions of what it may hold, and the command that writes the second."""

    def __init__(self, folder: Path, commands: list[list[str]], seed: int) -> None:
        self.folder = folder
        self.commands = commands
        self.chance = random.Random(seed)  # noqa: S311  # moments, not secrets
        self.old, self.new = (self._whole(command) for command in commands)
        assert set(self.old) == set(self.new)
        assert all(self.old[name] != self.new[name] for name in self.new)
        self.times = self._measured()
        self.tally: Counter[str] = Counter()

    def _start(self) -> int:
        return _forked(lambda: cli.run(self.commands[1]))

    def _whole(self, command: list[str]) -> Version:
        """Run a command here, so that its imports are done when children are forked."""
        _put(self.folder, {})
        with redirect_stdout(io.StringIO()):
            assert cli.run(command) == cli.FINE
        return _held(self.folder)

    def _measured(self) -> Times:
        _put(self.folder, self.old)
        begin = time.perf_counter()
        child = self._start()
        _until(child, (self.folder / LOCK).exists)
        lock = time.perf_counter() - begin
        assert _ended(child) == cli.FINE
        return Times(lock, time.perf_counter() - begin)

    def kill(self, manner: str) -> None:
        """Kill one run in a manner; one that ended before is not counted and done again."""
        before = {} if self.chance.random() < EMPTY_SHARE else self.old
        code = cli.FINE
        while code == cli.FINE:
            _put(self.folder, before)
            old = self._record()
            child = self._start()
            self._wait(child, manner, old)
            os.kill(child, signal.SIGKILL)
            code = _ended(child)
        assert code == -signal.SIGKILL, f"{manner}: left with {code}"
        self._look(manner, before)

    def _record(self) -> int:
        """Tell which file the first is that is put into place: the record, where there is one."""
        return _inode(self.folder / min(self.new, key=lambda name: (name not in RECORDS, name)))

    def _wait(self, child: int, manner: str, old: int) -> None:
        """Wait for the moment of a kill."""
        if manner == "anywhere":
            time.sleep(self.chance.uniform(0, self.times.end))
        elif manner == "in the writing":
            _until(child, (self.folder / LOCK).exists)
            time.sleep(self.chance.uniform(0, self.times.end - self.times.lock))
        else:
            # Files are put into place within some 50 microseconds: a sleep would be too long.
            patience = time.perf_counter() + PATIENCE_SECONDS
            while self._record() in {0, old}:
                assert time.perf_counter() < patience, "it hangs"
            moment = time.perf_counter() + self.chance.uniform(0, PLACING_SECONDS)
            while time.perf_counter() < moment:
                pass

    def kill_at_each_step(self) -> None:
        """Kill a run before each of its file operations in the folder, in turn."""
        for step in itertools.count(1):
            _put(self.folder, self.old)
            code = _ended(_forked(lambda step=step: self._run_to(step)))
            if code == cli.FINE:
                return
            assert code == -signal.SIGKILL, f"step {step}: left with {code}"
            self._look("at a step", self.old)

    def _run_to(self, step: int) -> int:
        steps = itertools.count(1)
        place = os.fspath(self.folder)

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event in OPERATIONS and str(arguments[0]).startswith(place) and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        return cli.run(self.commands[1])

    def _look(self, manner: str, before: Version) -> None:
        """Require whole files, old or new, count where the kill hit, and run again."""
        left = _held(self.folder)
        shown = {name: content for name, content in left.items() if not name.startswith(".")}
        torn = [
            n for n, content in shown.items() if content not in (before.get(n), self.new.get(n))
        ]
        assert torn == [], f"torn: {torn}"
        assert set(before) <= set(shown), "a file is gone"
        placed = sum(content == self.new[name] for name, content in shown.items())
        self.tally["kills"] += 1
        self.tally[manner] += 1
        self.tally["while the lock was held"] += LOCK in left
        self.tally["with leftovers"] += len(left) > len(shown)
        self.tally["between two files"] += 0 < placed < len(self.new)
        assert _ended(self._start()) == cli.FINE, "cannot be run again"
        assert _held(self.folder) == self.new, "leftovers were not swept"


def main() -> None:
    """Read the order, kill, and print the tally."""
    # A child that is forked while another thread holds a lock would wait for it without end.
    tqdm.monitor_interval = 0
    order = json.load(sys.stdin)
    field = Range(Path(order["folder"]), order["commands"], order["seed"])
    manners = itertools.cycle(("anywhere", "in the writing", "in the placing"))
    for _, manner in zip(range(order["kills"]), manners, strict=False):
        field.kill(manner)
    field.kill_at_each_step()
    json.dump({**field.tally, "files": len(field.new)}, sys.stdout, sort_keys=True)


if __name__ == "__main__":
    main()
