"""The Chinese font of the plots."""

import matplotlib as mpl
from matplotlib import font_manager

from gaoqian_training.evaluation_report.fonts import chinese_font


def test_chinese_font_is_set_for_the_block_alone() -> None:
    """Inside, plots find a font that holds Chinese; outside, settings are as before."""
    before = mpl.rcParams["font.family"]
    with chinese_font():
        found = font_manager.findfont(font_manager.FontProperties(), fallback_to_default=False)
        assert "NotoSansSC" in found
    assert mpl.rcParams["font.family"] == before
