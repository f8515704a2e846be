"""What an application holds: its settings, its models folder, its parts."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from gaoqian import ModelStore
from gaoqian_service.http.auth.authenticator import Authenticator
from gaoqian_service.http.background.challenge import Challenge
from gaoqian_service.http.tagging import TaggingService
from gaoqian_service.observing.metrics import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.serving.activation import Activation
from gaoqian_service.serving.serving import Serving
from gaoqian_service.settings import Settings


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The parts that routes use.

    Attributes:
        settings: The settings that the application was made with.
        store: The models folder.
        serving: The bundle that answers.
        activation: Lets another bundle answer.
        challenge: Lets another bundle score beside it.
        tagging: Tags articles with the active bundle.
        database: What is kept; its tables are there.
        authenticator: Admits or refuses each request by its key.
        metrics: What is counted.
        background: What runs beside the requests, entered in order when the service starts and
            left in the opposite order when it has answered the last of them.
    """

    settings: Settings
    store: ModelStore
    serving: Serving
    activation: Activation
    challenge: Challenge
    tagging: TaggingService
    database: Database
    authenticator: Authenticator
    metrics: Metrics
    background: list[AbstractAsyncContextManager[None]] = field(default_factory=list)


async def _state(request: Request) -> ServiceState:
    state: ServiceState = request.app.state.service
    return state


State = Annotated[ServiceState, Depends(_state)]
