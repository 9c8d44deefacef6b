"""Print the two commands of the README's first screen, one a line: the main job and the tests."""

import re
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def commands() -> list[str]:
    """Return the single-line shell blocks that stand before the uv form."""
    first_screen = README.read_text(encoding="utf-8").split("The same with [uv]")[0]
    return re.findall(r"```sh\n([^\n]+)\n```", first_screen)


if __name__ == "__main__":
    for command in commands():
        print(command)  # noqa: T201  # a script's result
