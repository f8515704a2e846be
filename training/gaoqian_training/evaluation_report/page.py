"""The page: a report and its images as one HTML document that needs nothing else."""

from base64 import b64encode
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from gaoqian_training.evaluation_report.curves import topic_label
from gaoqian_training.evaluation_report.report import Absent, Report

_TEMPLATE = "index.html.j2"
_MISSING = "–"


def render_page(report: Report, images: Mapping[str, bytes]) -> str:
    """Return the page; every text of the data is escaped.

    Args:
        report: The numbers.
        images: PNG files by name, inlined; a section whose image is not there shows none.
    """
    environment = Environment(
        loader=PackageLoader("gaoqian_training.evaluation_report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "figure": _figure,
        "signed": _signed,
        "weight": _weight,
        "label": topic_label,
    }
    environment.tests["absent"] = lambda value: isinstance(value, Absent)
    sources = {name: f"data:image/png;base64,{b64encode(i).decode()}" for name, i in images.items()}
    return environment.get_template(_TEMPLATE).render(report=report, images=sources)


def _figure(value: float | None) -> str:
    return _MISSING if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    if value is None:
        return _MISSING
    # The z takes the sign off what rounds to zero.
    return f"{value:+z.3f}".replace("-", "−")


def _weight(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")
