"""Perturbations: each turns an article into what a newsroom may send instead."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import opencc

from gaoqian import Article

Perturbation = Callable[[Article], Article]

_COLUMN = 19
_TO_FULL_WIDTH = {ord("!") + i: chr(ord("！") + i) for i in range(94)}
#: Pairs that optical character recognition confuses, either way.
_LOOK_ALIKES = (
    "人入 日曰 己已 未末 土士 大犬 天夭 木本 目自 工土 干千 今令 在任 会合 问间 开井 体休 市巿 力刀"
)
_CONFUSED = {pair[i]: pair[1 - i] for pair in _LOOK_ALIKES.split() for i in (0, 1)}
#: Shares of characters that a mediocre scan confuses, loses or follows with a blank.
_CONFUSION, _LOSS, _BLANK = 0.3, 0.01, 0.02


def headline_missing(article: Article) -> Article:
    """The page's headline was lost."""
    return replace(article, headline="")


def body_missing(article: Article) -> Article:
    """Only the headline came; an article that never had one keeps its first sentence."""
    first = re.split("(?<=[。！？\n])", article.body, maxsplit=1)[0]
    return replace(article, headline=article.headline or first, body="")


def first_paragraph(article: Article) -> Article:
    """Only the first paragraph came."""
    return replace(article, body=article.body.strip().partition("\n")[0])


def hard_wraps(article: Article) -> Article:
    """The body comes in lines of a narrow column."""
    paragraphs = article.body.split("\n")
    lines = [p[i : i + _COLUMN] for p in paragraphs for i in range(0, len(p), _COLUMN)]
    return replace(article, body="\n".join(lines))


def traditional(article: Article) -> Article:
    """The text comes in Traditional characters."""
    convert = _simplified_to_traditional().convert
    return replace(article, headline=convert(article.headline), body=convert(article.body))


@cache
def _simplified_to_traditional() -> opencc.OpenCC:
    # Read once: reading the tables again for each of 366 articles took 37 s.
    return opencc.OpenCC("s2t")


def full_width(article: Article) -> Article:
    """Letters, digits and signs come full-width."""
    return replace(
        article,
        headline=article.headline.translate(_TO_FULL_WIDTH),
        body=article.body.translate(_TO_FULL_WIDTH),
    )


def scan_noise(article: Article) -> Article:
    """The text comes from a mediocre scan; the same article always gets the same noise."""
    generator = random.Random(f"{article.headline}\n{article.body}")  # noqa: S311  not a secret

    def scan(text: str) -> str:
        pieces = []
        for character in text:
            chance = generator.random()
            if chance < _LOSS:
                continue
            new = _CONFUSED.get(character, character)
            pieces.append(new if generator.random() < _CONFUSION else character)
            if chance > 1 - _BLANK:
                pieces.append(" ")
        return "".join(pieces)

    return replace(article, headline=scan(article.headline), body=scan(article.body))


#: Chinese and English name to perturbation, in the order of reports.
PERTURBATIONS: Mapping[str, Perturbation] = {
    "无标题 headline missing": headline_missing,
    "只有标题 body missing": body_missing,
    "只有首段 first paragraph only": first_paragraph,
    "硬换行 hard wraps": hard_wraps,
    "繁体 Traditional": traditional,
    "全角 full-width": full_width,
    "扫描噪声 scan noise": scan_noise,
}
