"""A PDF page (sheet) as data: glyphs, rules and pictures, in points from the upper left."""

from dataclasses import dataclass

from gaoqian.pages.article import Box

#: A print-ready newspaper page with its pictures has 5 to 50 MB.
MAX_FILE_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on a page; lengths are points.

    Attributes:
        text: The character.
        left: Left edge of its em box.
        top: Upper edge.
        right: Right edge.
        bottom: Lower edge.
        baseline: Vertical position of the baseline.
        font: The font's name, without subset prefix.
        index: Its position in drawing order.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    font: str
    index: int

    @property
    def size(self) -> float:
        """The font size as printed."""
        return self.bottom - self.top

    @property
    def center(self) -> float:
        """Halfway between its left and right edge."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page.

    Attributes:
        number: From 1.
        width: In points.
        height: In points.
        glyphs: In drawing order, blanks included.
        rules: Rules, including sides of frames.
        areas: Filled rectangles: tints behind text, or boxes in place of pictures.
        pictures: Images and drawings.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...]
    areas: tuple[Box, ...]
    pictures: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class SheetFailure:
    """A page, or a whole file, that could not be read.

    Attributes:
        number: The page's number from 1; None for the whole file.
        message: What was found and what was expected.
    """

    number: int | None
    message: str
