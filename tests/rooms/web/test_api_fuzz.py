"""The API against everything its own document allows and forbids: no server error, no surprise."""

import os
import warnings

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

# Few on every run, so that the check stays quick; many when asked for.
EXAMPLES = int(os.environ.get("KEYWAY_FUZZ_EXAMPLES", "12"))

with warnings.catch_warnings():
    # The document is read before the tests have a folder for static files.
    warnings.simplefilter("ignore", UserWarning)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def lasting_connection():
    """A server closes its connection after every answer; the test's own must last."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("finding", "lasting_connection")
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_keeps_the_promises_of_the_document(case):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
