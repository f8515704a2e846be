"""The tables of the page bench."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from pagebench.expected import ExpectedPage
from pagebench.figures import Band, Figures, bands_of, figures_of
from pagebench.scoring import Judged, JudgedPage

#: In this order the ways of headlines stand in the table.
_PLACES = ("above", "below", "beside", "vertical", "none", "picture")
_SHAPES = ("rectangle", "L")


def groups(expected: Sequence[ExpectedPage], pages: Sequence[JudgedPage]) -> dict[str, Figures]:
    """Return figures for all pages, by kind of layout, by content stream, by columns."""
    found = {"all": figures_of(pages)}
    for place in _PLACES:
        found[f"headline {place}"] = figures_of(pages, partial(_is_placed, place))
    for shape in _SHAPES:
        found[shape] = figures_of(pages, partial(_is_shaped, shape))
    for key in ("order", "columns"):
        for value in sorted({getattr(page, key) for page in expected}):
            chosen = [p for e, p in zip(expected, pages, strict=True) if getattr(e, key) == value]
            label = f"stream: {value}" if key == "order" else f"{value} columns"
            found[label] = figures_of(chosen)
    return found


def _is_placed(place: str, one: Judged) -> bool:
    return one.expected.headline_place == place


def _is_shaped(shape: str, one: Judged) -> bool:
    return one.expected.shape == shape


def as_table(by_source: Mapping[str, Mapping[str, Figures]]) -> str:
    """Return figures as a Markdown table, a row a source and kind."""
    head = (
        "| source | pieces of | expected | found | precision | recall | F1 | soft F1 "
        "| headline | none seen | byline | in order | captions |\n" + "|---" * 13 + "|"
    )
    rows = [
        f"| {source} | {kind} | " + " | ".join(map(_cell, asdict(figures).values())) + " |"
        for source, kinds in by_source.items()
        for kind, figures in kinds.items()
        if figures.pieces
    ]
    return "\n".join([head, *rows])


def as_bands(by_source: Mapping[str, Sequence[JudgedPage]]) -> str:
    """Return how often pieces are right, by the confidence they came with, as a table."""
    head = "| source | confidence from | found | exact | headline |\n|---|---|---|---|---|"
    rows = [
        f"| {source} | {band.least:.1f} | {band.found} | {_cell(band.exact)} "
        f"| {_cell(band.headline)} |"
        for source, pages in by_source.items()
        for band in bands_of(pages)
        if band.found
    ]
    return "\n".join([head, *rows])


def as_record(
    figures: Mapping[str, Mapping[str, Figures]], pages: Mapping[str, Sequence[JudgedPage]]
) -> dict[str, Any]:
    """Return everything as a JSON object."""
    bands: dict[str, list[Band]] = {source: bands_of(judged) for source, judged in pages.items()}
    return {
        source: {
            "figures": {kind: asdict(one) for kind, one in kinds.items()},
            "confidence": [asdict(band) for band in bands[source]],
        }
        for source, kinds in figures.items()
    }


def mistakes(expected: Sequence[ExpectedPage], pages: Sequence[JudgedPage]) -> list[str]:
    """Return a line for each piece that was not cut right, to look at."""
    lines = []
    for page, judged in zip(expected, pages, strict=True):
        for one in judged.judged:
            if one.exact and one.headline:
                continue
            was, got = one.expected, one.found
            lines.append(
                f"{page.name} ({page.order}) {was.id} {was.headline_place} {was.shape}: "
                f"exact {one.exact}, soft {one.soft}, headline {was.headline!r} "
                + (f"-> {got.headline!r}; {got.body[:14]!r}…{got.body[-14:]!r}" if got else "lost")
            )
        lines += [f"{page.name}: nowhere: {piece.body[:40]!r}" for piece in judged.spurious]
    return lines


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
