"""Bulk tagging: any number of articles, in order, by one process or several."""

from gaoqian.bulk.inputs import count_bytes, plan_inputs
from gaoqian.bulk.output import LastResult, Output, open_output
from gaoqian.bulk.tagging import tag_in_bulk
from gaoqian.bulk.task import Job, Outcome

__all__ = [
    "Job",
    "LastResult",
    "Outcome",
    "Output",
    "count_bytes",
    "open_output",
    "plan_inputs",
    "tag_in_bulk",
]
