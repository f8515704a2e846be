"""A PDF page as data: glyphs, rules and pictures, measured from its upper left corner."""

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
        baseline: What the characters of one line share, whatever their fonts.
        font: The font's name, without the letters that mark a subset.
        index: Its place in the order in which the page draws its characters.
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
        """The font's size as printed."""
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
        glyphs: In drawing order, blanks among them.
        rules: Thin lines, sides of frames among them.
        areas: Filled rectangles: tints behind text, or boxes instead of pictures.
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
    """A page, or a whole file, that gave no glyphs.

    Attributes:
        number: The page's number from 1; None where it is the file.
        message: What was found and what was expected.
    """

    number: int | None
    message: str
