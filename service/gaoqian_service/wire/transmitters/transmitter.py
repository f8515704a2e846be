"""Transmitter: sends slips to one target."""

from collections.abc import Sequence
from typing import Protocol

from gaoqian.writers import Slip


class Transmitter(Protocol):
    """Sends slips to one target, which has them for good when `send` returns.

    A slip may be sent twice: after a kill it is unknown whether the target has it.

    Attributes:
        name: The target's name in the ledger, also in later runs, at most 255 characters and
            without a secret. What waits for a name is delivered when a target has it again.
        batch_size: How many slips it takes at a time, 1 or more; those sent last before a kill are
            sent again, and an end waits for those under way.
    """

    @property
    def name(self) -> str:
        """See `Transmitter`."""

    @property
    def batch_size(self) -> int:
        """See `Transmitter`."""

    async def send(self, slips: Sequence[Slip]) -> None:
        """Send slips, in order.

        Raises:
            DeliveryError: the target is unavailable; sending the same later may succeed.
            GaoqianError: it will never accept these.
        """
