"""The evaluation report: one page that shows what a bundle is worth, and where it errs.

Without the ``science`` extra only `gaoqian_training.evaluation_report.extra` can be imported
from here, so nothing is handed on; the command imports `write.write_report`.
"""
