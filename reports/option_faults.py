"""What is wrong with options: gathered, so that all of it is said at once."""

from __future__ import annotations

import click

OPTIONS = {"remove": "--remove", "close": "--close", "measures": "--measure", "set": "--set"}
"""The option that stands for a key of a scenario; other keys only stand in scenarios."""

LONGEST_LINE = 300


class OptionFaults:
    """Gathers faults of options."""

    def __init__(self) -> None:
        self.lines: set[str] = set()

    def note(self, key: str, message: str) -> None:
        """Note a fault at a key of a scenario, by the option that stands for it."""
        part, _, rest = key.partition(".")
        self.add(OPTIONS.get(part, "--scenario"), rest, message)

    def add(self, option: str, place: str, message: str) -> None:
        """Note a fault of an option, spelled as those of tables are, and clipped."""
        from seeds.faults import Fault

        line = str(Fault(option, 0, place, message))
        if len(line) > LONGEST_LINE:
            half = LONGEST_LINE // 2
            line = f"{line[:half]} ... {line[-half:]}"
        self.lines.add(line)

    def refusal(self) -> click.UsageError:
        """Give one mistake of usage with everything that was noted."""
        return click.UsageError("\n".join(sorted(self.lines)))
