"""The Chinese font of the plots, from a package, whatever fonts the machine has."""

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib import font_manager
from pylopdf_fonts_zh_cn import sans_path


@contextmanager
def chinese_font() -> Iterator[None]:
    """Draw with Noto Sans SC inside the block.

    The font is made known to this process alone; it is not added to matplotlib's list of fonts
    in the user's cache folder.
    """
    path = str(sans_path())
    if all(entry.fname != path for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(path)
    family = font_manager.FontProperties(fname=path).get_name()
    with mpl.rc_context({"font.family": [family], "axes.unicode_minus": True}):
        yield
