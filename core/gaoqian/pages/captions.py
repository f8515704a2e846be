"""Which article a caption belongs to: the one around it, or the one whose words it shares."""

from collections.abc import Sequence

from gaoqian.pages.draft import Draft
from gaoqian.pages.lines import Line
from gaoqian.pages.signs import opens_as_caption, stands_as_byline

#: A caption inside an article, or beside it, belongs to another only for much better words.
_INSIDE, _BESIDE = 2.0, 1.0
#: Pictures follow their texts more often than they come before them.
_BEHIND = 0.7
#: In Han characters: what lines of one column differ by.
_SAME_COLUMN = 2.5


def attach_captions(
    drafts: Sequence[Draft], lines: Sequence[Line], captions: Sequence[range]
) -> None:
    """Give each caption to its article.

    The caption that closes a piece without a headline, in the column of that piece, is the
    last sentence of a picture story, and its credit is the byline.

    Args:
        drafts: The articles of a page; at least one.
        lines: The page's lines, captions among them.
        captions: Where the captions stand, as ranges of indices of ``lines``.
    """
    for caption in captions:
        taken = [lines[index] for index in caption]
        before = next((d for d in reversed(drafts) if _end(d) <= taken[0].start), None)
        if before is not None and _is_nearest(before, drafts, taken) and _closes(before, taken):
            before.story = [line for line in taken if not stands_as_byline(line)]
            before.bylines += [line for line in taken if stands_as_byline(line)]
        else:
            max(drafts, key=lambda draft: _affinity(draft, drafts, taken)).captions.append(taken)


def _is_nearest(before: Draft, drafts: Sequence[Draft], taken: Sequence[Line]) -> bool:
    """Whether no article has text both before and behind the caption."""
    return not any(_start(d) < taken[0].start < _end(d) for d in drafts) and not before.story


def _closes(draft: Draft, caption: Sequence[Line]) -> bool:
    if draft.headline or draft.bylines or not opens_as_caption(caption[0]):
        return False
    column = draft.evidence.left[draft.layout.last]
    return abs(max(line.width for line in caption) - column) <= _SAME_COLUMN


def _affinity(draft: Draft, drafts: Sequence[Draft], caption: Sequence[Line]) -> float:
    layout = draft.layout
    odds = draft.evidence.words.relevance(caption, layout.first, layout.last)
    place = caption[0].start
    if _start(draft) < place < _end(draft):
        return odds + _INSIDE
    nearest = sorted(drafts, key=lambda d: min(abs(_start(d) - place), abs(_end(d) - place)))
    if draft in nearest[:2]:
        odds += _BESIDE + (_BEHIND if _end(draft) <= place else 0.0)
    return odds


def _start(draft: Draft) -> int:
    return draft.evidence.lines[draft.layout.start].start


def _end(draft: Draft) -> int:
    return draft.evidence.lines[draft.layout.end - 1].end
