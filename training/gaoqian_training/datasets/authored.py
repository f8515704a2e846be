"""Where the authored articles and their taxonomy lie: in the wheel, or in the checkout."""

from pathlib import Path

from gaoqian.errors import DataError

_INSTALLED = Path(__file__).resolve().parent.parent / "authored"
_CHECKOUT = Path(__file__).resolve().parents[3] / "datasets"


def authored_folder() -> Path:
    """Return the folder of the authored data.

    Raises:
        DataError: this installation carries none.
    """
    for folder in (_INSTALLED, _CHECKOUT):
        if (folder / "taxonomy.toml").is_file():
            return folder
    raise DataError(f"no authored data in {_INSTALLED} or {_CHECKOUT}: reinstall gaoqian")


def authored_articles() -> list[Path]:
    """Return the files of authored articles, by name."""
    return sorted((authored_folder() / "articles").glob("*.jsonl"))


def authored_taxonomy() -> Path:
    """Return the taxonomy that the authored articles are labelled by."""
    return authored_folder() / "taxonomy.toml"
