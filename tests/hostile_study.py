"""A study whose every text is hostile, made past the reader, which refuses most of that."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import seeds

FORMULAS = {
    "sum": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1,1)",
    "tab": "\t=1+1",
    "link": '=HYPERLINK("http://127.0.0.1:9/","x")',
    "exchange": "=cmd|' /C calc'!A0",
    "array": "{=1+1}",
    "address": "http://127.0.0.1:9/x",
    "reference": "internal:Cover!A1",
    "digits": "00012",
}
TEXTS = {
    "markup": "<b>bold</b> & ]]> <![CDATA[x]]> &amp; &#x41;",
    "quotes": "\"double\" 'single' `back` , ; |",
    "long": "x" * 2_000,
    "right to left": "\u05d0\u05d1\u05d2 abc \u0645\u0635\u0631",
    "beyond the first plane": "\U0001f5fa \u00e9\u0301 \u00a0x",
    "escape of the workbook": "_x0041_ _x000D_",
    "template": "{{7*7}} {% if %} ${x} %(x)s {0}",
}

IDS = {"jurisdictions": ("id",), "legs": ("id", "origin", "destination"), "measures": ("id",)}
FREE = {
    "jurisdictions": ("name",),
    "legs": ("mechanism", "basis"),
    "measures": ("name", "legal_basis", "reason"),
    "evidence": ("claim", "title", "publisher", "published", "url", "legal_status", "note"),
}


def poisoned(study: seeds.Study, text: str) -> seeds.Study:
    """Put a text into every column of text, before every id, and into title and units."""
    frames = {}
    for table in ("jurisdictions", "legs", "measures", "evidence"):
        frame = getattr(study, table).copy()
        for column in IDS.get(table, ("id",)):
            frame[column] = [f"{text} {cell}" for cell in frame[column]]
        for column in FREE[table]:
            frame[column] = text
        if "evidence" in frame:
            frame["evidence"] = [(text, text)] * len(frame)
        frames[table] = frame
    return dataclasses.replace(
        study, title=text, capacity_unit=text, effort_unit=text, limits=(text,), **frames
    )
