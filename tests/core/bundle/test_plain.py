"""The reader of plain joblib files."""

import os
import pickle
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest

from gaoqian import BundleError
from gaoqian.bundle.plain import dump_plain, load_plain


class _Exploit:
    """Pickles to a call that leaves a mark."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def test_arrays_strings_and_numbers_come_back_mapped(tmp_path: Path) -> None:
    """Arrays are mapped read-only, everything else is equal."""
    path = tmp_path / "plain.joblib"
    dump_plain({"a": np.arange(3.0), "words": ["工会"], "n": 2}, path)
    content = load_plain(path)
    assert type(content["a"]) is np.ndarray
    assert isinstance(content["a"].base, np.memmap)
    assert not content["a"].flags.writeable
    assert content["a"].tolist() == [0, 1, 2]
    assert (content["words"], content["n"]) == (["工会"], 2)


def _object_array(mark: Path) -> Any:
    return np.array([_Exploit(mark)], dtype=object)


@pytest.mark.parametrize("wrap", [_Exploit, _object_array, lambda m: {"a": _object_array(m)}])
def test_foreign_types_are_refused_and_not_run(tmp_path: Path, wrap: Any) -> None:
    """A call in the file is named and not made, nor is one inside an array of objects."""
    mark, path = tmp_path / "mark", tmp_path / "evil.joblib"
    joblib.dump(wrap(mark), path)
    with pytest.raises(BundleError, match=r"evil\.joblib: refused, it holds"):
        load_plain(path)
    assert not mark.exists()


def test_plain_pickle_of_a_function_is_refused(tmp_path: Path) -> None:
    """Naming a function is enough to be refused."""
    path = tmp_path / "evil.joblib"
    path.write_bytes(pickle.dumps({"f": os.system}))
    with pytest.raises(BundleError, match=r"the type posix\.system"):
        load_plain(path)


def _pickled(*opcodes: bytes) -> bytes:
    return b"".join((b"\x80\x04", *opcodes, b"."))


_DTYPE = b"cnumpy\ndtype\n"
_WRAPPER = b"cjoblib.numpy_pickle\nNumpyArrayWrapper\n"


@pytest.mark.parametrize(
    "content",
    [
        # dtype('O') with a state that hides its objects
        _pickled(_DTYPE, b"(X\x01\x00\x00\x00OI00\nI01\ntR."),
        # a real array built from bytes
        _pickled(b"cnumpy\nndarray\n", b"(K\x01tR."),
        # a state for the wrapper's class itself
        _pickled(_WRAPPER, b"N}\x8c\x04read", _DTYPE, b"s\x86b0}"),
        # a wrapper with foreign state
        _pickled(_WRAPPER, b")\x81}\x8c\x04readK\x01sb"),
        # a stand-in left over where an array should be
        _pickled(b"}\x8c\x01a", _WRAPPER, b"s"),
    ],
    ids=["objects", "ndarray", "class state", "foreign state", "left over"],
)
def test_lies_about_memory_are_refused(tmp_path: Path, content: bytes) -> None:
    """Admitted names cannot be used for anything but a plain array, nor change the reader."""
    path, good = tmp_path / "evil.joblib", tmp_path / "good.joblib"
    path.write_bytes(content)
    with pytest.raises(BundleError, match=r"evil\.joblib"):
        load_plain(path)
    dump_plain({"a": np.arange(3.0)}, good)
    assert load_plain(good)["a"].tolist() == [0, 1, 2]


@pytest.mark.parametrize("content", [b"", b"\x80", b"not a pickle", b"\x80\x04]\x94."])
def test_damage_is_one_error(tmp_path: Path, content: bytes) -> None:
    """Whatever is wrong with the bytes, the error names the file."""
    path = tmp_path / "broken.joblib"
    path.write_bytes(content)
    with pytest.raises(BundleError, match=r"broken\.joblib"):
        load_plain(path)
