"""Which authored articles a set of pages may use, as paragraphs of sentences."""

import re
import zlib
from dataclasses import dataclass
from typing import Literal

from gaoqian.taxonomy import load_taxonomy
from gaoqian.text.leads import find_leads
from gaoqian_training.datasets import (
    LabelledArticle,
    authored_articles,
    authored_taxonomy,
    read_dataset,
)

#: ``training`` has the articles of ``development``, on other pages.
SetName = Literal["development", "held-out", "training"]
#: Those that are measured on.
SETS: tuple[SetName, ...] = ("development", "held-out")

_SENTENCE = re.compile(r".+?(?:[。！？…]+[”’）》]*|$)")
_CLOSING = ("。", "！", "？", "”", "…", "）", "》")
#: In characters; a shorter body cannot fill the smallest place on a page.
_MIN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Copy:
    """An authored article, ready to be set.

    Attributes:
        id: Its identifier among the authored articles.
        clauses: The headline's clauses, without the blanks between them; empty without one.
        paragraphs: The body's paragraphs, each a tuple of sentences.
        has_lead: Whether the body opens with a lead, such as ``本报讯（记者 …）``.
    """

    id: str
    clauses: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...]
    has_lead: bool

    @property
    def length(self) -> int:
        """Characters of the body."""
        return sum(len(sentence) for paragraph in self.paragraphs for sentence in paragraph)


def sentences_of(paragraph: str) -> tuple[str, ...]:
    """Cut a paragraph behind 。！？ and ……, closing quotes and brackets included."""
    return tuple(_SENTENCE.findall(paragraph))


def copy_for(name: SetName) -> list[Copy]:
    """Return the articles of one set; no article, or near-duplicate of it, is in two of `SETS`.

    Left out are letters, verses, lists and other articles whose paragraphs do not end as
    sentences do: where they begin and end could be argued about.
    """
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    wanted = "development" if name == "training" else name
    chosen = (_as_copy(item) for item in dataset.items if _set_of(item) == wanted)
    return [copy for copy in chosen if copy is not None]


def _set_of(item: LabelledArticle) -> SetName:
    return SETS[zlib.crc32((item.group or item.article.id).encode()) % len(SETS)]


def _as_copy(item: LabelledArticle) -> Copy | None:
    paragraphs = [line.strip() for line in item.article.body.split("\n") if line.strip()]
    paragraphs = _without_signatures(paragraphs)
    sound = all(text.endswith(_CLOSING) and "\u3000" not in text for text in paragraphs)
    if not sound or sum(map(len, paragraphs)) < _MIN_LENGTH or item.kind == "odd_form":
        return None
    return Copy(
        id=item.article.id,
        clauses=tuple(item.article.headline.split()),
        paragraphs=tuple(sentences_of(text) for text in paragraphs),
        has_lead=any(lead.start == 0 for lead in find_leads("\n".join(paragraphs))),
    )


def _without_signatures(paragraphs: list[str]) -> list[str]:
    """Leave out bylines and credits that are paragraphs: the page gets its own."""
    body = "\n".join(paragraphs)
    leads = {lead.text for lead in find_leads(body)}
    return [text for text in paragraphs if " ".join(text.split()) not in leads]
