"""joblib files of plain arrays, strings and numbers, and nothing else.

A pickle can name any function and have it called. This reader admits four names, which are
what joblib writes for a plain array, and refuses the file at the first other one, before
anything of it is looked up or called.
"""

import pickle
from pathlib import Path
from typing import Any, NoReturn

import joblib
import numpy as np
from joblib.numpy_pickle import NumpyArrayWrapper, NumpyUnpickler

from gaoqian.errors import BundleError


class _PlainArrayWrapper(NumpyArrayWrapper):
    """joblib's description of an array; refuses the kinds that hold Python objects.

    joblib reads an array of objects through a nested pickle.
    """

    def read(self, unpickler: Any, ensure_native_byte_order: Any) -> Any:
        """Read the array that this describes."""
        if not isinstance(self.dtype, np.dtype) or self.dtype.hasobject:
            raise pickle.UnpicklingError(f"an array of type {self.dtype!r}")
        if self.subclass is not np.ndarray:
            raise pickle.UnpicklingError(f"an array subclass {self.subclass!r}")
        return super().read(unpickler, ensure_native_byte_order)


_ADMITTED = {
    ("joblib.numpy_pickle", "NumpyArrayWrapper"): _PlainArrayWrapper,
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
}


class _PlainUnpickler(NumpyUnpickler):
    """joblib's reader with an allow-list in place of the import system."""

    def find_class(self, module: str, name: str) -> Any:
        """Return an admitted type, or refuse the file."""
        try:
            return _ADMITTED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"the type {module}.{name}") from None

    def persistent_load(self, pid: Any) -> NoReturn:
        """Refuse references to things outside the file."""
        raise pickle.UnpicklingError(f"a reference to {pid!r} outside the file")


def dump_plain(content: dict[str, Any], path: Path) -> None:
    """Write a dictionary of arrays, strings, numbers and lists of these."""
    joblib.dump(content, path, protocol=4)


def load_plain(path: Path) -> dict[str, Any]:
    """Read what `dump_plain` wrote, its arrays mapped into memory read-only.

    Raises:
        BundleError: the file is damaged or holds any other type; nothing of it was run.
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
    if not isinstance(content, dict):
        raise BundleError(f"{path}: holds {type(content).__name__}, expected a dictionary")
    return content
