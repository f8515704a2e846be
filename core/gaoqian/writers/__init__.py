"""Writers: slips in the formats that newsrooms take, one file a format."""

from gaoqian.writers.format import OutputFormat
from gaoqian.writers.registry import writer, writer_names
from gaoqian.writers.slip import Slip

__all__ = ["OutputFormat", "Slip", "writer", "writer_names"]
