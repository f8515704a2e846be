"""Writers: slips in newsroom formats, one module per format."""

from gaoqian.writers.format import OutputFormat
from gaoqian.writers.labels import Label, final_labels
from gaoqian.writers.registry import writer, writer_names
from gaoqian.writers.slip import Slip

__all__ = ["Label", "OutputFormat", "Slip", "final_labels", "writer", "writer_names"]
