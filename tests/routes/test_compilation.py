import importlib.util
from types import FunctionType

import pytest

from routes import compilation
from routes.kernels import label_levels


def test_other_code_of_any_kernel_makes_another_stamp():
    kernels = compilation.interpreted_kernels()
    stamp = compilation.code_stamp(kernels)
    assert compilation.code_stamp(dict(reversed(kernels.items()))) == stamp
    code = label_levels.__code__
    for changed in (
        code.replace(co_consts=(*code.co_consts, 7)),
        code.replace(co_code=code.co_code[:-2] + bytes(2)),
    ):
        other = kernels | {"label_levels": FunctionType(changed, label_levels.__globals__)}
        assert compilation.code_stamp(other) != stamp
    fewer = {name: kernels[name] for name in kernels if name != "label_levels"}
    assert compilation.code_stamp(fewer) != stamp


@pytest.mark.skipif(
    importlib.util.find_spec("numba") is None, reason="numba, the extra 'fast', is not installed"
)
def test_what_is_kept_of_a_compiled_kernel_goes_by_the_code_of_all():
    stamp = compilation.code_stamp(compilation.interpreted_kernels())
    compiled = compilation.compiled_kernels()
    assert compiled
    for name, kernel in compiled.items():
        assert kernel.py_func.__qualname__ == f"{name}_{stamp}"
