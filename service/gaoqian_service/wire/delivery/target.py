"""What takes slips."""

from collections.abc import Sequence
from typing import Protocol

from gaoqian.writers import Slip


class Target(Protocol):
    """Takes slips, and has them for good when `send` returns.

    What is sent may come again: after a kill nobody knows whether it was taken.

    Attributes:
        name: What it is known by in the ledger, also in later runs, at most 255 characters and
            without a secret. What waits for a name is delivered when a target has it again.
        together: How many slips it takes at a time, 1 or more; those sent last before a kill are
            sent again, and an end waits for those under way.
    """

    @property
    def name(self) -> str:
        """See `Target`."""

    @property
    def together(self) -> int:
        """See `Target`."""

    async def send(self, slips: Sequence[Slip]) -> None:
        """Take slips, in order.

        Raises:
            DeliveryError: the target is away, and will take the same later.
            GaoqianError: it will never take these.
        """
