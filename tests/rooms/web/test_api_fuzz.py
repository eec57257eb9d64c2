"""The API against everything its own document allows and forbids: no server error, no surprise."""

import os
import warnings

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings

# Few on every run, so that the check stays quick; many when asked for.
EXAMPLES = int(os.environ.get("KEYWAY_FUZZ_EXAMPLES", "12"))

with warnings.catch_warnings():
    # The document is read before the tests have a folder for static files.
    warnings.simplefilter("ignore", UserWarning)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.mark.usefixtures("finding")
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_keeps_the_promises_of_the_document(case):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
