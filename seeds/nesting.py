"""Nesting: how deep a document's lists and tables lie in each other, which a limit bounds."""

from __future__ import annotations

MAX_LEVELS = 50
"""Far more than a study or a scenario needs."""

MESSAGE = f"is nested deeper than the limit of {MAX_LEVELS} levels. Flatten it."


def is_too_deep(document: object) -> bool:
    """Tell whether a parsed JSON or TOML document is nested beyond the limit.

    Examples
    --------
    >>> is_too_deep({"a": [1]}), is_too_deep([[[]]])
    (False, False)
    """
    level = [document]
    for _ in range(MAX_LEVELS + 1):
        level = [entry for value in level for entry in _entries(value)]
        if not level:
            return False
    return True


def _entries(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
