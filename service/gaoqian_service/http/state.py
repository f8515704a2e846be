"""The state of one application: settings and parts, as routes get them by dependency."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from gaoqian import ModelStore
from gaoqian_service.http.auth.authenticator import Authenticator
from gaoqian_service.http.background.challenge import Challenge
from gaoqian_service.http.tagging import TaggingService
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.serving.activation import Activation
from gaoqian_service.serving.serving import Serving
from gaoqian_service.settings import Settings


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The settings and parts of one application.

    Attributes:
        settings: The settings that the application was made with.
        store: The models folder.
        serving: Holds the active bundle.
        activation: Swaps the active bundle.
        challenge: Starts and ends the shadow scoring of a challenger.
        tagging: Tags articles with the active bundle.
        database: The database, at its newest revision.
        authenticator: Admits or refuses each request by its API key.
        metrics: The Prometheus metrics.
        background: Context managers of background work, entered in order at startup, and exited
            in reverse order after the last request.
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
