"""What is put on paper: lines of type, pictures, rules and tints, in points from the upper left."""

from dataclasses import dataclass
from typing import Literal

Font = Literal["serif", "sans"]
Alignment = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type that is never broken again.

    Attributes:
        text: What it says.
        x: Left edge.
        y: Upper edge of the line's box, whose height is the type's size.
        width: Width of the box; the text is no wider.
        size: Of the type.
        font: Its face.
        align: Where it stands in the box; ``justify`` fills the box.
        bold: Whether it is emboldened by an outline, since the fonts have one weight.
        squeeze: Width of the glyphs as a share of their natural width (长体, 扁体).
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    font: Font
    align: Alignment = "left"
    bold: bool = False
    squeeze: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo: a raster image of that size and lightness (0 to 255)."""

    x: float
    y: float
    width: float
    height: float
    shade: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.4


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle around an article, with a hairline or a tint behind it."""

    x: float
    y: float
    width: float
    height: float
    tinted: bool


Mark = Line | Picture | Rule | Frame
