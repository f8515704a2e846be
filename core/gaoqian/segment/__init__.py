"""Segmentation of Chinese text into words, with jieba's semantics."""

from gaoqian.segment.engines import Fingerprint, Segmenter, load_segmenter
from gaoqian.segment.user_words import UserWord, read_user_words

__all__ = ["Fingerprint", "Segmenter", "UserWord", "load_segmenter", "read_user_words"]
