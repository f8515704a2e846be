"""What an application holds: its settings, its tagger, its models folder."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from gaoqian import ModelStore, Tagger
from gaoqian_service.settings import Settings


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The parts that routes use.

    Attributes:
        settings: The settings that the application was made with.
        store: The models folder.
        tagger: The bundle that answers.
    """

    settings: Settings
    store: ModelStore
    tagger: Tagger


async def _state(request: Request) -> ServiceState:
    state: ServiceState = request.app.state.service
    return state


State = Annotated[ServiceState, Depends(_state)]
