"""How often the encoding of a text is mistaken, by its length.

``python benchmarks/text_encodings.py`` cuts the authored articles to so many characters and encodes
them: Simplified ones in GB18030, and ones that OpenCC made Traditional in Big5, as Taiwan and as
Hong Kong write, and in GB18030. It prints how many are read as another encoding than theirs.
Characters that Big5 does not have are left out of the text, and beginnings in plain ASCII are
passed over, which are the same in all of them.
"""

from typing import TYPE_CHECKING

import opencc

from gaoqian.errors import ReadError
from gaoqian.readers.encoding import decode
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset
from measuring.tables import print_table

if TYPE_CHECKING:
    from collections.abc import Callable

_LENGTHS = (4, 8, 12, 16, 24, 32, 64, 1_000_000)


def main() -> None:
    """Print the table."""
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    articles = [item.article for item in dataset.items]
    taiwan, hong_kong = (opencc.OpenCC(name).convert for name in ("s2twp", "s2hk"))
    kinds: dict[str, tuple[Callable[[str], str], str]] = {
        "Simplified in GB18030": (str, "gb18030"),
        "Traditional (Taiwan) in Big5": (taiwan, "big5hkscs"),
        "Traditional (Hong Kong) in Big5": (hong_kong, "big5hkscs"),
        "Traditional (Taiwan) in GB18030": (taiwan, "gb18030"),
    }
    rows = []
    for name, (convert, encoding) in kinds.items():
        bodies = [convert(article.body) for article in articles]
        cells = [_mistakes(bodies, length, encoding) for length in _LENGTHS]
        rows.append((name, *cells))
    lengths = [f"{length} characters" for length in _LENGTHS[:-1]]
    print(f"{len(articles)} articles")
    print_table(("text", *lengths, "whole"), rows)


def _mistakes(bodies: list[str], length: int, encoding: str) -> str:
    texts = [body[:length] for body in bodies if not body[:length].isascii()]
    wrong = sum(_decoded(text.encode(encoding, "ignore")) != encoding for text in texts)
    return f"{wrong} ({wrong / len(texts):.2%})"


def _decoded(data: bytes) -> str:
    try:
        return decode(data).encoding
    except ReadError:
        return ""


if __name__ == "__main__":
    main()
