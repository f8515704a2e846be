"""Optional dependencies: checked before any work starts, with the command that installs them."""

from importlib.util import find_spec

from gaoqian.errors import ExtraError

#: Importable modules that each extra of ``pyproject.toml`` provides.
_MODULES = {
    "brokers": ("faststream", "nats", "aio_pika", "confluent_kafka", "redis"),
    "parquet": ("pyarrow",),
    "redis": ("redis",),
    "science": ("cleanlab", "jinja2", "matplotlib", "pylopdf_fonts_zh_cn"),
    "telemetry": ("opentelemetry.instrumentation.asgi", "opentelemetry.exporter.otlp.proto.http"),
}


def require_extra(extra: str) -> None:
    """Check that an extra is installed.

    Raises:
        ExtraError: a module of it is missing; the message says how to install the extra.
    """
    missing = [name for name in _MODULES[extra] if find_spec(name) is None]
    if missing:
        raise ExtraError(
            f"{', '.join(missing)} not installed, expected the extra {extra!r}: "
            f"pip install 'gaoqian[{extra}]'"
        )
