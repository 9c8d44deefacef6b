"""The kernels by name, as they are or compiled by numba."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, cast

from routes import (
    arc_row_kernel,
    betweenness_kernel,
    circulation_kernel,
    component_kernel,
    detour_kernel,
    distance_kernel,
    draw_kernel,
    heap_kernel,
    kernels,
    leg_row_kernel,
    meeting_kernel,
    open_row_kernel,
    path_kernel,
    plan_draw_kernel,
    push_relabel_kernel,
    removal_kernels,
    route_kernel,
    route_removal_kernel,
    row_flow_kernel,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MODULES = (
    kernels,
    arc_row_kernel,
    heap_kernel,
    betweenness_kernel,
    circulation_kernel,
    leg_row_kernel,
    push_relabel_kernel,
    component_kernel,
    distance_kernel,
    path_kernel,
    open_row_kernel,
    meeting_kernel,
    detour_kernel,
    removal_kernels,
    row_flow_kernel,
    draw_kernel,
    plan_draw_kernel,
    route_kernel,
    route_removal_kernel,
)


@cache
def compiled_kernels() -> dict[str, Callable[..., int]] | None:
    """Compile the kernels once; without a compiler give None and say once what would help."""
    try:
        import numba
    except ImportError:
        sys.stderr.write(
            "routerisk: this computation is large and numba is missing, so it takes longer; "
            "pip install 'routerisk[fast]' would help\n"
        )
        return None
    compiler = numba.njit(cache=True, nogil=True)
    compiled: dict[str, Callable[..., int]] = {}
    stamp = code_stamp(interpreted_kernels())
    for module in _MODULES:
        for name, function in _functions(module):
            # A compiled kernel calls compiled kernels: those above it, under the same names.
            names = function.__globals__ | compiled
            kernel = FunctionType(function.__code__, names, name)
            kernel.__qualname__ = f"{name}_{stamp}"
            compiled[name] = compiler(kernel)
    return compiled


def code_stamp(functions: Mapping[str, Callable[..., int]]) -> str:
    """Name the code of functions, so that what was compiled of other code is not taken for theirs.

    What numba keeps of a kernel goes by the kernel's own file and name: it would not notice that
    another one, which it calls, has changed.

    Parameters
    ----------
    functions : mapping of str to function
        By name.

    Returns
    -------
    str
        The same for the same code.
    """
    digest = hashlib.sha256()
    for name in sorted(functions):
        code = cast("FunctionType", functions[name]).__code__
        parts = (name, code.co_code, code.co_consts, code.co_names, code.co_varnames)
        digest.update(repr(parts).encode())
    return digest.hexdigest()[:12]


@cache
def interpreted_kernels() -> dict[str, Callable[..., int]]:
    """Give the kernels as they are, by name."""
    return {name: kernel for module in _MODULES for name, kernel in _functions(module)}


def _functions(module: ModuleType) -> list[tuple[str, FunctionType]]:
    """List the functions that a module defines, in their order."""
    return [
        (name, value)
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    ]
