"""Schemathesis over the whole OpenAPI document, with authentication on.

Every operation is called with what the document allows and with what it forbids. Some hundred
calls are part of the tests; ``make fuzz`` makes more than 5,000.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from pydantic import SecretStr
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.openapi import from_asgi
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from gaoqian_service.http.app import create_app
from gaoqian_service.http.auth.keys import KeyScope, create_key
from gaoqian_service.records.database import Database
from gaoqian_service.settings import Settings

Operation: TypeAlias = APIOperation[Any, Any, Any, Any]
AnyCase: TypeAlias = Case[Any]

#: For each operation, of either kind.
_EXAMPLES = int(os.environ.get("GAOQIAN_FUZZ_EXAMPLES", "5"))
#: How what violates the schema is refused; 413 where it is also larger than is read at all.
_REFUSALS = ["400", "401", "403", "404", "405", "409", "413", "415", "422", "429"]
#: A schema cannot say all that is asked for: that headline or body has text, that a hash is that
#: of the text, that a topic is one of the model's.
_EXCLUDED: list[Any] = [positive_data_acceptance]
_SETTINGS = settings(
    max_examples=_EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
@pytest.mark.timeout(3600)  # make fuzz has it last so long
def test_every_operation_answers_as_documented(models_copy: Path, database: Database) -> None:
    """No 5xx, no undocumented status, header or answer, and no way round the key."""
    key = create_key(database, "fuzz", [KeyScope.ADMIN])
    configuration = Settings(
        models=models_copy,
        database_url=SecretStr(database.engine.url.render_as_string(hide_password=False)),
        auth="on",
        log_decisions=True,
    )
    known = SchemathesisConfig.from_dict(
        {
            "auth": {"openapi": {"bearer": {"bearer": key}}},
            "checks": {"negative_data_rejection": {"expected-statuses": _REFUSALS}},
        }
    )
    schema = from_asgi("/openapi.json", create_app(configuration), config=known)
    calls = 0
    failures: list[str] = []
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == len(schema)
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                calls += _call(operation, mode)
            except FailureGroup as error:
                failures.append(f"{operation.label}, {mode}: {error}")
    print(f"\n{calls} calls")  # noqa: T201
    assert calls > len(schema) * _EXAMPLES / 2
    if failures:
        pytest.fail("\n\n".join(failures))


def _call(operation: Operation, mode: GenerationMode) -> int:
    """Call an operation with generated values, and return how often."""
    calls = 0

    @_SETTINGS
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: AnyCase) -> None:
        nonlocal calls
        calls += 1
        case.call_and_validate(excluded_checks=_EXCLUDED)

    # What takes no input has no wrong input either.
    with suppress(Unsatisfiable):
        call()
    return calls
