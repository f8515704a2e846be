"""Safe reading of joblib files that contain plain arrays, strings and numbers only.

A pickle can call any function, and can give even a harmless type a state that corrupts memory.
This unpickler therefore returns no real type: the three names that a plain array needs become
inert stand-ins, whose state is checked before the array is mapped, and any other name refuses
the file.
"""

import pickle
from pathlib import Path
from typing import Any, NoReturn

import joblib
import numpy as np
from joblib.numpy_pickle import NUMPY_ARRAY_ALIGNMENT_BYTES, NumpyArrayWrapper, NumpyUnpickler

from gaoqian.errors import BundleError

#: Kind and size in bytes of allowed array elements.
_TYPES = {"f8", "f4", "i8", "i4", "u8", "u4", "u2", "u1"}
_WRAPPER_KEYS = {
    "subclass",
    "shape",
    "order",
    "dtype",
    "allow_mmap",
    "numpy_array_alignment_bytes",
}
_MAX_DIMENSIONS = 4
_NDARRAY = object()


class _TypeStandIn:
    """Stand-in for a numpy dtype; accepts the one state of its type code."""

    __slots__ = ("code",)

    def __init__(self, code: object, align: object, copy: object) -> None:
        if code not in _TYPES or align is not False or copy is not True:
            raise pickle.UnpicklingError(f"an array type {code!r}")
        self.code = str(code)

    def __setstate__(self, state: object) -> None:
        order = "|" if self.code == "u1" else "<"
        if state != (3, order, None, None, None, -1, -1, 0):
            raise pickle.UnpicklingError(f"an array type {self.code} of state {state!r}")


class _ArrayStandIn(NumpyArrayWrapper):
    """Stand-in for joblib's description of an array; maps it after checking its state."""

    def __init__(self) -> None:
        """Construct without arguments: unpickling sets the state afterwards."""

    def __setstate__(self, state: object) -> None:
        if not isinstance(state, dict) or set(state) != _WRAPPER_KEYS:
            raise pickle.UnpicklingError(f"an array described by {type(state).__name__}")
        shape, kind = state["shape"], state["dtype"]
        plain = (
            state["subclass"] is _NDARRAY
            and isinstance(kind, _TypeStandIn)
            and state["order"] in ("C", "F")
            and state["allow_mmap"] is True
            and state["numpy_array_alignment_bytes"] == NUMPY_ARRAY_ALIGNMENT_BYTES
            and isinstance(shape, tuple)
            and 0 < len(shape) <= _MAX_DIMENSIONS
            and all(type(length) is int and length >= 0 for length in shape)
        )
        if not plain:
            raise pickle.UnpicklingError(f"an array of shape {shape!r} that is not plain")
        self.subclass, self.shape, self.order = np.ndarray, shape, state["order"]
        self.dtype, self.allow_mmap = np.dtype(f"<{kind.code}"), True
        self.numpy_array_alignment_bytes = NUMPY_ARRAY_ALIGNMENT_BYTES


class _PlainUnpickler(NumpyUnpickler):
    """joblib's unpickler with stand-ins instead of imports."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a stand-in of this file's own, or refuse the file."""
        # A new class for each request, so that a file cannot alter it for later ones.
        if (module, name) == ("joblib.numpy_pickle", "NumpyArrayWrapper"):
            return type("_ArrayStandIn", (_ArrayStandIn,), {})
        if (module, name) == ("numpy", "dtype"):
            return type("_TypeStandIn", (_TypeStandIn,), {"__slots__": ()})
        if (module, name) == ("numpy", "ndarray"):
            return _NDARRAY
        raise pickle.UnpicklingError(f"the type {module}.{name}")

    def persistent_load(self, pid: Any) -> NoReturn:
        """Refuse references to things outside the file."""
        raise pickle.UnpicklingError(f"a reference to {pid!r} outside the file")


def dump_plain(content: dict[str, Any], path: Path) -> None:
    """Write a dictionary of arrays, strings, numbers and lists of these."""
    joblib.dump(content, path, protocol=4)


def load_plain(path: Path) -> dict[str, Any]:
    """Read what `dump_plain` wrote, its arrays mapped into memory read-only.

    Raises:
        BundleError: the file is damaged or contains any other type; no code of it was run.
    """
    try:
        with path.open("rb") as file:
            content = _PlainUnpickler(
                str(path), file, ensure_native_byte_order=False, mmap_mode="r"
            ).load()
    except pickle.UnpicklingError as error:
        raise BundleError(
            f"{path}: refused, it holds {error}; a bundle holds plain arrays only: "
            "do not use this file, train again"
        ) from error
    except Exception as error:  # a damaged pickle fails in any way there is
        raise BundleError(
            f"{path}: damaged ({type(error).__name__}: {error}); train again"
        ) from error
    if type(content) is not dict or not _is_plain(content):
        raise BundleError(f"{path}: refused, it holds more than arrays, strings and numbers")
    plain: dict[str, Any] = _without_subclass(content)
    return plain


def _without_subclass(value: Any) -> Any:
    """Return memory-mapped arrays as plain `numpy.ndarray` views of the same memory.

    Results of operations on a `numpy.memmap` are of that subclass and cost a microsecond more.
    """
    if isinstance(value, dict):
        return {key: _without_subclass(entry) for key, entry in value.items()}
    return value.view(np.ndarray) if isinstance(value, np.memmap) else value


def _is_plain(value: object) -> bool:
    """Whether a value consists of plain types only, without a stand-in."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(entry) for key, entry in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return isinstance(value, (str, int, float, np.ndarray))
