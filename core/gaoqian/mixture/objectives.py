"""Threshold objective: the metric that thresholds are chosen for."""

from dataclasses import dataclass
from typing import Literal, get_args

from gaoqian.errors import SettingsError

ObjectiveKind = Literal["f1", "precision", "cost", "none-recall"]


@dataclass(frozen=True, slots=True)
class ThresholdObjective:
    """The metric that thresholds are chosen for.

    Attributes:
        kind: ``f1`` (best F1), ``precision`` (at least ``value``), ``cost`` (a wrong tag costs
            ``value`` times as much as a missed one) or ``none-recall`` (best F1, raised until at
            least ``value`` of the articles about no topic get none).
        value: 0 to 1 for a precision and for none-recall, positive for a cost, unused for F1.
    """

    kind: ObjectiveKind = "f1"
    value: float = 0.0

    @property
    def cost_threshold(self) -> float:
        """The cost-optimal threshold, ``C / (1 + C)`` for ``cost=C``.

        (Elkan, The foundations of cost-sensitive learning, 2001.)
        """
        return self.value / (1.0 + self.value)

    def __str__(self) -> str:
        return self.kind if self.kind == "f1" else f"{self.kind}={self.value:g}"


def parse_objective(text: str) -> ThresholdObjective:
    """Parse ``f1``, ``precision=0.95``, ``cost=3`` or ``none-recall=0.95``.

    Raises:
        SettingsError: the text is none of these.
    """
    name, _, number = text.partition("=")
    kind = next((known for known in get_args(ObjectiveKind) if known == name), None)
    try:
        value = float(number) if number else 0.0
    except ValueError:
        value = -1.0
    if kind == "f1" and not number:
        return ThresholdObjective()
    if kind in ("precision", "none-recall") and 0.0 < value < 1.0:
        return ThresholdObjective(kind, value)
    if kind == "cost" and 0.0 < value < float("inf"):
        return ThresholdObjective("cost", value)
    raise SettingsError(
        f"target {text!r}: expected f1, precision=P or none-recall=R with 0 < P, R < 1, "
        "or cost=C with C > 0"
    )
