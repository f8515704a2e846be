"""The ``science`` extra: what the report needs and neither training nor serving does."""

from importlib.util import find_spec

from gaoqian import GaoqianError

_MODULES = ("jinja2", "matplotlib", "pylopdf_fonts_zh_cn")


class ReportError(GaoqianError):
    """A report that cannot be made or written here."""

    title = "报告无法生成"


def require_science() -> None:
    """Check that the extra is installed.

    Raises:
        ReportError: some of it is missing; the message says how to install it.
    """
    missing = [name for name in _MODULES if find_spec(name) is None]
    if missing:
        raise ReportError(
            f"--report needs {', '.join(missing)}, found none; 请运行 run: "
            "pip install 'gaoqian[science]'"
        )
