"""Counted random numbers: each is a function of a seed, a name and the number of the draw."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routes.arrays import IntArray

    FloatArray = NDArray[np.float64]

_STEP = 0x9E3779B97F4A7C15
_FIRST_FACTOR = 0xBF58476D1CE4E5B9
_SECOND_FACTOR = 0x94D049BB133111EB
_KEY_BYTES = 8
_LOST_BITS = 11
_HALF = 0.5


def key(seed: int, *name: str) -> int:
    """Give the start of the sequence of one quantity.

    Parameters
    ----------
    seed : int
        Of the whole computation.
    *name : str
        What the quantity is; another name gives another sequence, and whatever else there is has
        no influence.

    Returns
    -------
    int
        64 bits of a digest, the same on every machine.
    """
    digest = hashlib.blake2b(repr((seed, *name)).encode(), digest_size=_KEY_BYTES)
    return int.from_bytes(digest.digest(), "little")


def uniforms(seed: int, draws: IntArray, *name: str) -> FloatArray:
    """Give one number between 0 and 1 for each draw.

    Parameters
    ----------
    seed : int
    draws : ndarray of int64, shape (n,)
        Numbers of draws, from 0, in any order.
    *name : str
        What is drawn.

    Returns
    -------
    ndarray of float64, shape (n,)
        Odd multiples of 2**-54, so never 0 or 1. Draw i gets the same number whichever other
        draws are asked for with it.

    References
    ----------
    G. L. Steele, D. Lea and C. H. Flood (2014), "Fast splittable pseudorandom number generators",
    OOPSLA 2014, 453-472, doi 10.1145/2660193.2660195: the generator SplitMix64, whose number i can
    be computed without those before it.

    Examples
    --------
    >>> import numpy as np
    >>> both = uniforms(1, np.array([0, 1]), "leg", "a>b")
    >>> bool(uniforms(1, np.array([1]), "leg", "a>b")[0] == both[1])
    True
    """
    bits = (draws.astype(np.uint64) + np.uint64(1)) * np.uint64(_STEP)
    bits += np.uint64(key(seed, *name))
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(_FIRST_FACTOR)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(_SECOND_FACTOR)
    bits ^= bits >> np.uint64(31)
    whole = (bits >> np.uint64(_LOST_BITS)).astype(np.float64)
    return (whole + _HALF) / 2.0 ** (64 - _LOST_BITS)


def normals(seed: int, draws: IntArray, *name: str) -> FloatArray:
    """Give one standard normal number for each draw; as `uniforms` otherwise."""
    from scipy.special import ndtri

    # Only functions that treat each number by itself are used here: sums over several by a
    # library of linear algebra could depend on how many draws are asked for.
    return np.asarray(ndtri(uniforms(seed, draws, *name)), dtype=np.float64)


def triangular(uniform: FloatArray, low: int, mode: int, high: int) -> FloatArray:
    """Turn uniform numbers into triangularly distributed ones.

    Parameters
    ----------
    uniform : ndarray of float64
        Between 0 and 1.
    low, mode, high : int
        In rising order.

    Returns
    -------
    ndarray of float64, of the same shape

    Examples
    --------
    >>> import numpy as np
    >>> triangular(np.array([0.125, 0.5, 0.875]), 0, 2, 4).tolist()
    [1.0, 2.0, 3.0]
    """
    if low == high:
        return np.full(uniform.shape, float(mode))
    width, below, above = float(high - low), float(mode - low), float(high - mode)
    rising = low + np.sqrt(uniform * width * below)
    falling = high - np.sqrt((1 - uniform) * width * above)
    return np.where(uniform * width < below, rising, falling)
