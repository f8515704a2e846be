"""Line roles on a page, classified by a neural network with one hidden layer.

The network is trained on synthetic pages by ``benchmarks/line_roles.py`` and maps the features
of a line to role probabilities; `gaoqian.pages.segmentation` combines those of a page.
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

#: The columns of `RoleNetwork.log_odds`, in order. ``opens`` and ``closes`` are the first and last
#: line of a body; ``run`` is the first line of a column that does not continue the line above,
#: since columns were exported in another order; ``furniture`` is what `cues` did not recognise.
ROLES = ("body", "opens", "closes", "run", "headline", "byline", "subhead", "furniture")
BODY, OPENS, CLOSES, RUN, HEADLINE, BYLINE, SUBHEAD, FURNITURE = range(len(ROLES))
#: Roles within a body.
_WITHIN = (BODY, RUN, SUBHEAD)

_FILE = "line_roles.npz"
#: Temperature factor: log odds of neighbouring lines are correlated, so half of them counts. (On
#: the development pages 0.5 finds one article in a hundred more than 1.)
_TEMPER = 0.5
#: Smaller probabilities are clipped.
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class RoleNetwork:
    """A neural network with one hidden layer of rectified linear units.

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
        """Return the log odds of each role against the roles within a body.

        Args:
            features: Of shape (lines, `COUNT`).

        Returns:
            Shape ``(lines, roles)``, tempered; at most 0 for roles within a body.
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
        ValueError: it was trained with other features or roles than this version's.
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
