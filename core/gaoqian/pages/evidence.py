"""What speaks for and against a line's part in an article, as log odds that add up.

The numbers are round on purpose: 1 is a hint, 2 a good sign, 5 all but excludes. They were set
by what each sign means on a page; the bench of composed pages judges them together.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from gaoqian.pages.lines import Line, left_column, right_column
from gaoqian.pages.signs import Signs, read_signs, stands_as_byline
from gaoqian.pages.vocabulary import PageWords

#: All but excludes: a body that ends in a comma, a lead in the middle of an article.
_HARDLY = -5.0
#: An article more needs this much evidence: a page has some seven, and fifty paragraphs.
PIECE = -3.5
#: Lost headlines are rare, but a short line of a body must not become one to make up for it.
NO_HEADLINE = -0.5
#: A page sets nearly all headlines on one side of the bodies.
AGAINST_HABIT = -3.0
#: By number of lines: most headlines have one or two; kickers and subtitles add to them.
HEADLINE_LINES = (0.0, 0.0, 0.0, -0.7, -1.5, -2.5)
#: Bylines stand with the headline; alone above a body they are likelier the last article's.
BARE_BYLINE = -1.5
#: Names in brackets close an article; hardly one begins with them.
SIGNATURE_FIRST = -4.0
#: Articles often have columns of their own; some run over columns of several widths.
COLUMN_CHANGE = 1.5
#: Of captions behind a finished sentence about half stand at a seam, of other lines few do.
BELOW_CAPTION = 2.0
#: In characters: two sentences. Shorter pieces are mostly something else.
_BRIEF = 60
_TOO_BRIEF = 30

#: A line as short as this share of its column ends its paragraph or is a heading.
_SHORT = 0.8
#: In Han characters: what punctuation at line ends and digits take from a full line.
_SLACK = 1.2
#: In Han characters: lines of another column, not only of another paragraph.
_OTHER_COLUMN = 2.5
#: In Han characters: a headline is no longer in one line.
_MAX_HEADLINE = 30.0


class Evidence:
    """Log odds of the parts that lines may have; positions are indices of lines.

    Args:
        lines: The lines of a page, its furniture and captions left out.
        words: Their words.
        below_captions: The lines before which a caption stood.
    """

    def __init__(
        self, lines: Sequence[Line], words: PageWords, below_captions: Collection[int] = ()
    ) -> None:
        self.lines = lines
        self.words = words
        self._below_captions = frozenset(below_captions)
        following = ["" if stands_as_byline(line) else line.closed for line in lines[1:]] + [""]
        self.signs: list[Signs] = list(map(read_signs, lines, following))
        self._headings = frozenset(_find_headings(self.signs))
        self.left = [left_column(lines, index) for index in range(len(lines) + 1)]
        self.right = [right_column(lines, index) for index in range(len(lines) + 1)]
        self.headline = cache(self._headline)

    def may_part(self, index: int) -> bool:
        """Whether one article may end and another begin before a line."""
        if index in {0, len(self.lines)}:
            return True
        before, after = self.signs[index - 1], self.signs[index]
        if after.cannot_open or before.must_continue or index in self.words.cut_words:
            return False
        return (
            before.ends_sentence
            or before.is_byline
            or before.is_name
            or self.headline(index - 1, self.left[index - 1]) > 0
        )

    def is_byline_at(self, index: int, start: int) -> bool:
        """Whether a line beside a body is a byline; a mere name only below another line.

        Args:
            index: The line.
            start: The first line on its side of the body.
        """
        signs = self.signs[index]
        return signs.is_byline or (signs.is_name and start < index)

    def _headline(self, index: int, column: float) -> float:
        """Return the odds of a line of a headline whose body's column is so wide."""
        line, signs = self.lines[index], self.signs[index]
        if signs.cannot_open or signs.opens_with_lead or "。" in line.closed:
            return _HARDLY
        if index in self._headings or line.closed.startswith("——"):  # as subtitles do
            return 2.0
        odds = (0.5, -0.7)[signs.commas] if signs.commas < 2 else -2.5
        if line.width > _MAX_HEADLINE:
            odds -= 3.0
        return odds + self._odds_of_width(index, column)

    def _odds_of_width(self, index: int, column: float) -> float:
        line, signs = self.lines[index], self.signs[index]
        # As wide as the column that it stands beside: most likely a line of its body.
        if _fills(line, column):
            return _HARDLY if signs.must_continue else -3.0
        if _fills(line, self.left[index]) or _fills(line, self.right[index + 1]):
            return _HARDLY if signs.must_continue else -2.0
        if line.is_spaced and not signs.commas:
            return 3.0
        return 0.7 if line.width < column else 1.5

    def opens(self, index: int) -> float:
        """Return the odds of the first line of a body."""
        line, signs = self.lines[index], self.signs[index]
        if signs.cannot_open or signs.is_byline or line.closed.startswith("——"):
            return _HARDLY
        if index and self.signs[index - 1].must_continue:  # a headline that goes on
            return _HARDLY
        odds = 1.0 if signs.opens_with_lead else 0.0
        if index in self.words.cut_words:
            odds -= 2.5
        if not signs.ends_sentence and line.width < _SHORT * self.right[index]:
            odds -= 2.0
        return odds

    def closes(self, end: int) -> float:
        """Return the odds of a body that ends before a line."""
        line, signs = self.lines[end - 1], self.signs[end - 1]
        if not signs.ends_sentence:
            return _HARDLY
        # One last line in ten happens to fill its column.
        return -1.2 if line.width >= self.left[end] - _SLACK else 0.0

    def goes_on(self, index: int) -> float:
        """Return the odds of a line within a body, rather than at the seam of two articles."""
        before, signs = self.signs[index - 1], self.signs[index]
        odds = self._form_within(index)
        if before.ends_sentence:
            odds -= self.words.jump(index)
            if abs(self.left[index] - self.right[index]) > _OTHER_COLUMN:
                odds -= COLUMN_CHANGE
            if index in self._below_captions:
                odds -= BELOW_CAPTION
        elif signs.cannot_open or index in self.words.cut_words:
            odds += 1.0
        return odds

    def _form_within(self, index: int) -> float:
        line, before, signs = self.lines[index], self.signs[index - 1], self.signs[index]
        if signs.opens_with_lead:
            return _HARDLY
        if signs.is_byline or index in self._headings:
            return -3.0
        if line.width > max(self.left[index], self.right[index + 1]) + _OTHER_COLUMN:
            return -2.0
        if signs.ends_sentence or signs.must_continue:
            return 0.0
        column = self.right[index + 1] or self.left[index]
        if line.width < _SHORT * column:
            # A subhead; below an unfinished sentence not even that.
            return -1.5 if before.ends_sentence else -2.0
        return 0.0

    def length(self, first: int, end: int) -> float:
        """Return the odds of a body's length."""
        characters = 0
        for line in self.lines[first:end]:
            characters += len(line.closed)
            if characters >= _BRIEF:
                return 0.0
        return -2.0 if characters < _TOO_BRIEF else -0.7


def _fills(line: Line, column: float) -> bool:
    return _SHORT * column <= line.width <= column + _SLACK


def _find_headings(signs: Sequence[Signs]) -> Iterator[int]:
    """Yield the lines that stand, without a sentence's end, above a byline or a lead.

    A body has closed before either, so that what stands between is a headline: of the article
    that begins or, where headlines come last, of the one that has ended.
    """
    for index, below in enumerate(signs):
        if not (below.is_byline or below.opens_with_lead):
            continue
        first = index
        while first and not (signs[first - 1].ends_sentence or signs[first - 1].is_byline):
            first -= 1
        if index - first < len(HEADLINE_LINES):
            yield from range(first, index)
