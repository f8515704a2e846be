"""Word segmentation of Chinese text, with jieba's results."""

from gaoqian.segment.engines import Fingerprint, Segmenter, load_segmenter
from gaoqian.segment.user_words import UserWord, read_user_words

__all__ = ["Fingerprint", "Segmenter", "UserWord", "load_segmenter", "read_user_words"]
