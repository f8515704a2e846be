"""Cleaning: the article's text for the classifier, with offsets back to the text as sent."""

from gaoqian.text.clean import CleanText, clean
from gaoqian.text.document import Document, compose
from gaoqian.text.offsets import Edit, OffsetMap

__all__ = ["CleanText", "Document", "Edit", "OffsetMap", "clean", "compose"]
