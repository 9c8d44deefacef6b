"""The most memory that a computation takes beyond the arrays that it is given."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

_KIB = 1024


def peak_bytes(work, arrays, warm):
    """Measure the highest memory of a process of its own while it works, in bytes.

    Parameters
    ----------
    work : callable
        Of a module, so that the process can find it; called with arrays by name.
    arrays : dict of str to ndarray
        What it is given; not counted.
    warm : dict of str to ndarray
        Small ones of the same kind, to load and compile everything before.
    """
    with TemporaryDirectory() as folder:
        paths = Path(folder, "arrays.npz"), Path(folder, "warm.npz")
        np.savez(paths[0], **arrays)
        np.savez(paths[1], **warm)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            return pool.apply(_measure, (work, *map(str, paths)))


def _measure(work, path, warm_path):
    work(**_loaded(warm_path))
    arrays = _loaded(path)
    # From here on the kernel counts the peak anew.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _kib("VmRSS")
    work(**arrays)
    return (_kib("VmHWM") - before) * _KIB


def _loaded(path):
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


def _kib(field):
    with Path("/proc/self/status").open(encoding="ascii") as status:
        [line] = (line for line in status if line.startswith(f"{field}:"))
    return int(line.split()[1])
