"""The roles that lines have on a page, and how likely each is for each line.

A network of one hidden layer, learned from composed pages by ``benchmarks/line_roles.py``, turns
what is seen of a line and its neighbours into probabilities. What a page as a whole makes of
them is decided in `gaoqian.pages.segmentation`.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from gaoqian.pages.features import COUNT, Rows

Odds: TypeAlias = NDArray[np.float64]

#: In this order the columns of `RoleNetwork.log_odds` stand. A body's first line in the text
#: opens it and its last closes it; a line that begins a column which does not go on from the
#: line above, since a system wrote the columns in another order, opens a run. What is apart is
#: furniture that its own form does not give away.
ROLES = ("body", "opens", "closes", "run", "headline", "byline", "subhead", "furniture")
BODY, OPENS, CLOSES, RUN, HEADLINE, BYLINE, SUBHEAD, FURNITURE = range(len(ROLES))
#: What may stand in the midst of a body.
_WITHIN = (BODY, RUN, SUBHEAD)

_FILE = "line_roles.npz"
#: Neighbouring lines see the same signs, and their evidence is added up: half of it counts.
#: (On the development pages 0.5 finds one article in a hundred more than 1.)
_TEMPER = 0.5
#: Below this, probabilities are no better known.
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class RoleNetwork:
    """A network of one hidden layer with rectified units.

    Attributes:
        hidden: Weights, of shape (`COUNT`, units).
        hidden_bias: Of shape (units,).
        output: Weights, of shape (units, roles).
        output_bias: Of shape (roles,).
    """

    hidden: Rows
    hidden_bias: Rows
    output: Rows
    output_bias: Rows

    def log_odds(self, features: Rows) -> Odds:
        """Return the log odds of each role, against a line's being within a body.

        Args:
            features: Of shape (lines, `COUNT`).

        Returns:
            Of shape (lines, roles), tempered; at most 0 for the roles within a body.
        """
        units = np.maximum(features @ self.hidden + self.hidden_bias, 0.0)
        scores = (units @ self.output + self.output_bias).astype(np.float64)
        shares = np.maximum(softmax(scores, axis=1), _LEAST)
        within = shares[:, _WITHIN].sum(axis=1, keepdims=True)
        odds: Odds = _TEMPER * np.log(shares / within)
        return odds


@cache
def load_network() -> RoleNetwork:
    """Return the network that comes with this package.

    Raises:
        ValueError: it was learned from other features or roles than this program sees.
    """
    with files("gaoqian.pages").joinpath(_FILE).open("rb") as file:
        arrays = np.load(file, allow_pickle=False)
        network = RoleNetwork(
            arrays["hidden"], arrays["hidden_bias"], arrays["output"], arrays["output_bias"]
        )
    shape = network.hidden.shape[0], network.output.shape[1]
    if shape != (COUNT, len(ROLES)):
        raise ValueError(
            f"{_FILE}: has {shape[0]} features and {shape[1]} roles, expected {COUNT} and "
            f"{len(ROLES)}; learn it again with benchmarks/line_roles.py"
        )
    return network
