"""Hand-made mutants of cuts, plans and reader, and whether tests notice: `python -m tests.mutants`.

Each mutant is a replacement of text in a copy of the packages; the tests of its module run on the
copy and must fail. What survives is printed, and the share that was killed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests import draw_mutants, interdiction_mutants, table_mutants

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
PARTS = ("seeds", "routes", "geodata", "reports", "tests", "pyproject.toml")
SECONDS = 1_800
TESTS = {
    "routes/cuts.py": ["tests/routes/test_cuts.py"],
    "seeds/reader.py": [
        "tests/seeds/test_reader.py",
        "tests/seeds/test_study_files.py",
        "tests/seeds/test_rules.py",
        "tests/seeds/test_references.py",
        "tests/seeds/test_derivations.py",
    ],
    "seeds/csv_text.py": ["tests/seeds/test_csv_text.py", "tests/seeds/test_limits.py"],
    "seeds/headers.py": ["tests/seeds/test_headers.py", "tests/seeds/test_csv_text.py"],
    "seeds/cells.py": ["tests/seeds/test_cells.py"],
    "seeds/numerals.py": ["tests/seeds/test_numerals.py", "tests/seeds/test_cells.py"],
    "seeds/study_files.py": ["tests/seeds/test_study_files.py"],
    **interdiction_mutants.TESTS,
    **table_mutants.TESTS,
    **draw_mutants.TESTS,
}


@dataclass(frozen=True)
class Mutant:
    """One replacement of text in one file."""

    file: str
    old: str
    new: str


def _mutants(file: str, *pairs: tuple[str, str]) -> list[Mutant]:
    return [Mutant(file, old, new) for old, new in pairs]


MUTANTS = [
    *_mutants(
        "routes/cuts.py",
        ("    require(graph)\n", ""),
        ('if solution.status == "unbounded":', "if False:"),
        ('Cut("unbounded", None, scale, lens)', 'Cut("unbounded", 0, scale, lens)'),
        ("network.source)\n", "network.sink)\n"),
        ("network.sink, backward=True)", "network.sink)"),
        ("network.sink, backward=True)", "network.source, backward=True)"),
        ("inside=before, reach=before", "inside=~behind, reach=before"),
        ("inside=before, reach=before", "inside=before, reach=behind"),
        ("inside=~behind, reach=behind", "inside=before, reach=behind"),
        ("inside=~behind, reach=behind", "inside=behind, reach=behind"),
        ("inside=~behind, reach=behind", "inside=~behind, reach=before"),
        ('"cut" if solution.value else "no route"', '"cut"'),
        ('"cut" if solution.value else "no route"', '"no route" if solution.value else "cut"'),
        ("        legs=source_side.legs,\n", "        legs=sink_side.legs,\n"),
        ("        jurisdictions=source_side.jurisdictions,\n", ""),
        ("unique=every == some", "unique=every != some"),
        ("unique=every == some", "unique=source_side == sink_side"),
        ("before[network.head[arcs + 1]] &", "before[network.head[arcs]] &"),
        ("] & behind[network.head[arcs]]", "] | behind[network.head[arcs]]"),
        ("& behind[network.head[arcs]]", "& behind[network.head[arcs + 1]]"),
        ("] != component[", "] == component["),
        ("== 0) & apart", "== 0) | apart"),
        ("(solution.residual[arcs] == 0) & apart", "apart"),
        ("certificate=certificates[0]", "certificate=None"),
    ),
    *_mutants(
        "seeds/csv_text.py",
        ("> MAX_ROWS + 1:", "> MAX_ROWS:"),
        ("> MAX_ROWS + 1:", "> MAX_ROWS + 2:"),
        ('max(content.count(b"\\n"), content.count(b"\\r"))', 'content.count(b"\\n")'),
        ('    b"\\xfe\\xff": "is UTF-16. Save it as CSV UTF-8.",\n', ""),
        ('decode("utf-8-sig")', 'decode("utf-8")'),
        ('content.count(b"\\n", 0, error.start) + 1', 'content.count(b"\\n", 0, error.start)'),
        ('if "\\x00" in text else', "if False else"),
        ("strict=True)\n    rows", "strict=False)\n    rows"),
        ("previous_line + 1, reader.line_num\n", "previous_line + 2, reader.line_num\n"),
        ('if not any(cell.strip(" ") for cell in cells)', "if not cells"),
        ("                if messages:\n", "                if False:\n"),
        ("if reader.line_num != line:", "if False:"),
        ("elif len(cells) != len(header):", "elif len(cells) > len(header):"),
        ("elif len(cells) != len(header):", "elif len(cells) < len(header):"),
        ('previous_line + 1, "", message', 'previous_line, "", message'),
        ('{name: cell.strip(" ") for', "{name: cell for"),
        (" if not name.startswith(noted)}", "}"),
    ),
    *_mutants(
        "seeds/headers.py",
        ("if name and count > 1", "if count > 2"),
        ("if field.required and field.name not in header", "if field.name not in header"),
    ),
    *_mutants(
        "seeds/reader.py",
        ("hashlib.sha256(content)", "hashlib.sha256(content[1:])"),
        ("            faults += text_faults\n", ""),
        ("unread |= {table.name} if text_faults else set()", "pass"),
        ("        elif table.required:\n", "        elif False:\n"),
        ("    faults += _stray_tables(folder)\n", ""),
        ("rules.faults(rows) + references", "references"),
        (" + references.faults(rows, unread)", ""),
        ("faults += _not_following(breaches, faults)", "faults += breaches"),
        ("for row in (0, fault.row)}", "for row in (fault.row,)}"),
        ("        faults += derivations.faults(rows)\n", "        pass\n"),
        ("    if faults:\n        raise DataError(faults)\n", ""),
        ("100 * 10 ** max", "10 ** max"),
        ("entry.name.casefold().endswith(csv_text.ENDING)", "entry.name.endswith(csv_text.ENDING)"),
        ('.rstrip("0"))', ")"),
        ("int(Fraction(value) * scale)", "int(value * scale)"),
        ('row.cells.get(field.name, "")', "row.cells.get(field.name) or field.name"),
        ("() if field.kind in cells.LISTS else None", "None"),
    ),
    *_mutants(
        "seeds/cells.py",
        ("if not text and field.default is not None", "if field.default is not None"),
        ("        if field.required:\n", "        if False:\n"),
        ("    _refuse_odd_characters(text)\n", ""),
        ('text[0] in "=+-@"', 'text[0] in "=+@"'),
        ("if len(set(parts)) != len(parts)", "if False"),
        ("if not all(parts)", "if False"),
    ),
    *_mutants(
        "seeds/numerals.py",
        ("> MAX_WHOLE_DIGITS or", "> MAX_WHOLE_DIGITS + 1 or"),
        ('decimals.rstrip("0")', "decimals"),
        ("value < field.minimum", "value <= field.minimum"),
        ("value > field.maximum", "value >= field.maximum"),
    ),
    *_mutants(
        "seeds/study_files.py",
        ("return os.path.lexists(place)", "return place.exists()"),
        ("stream.read(max_bytes + 1)", "stream.read(max_bytes)"),
        ("if len(data) <= max_bytes", "if len(data) < max_bytes"),
        ("if not file.is_file():", "if file.is_dir():"),
        (
            "if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):",
            "if False:",
        ),
    ),
    *(
        mutant
        for others in (interdiction_mutants, table_mutants, draw_mutants)
        for file, pairs in others.MUTANTS.items()
        for mutant in _mutants(file, *pairs)
    ),
]


def is_noticed(copy: Path, mutant: Mutant) -> bool:
    """Tell whether the tests of a mutant's module fail on a copy that holds the mutant."""
    file = copy / mutant.file
    text = file.read_text(encoding="utf-8")
    assert mutant.old in text, f"{mutant.file} no longer holds {mutant.old!r}"
    file.write_text(text.replace(mutant.old, mutant.new, 1), encoding="utf-8")
    try:
        return not _pass(copy, TESTS[mutant.file])
    finally:
        file.write_text(text, encoding="utf-8")


def _pass(copy: Path, tests: list[str]) -> bool:
    # Tests that take long are left out: others of their module must notice as well.
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-m", "not slow", *tests]
    try:
        done = subprocess.run(
            [*command, "-p", "no:cacheprovider"],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        # A search that never ends is noticed by whoever waits for it.
        return False
    assert done.returncode in {0, 1}, done.stdout.decode() + done.stderr.decode()
    return done.returncode == 0


def survivors(mutants: Sequence[Mutant]) -> list[Mutant]:
    """Return the mutants that no test of their module notices."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("*.pyc"))
            else:
                shutil.copy(ROOT / part, copy / part)
        found = []
        for mutant in mutants:
            noticed = is_noticed(copy, mutant)
            print("killed  " if noticed else "SURVIVED", mutant, flush=True)  # noqa: T201  # progress
            found += [] if noticed else [mutant]
        return found


if __name__ == "__main__":
    chosen = [
        mutant for mutant in MUTANTS if any(word in mutant.file for word in sys.argv[1:] or [""])
    ]
    alive = survivors(chosen)
    killed = len(chosen) - len(alive)
    print(f"{killed} of {len(chosen)} killed, {killed / len(chosen):.1%}")  # noqa: T201  # the result
