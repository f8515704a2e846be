"""Figures over many judged pieces."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pagebench.scoring import Judged, JudgedPage

#: Lower ends of the bands of confidence.
BANDS = (0.0, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a table shows; shares from 0 to 1, None where there is nothing to count.

    Attributes:
        pieces: Expected pieces.
        found: Found pieces.
        precision: Exact ones among the found.
        recall: Exact ones among the expected.
        f1: Article boundary F1: the harmonic mean of both.
        soft_f1: The same for the softer measure.
        headline: Headline attachment: of the expected pieces with a headline, those whose
            matched piece carries exactly it.
        no_headline: Of the expected pieces without one, those matched with one without.
        byline: Of the expected pieces with a byline, those with exactly it.
        in_order: Of the expected pieces, those whose paragraphs stand in order.
        captions: Of the expected captions, those set apart.
    """

    pieces: int
    found: int
    precision: float | None
    recall: float | None
    f1: float | None
    soft_f1: float | None
    headline: float | None
    no_headline: float | None
    byline: float | None
    in_order: float | None
    captions: float | None


@dataclass(frozen=True, slots=True)
class Band:
    """Found pieces of one band of confidence.

    Attributes:
        least: The band's lower end.
        found: How many pieces are in it.
        exact: Share of them whose boundaries are exact; None without any.
        headline: Share of those matched whose headline is right; None without any.
    """

    least: float
    found: int
    exact: float | None
    headline: float | None


def figures_of(
    pages: Sequence[JudgedPage], keep: Callable[[Judged], bool] | None = None
) -> Figures:
    """Count over pages.

    Args:
        pages: Judged pages.
        keep: Which expected pieces count; found pieces that match none count only without it.
    """
    judged = [one for page in pages for one in page.judged if keep is None or keep(one)]
    spurious = 0 if keep else sum(len(page.spurious) for page in pages)
    found = sum(one.found is not None for one in judged) + spurious
    headed = [one for one in judged if one.expected.headline]
    bare = [one for one in judged if not one.expected.headline]
    signed = [one for one in judged if one.expected.byline]
    exact = sum(one.exact for one in judged)
    soft = sum(one.soft for one in judged)
    captions = sum(len(one.expected.captions) for one in judged)
    return Figures(
        pieces=len(judged),
        found=found,
        precision=_ratio(exact, found),
        recall=_ratio(exact, len(judged)),
        f1=_ratio(2 * exact, found + len(judged)),
        soft_f1=_ratio(2 * soft, found + len(judged)),
        headline=_share(one.headline for one in headed),
        no_headline=_share(one.headline for one in bare),
        byline=_share(one.byline for one in signed),
        in_order=_share(one.in_order for one in judged),
        captions=_ratio(sum(one.captions for one in judged), captions),
    )


def bands_of(pages: Sequence[JudgedPage]) -> list[Band]:
    """Count exact pieces by the confidence that they came with."""
    matched = [one for page in pages for one in page.judged if one.found]
    spurious = [piece.confidence for page in pages for piece in page.spurious]
    bands = []
    for least, above in zip(BANDS, (*BANDS[1:], 1.01), strict=True):
        ours = [j for j in matched if j.found and least <= j.found.confidence < above]
        others = sum(least <= confidence < above for confidence in spurious)
        bands.append(
            Band(
                least,
                len(ours) + others,
                _ratio(sum(j.exact for j in ours), len(ours) + others),
                _share(j.headline for j in ours),
            )
        )
    return bands


def _share(outcomes: Iterable[bool]) -> float | None:
    counted = list(outcomes)
    return _ratio(sum(counted), len(counted))


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
