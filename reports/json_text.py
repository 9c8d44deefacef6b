"""JSON text: the same bytes for the same value, and safe inside a page."""

from __future__ import annotations

import json
import re
from typing import Any

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ACTIVE = re.compile(r"[<>&'`${}]")


def pretty(value: Any) -> str:  # noqa: ANN401  # any JSON value
    """Return indented JSON with sorted keys that reads well in a diff."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"


def inert(value: Any) -> str:  # noqa: ANN401  # any JSON value
    r"""Return compact JSON that no parser of a page, script or template can take for code.

    Inside strings every sign that means something to HTML, JavaScript or a template is written
    as ``\uXXXX``; a JSON parser reads the same value back.

    Examples
    --------
    >>> inert({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(
        value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return _STRING.sub(lambda string: _ACTIVE.sub(_escape, string.group()), text)


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign.group()):04x}"
