"""Assignment of captions to articles, by position and by shared words."""

from collections.abc import Sequence

from gaoqian.pages.cues import opens_as_caption, stands_as_byline
from gaoqian.pages.draft import TextDraft
from gaoqian.pages.lines import Line, left_column

#: Log odds for an article around a caption, or next to it; only much better words outweigh them.
_INSIDE, _BESIDE = 2.0, 1.0
#: Log odds for a caption behind its article rather than before it.
_BEHIND = 0.7
#: In Han characters: maximum difference between line widths of one column.
_SAME_COLUMN = 2.5
#: In lines: a sentence of one line, and its credit.
_ONE_SENTENCE = 2


def attach_captions(drafts: Sequence[TextDraft], captions: Sequence[Sequence[Line]]) -> None:
    """Assign each caption to an article.

    A caption that ends the body of an article without byline, with its credit on a line of its
    own, is the last sentence of a picture story; the credit becomes the byline.

    Args:
        drafts: The articles of a page; at least one.
        captions: The lines of each caption.
    """
    for taken in captions:
        closed = next((draft for draft in drafts if _closes(draft, taken)), None)
        if closed is not None:
            closed.story = [line for line in taken if not stands_as_byline(line)]
            closed.bylines = [line for line in taken if stands_as_byline(line)]
        else:
            nearest = max(drafts, key=lambda draft: _affinity(draft, drafts, taken))
            nearest.captions.append(list(taken))


def _closes(draft: TextDraft, caption: Sequence[Line]) -> bool:
    """Whether a caption directly follows an article's body and ends it."""
    if draft.bylines or not (opens_as_caption(caption[0]) and stands_as_byline(caption[-1])):
        return False
    lines, last = draft.line_odds.lines, draft.layout.last
    following = lines[last].start if last < len(lines) else caption[0].end
    if not lines[last - 1].end <= caption[0].start < following:
        return False
    widest = max(line.width for line in caption)
    is_in_column = abs(widest - left_column(lines, last)) <= _SAME_COLUMN
    return is_in_column or len(caption) <= _ONE_SENTENCE


def _affinity(draft: TextDraft, drafts: Sequence[TextDraft], caption: Sequence[Line]) -> float:
    layout = draft.layout
    odds = draft.line_odds.words.relevance(caption, layout.first, layout.last)
    place = caption[0].start
    if _start(draft) < place < _end(draft):
        return odds + _INSIDE
    nearest = sorted(drafts, key=lambda d: min(abs(_start(d) - place), abs(_end(d) - place)))
    if draft in nearest[:2]:
        odds += _BESIDE + (_BEHIND if _end(draft) <= place else 0.0)
    return odds


def _start(draft: TextDraft) -> int:
    return draft.line_odds.lines[draft.layout.start].start


def _end(draft: TextDraft) -> int:
    return draft.line_odds.lines[draft.layout.end - 1].end
