"""Amounts: scaled whole numbers as text in the study's unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

WHOLE_FROM = 100
"""From this amount on prose shows whole units; below, up to two decimals."""


def exact(scaled: int | Literal["unbounded"] | None, scale: int) -> str:
    """Return an amount with all its decimals, for tables.

    Examples
    --------
    >>> exact(12550, 1000), exact("unbounded", 1000), exact(None, 1000)
    ('12.55', 'unbounded', '')
    """
    if scaled is None:
        return ""
    if isinstance(scaled, str):
        return scaled
    text = f"{Decimal(scaled) / scale:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(scaled: int | Literal["unbounded"] | None, scale: int) -> str:
    """Return an amount as a reader wants it: grouped, and whole where it is large.

    Examples
    --------
    >>> rounded(123456789, 1000), rounded(1250, 1000), rounded("unbounded", 1000)
    ('123,457', '1.25', 'unbounded')
    """
    if scaled is None or isinstance(scaled, str):
        return scaled or "unknown"
    value = Decimal(scaled) / scale
    if value >= WHOLE_FROM:
        return f"{value.quantize(Decimal(1), ROUND_HALF_UP):,f}"
    text = f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".")


def signed(scaled: int, scale: int) -> str:
    """Return a change of an amount as a reader wants it, with its sign.

    Examples
    --------
    >>> signed(1250, 1000), signed(-123456789, 1000), signed(0, 1000)
    ('+1.25', '-123,457', '0')
    """
    sign = "+" if scaled > 0 else "-" if scaled < 0 else ""
    return f"{sign}{rounded(abs(scaled), scale)}"


def percent(part: int, whole: int) -> int:
    """Return ``part`` of ``whole`` in percent, rounded half up; 0 of nothing is 0.

    Examples
    --------
    >>> percent(1, 8), percent(0, 0)
    (13, 0)
    """
    return (200 * part + whole) // (2 * whole) if whole else 0


def share(part: int, whole: int) -> str:
    """Return ``part`` of ``whole``, which is not 0, in percent with one decimal.

    Examples
    --------
    >>> share(1, 8), share(2, 3)
    ('12.5 %', '66.7 %')
    """
    percent = Decimal(100 * part) / whole
    return f"{percent.quantize(Decimal('0.1'), ROUND_HALF_UP):f} %"


def passing_share(weight_micronats: int) -> str:
    """Return the share of consignments that pass what has a weight, in percent.

    Examples
    --------
    >>> passing_share(693147)
    '50.0 %'
    """
    percent = 100 * (-Decimal(weight_micronats) / 10**6).exp()
    return f"{percent.quantize(Decimal('0.1'), ROUND_HALF_UP):f} %"
