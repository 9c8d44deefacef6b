"""How much is tried: a usual count, and a larger one where ROUTERISK_FULL is set."""

from __future__ import annotations

import os

VARIABLE = "ROUTERISK_FULL"


def count(usual: int, *, full: int) -> int:
    """Choose a count; the README says which was run when, in "What was tried"."""
    return full if os.environ.get(VARIABLE) else usual
