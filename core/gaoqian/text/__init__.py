"""From the text as sent to the text that is read: cleaning, leads, offsets."""

from gaoqian.text.clean import CleanText, clean
from gaoqian.text.document import Document, compose
from gaoqian.text.offsets import Edit, OffsetMap

__all__ = ["CleanText", "Document", "Edit", "OffsetMap", "clean", "compose"]
