"""No form is taken that another site could have sent."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from keyway.web.walls.addresses import addresses
from keyway.web.walls.asking import Asking, met
from keyway.web.walls.patterns import all_patterns
from keyway.web.walls.policy import OUT, read

if TYPE_CHECKING:
    from keyway.reference.store import Store
    from keyway.web.walls.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Sent to sign in, refused, nothing there, or no such method: nothing was done.
REFUSED = OUT | {"no_method"}
FORGERIES: dict[str, dict[str, str]] = {
    "without a token": {},
    "from another site": {"HTTP_ORIGIN": "https://evil.example.org"},
    "from a script of another site": {"HTTP_HX_REQUEST": "true"},
}
# A mail program's own button sends no token of ours; the address itself is the proof, and it does no
# more than end one newsletter.
ONE_CLICK = {"en/newsletter/end/<str:token>/"}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_every_form_refuses_what_another_site_could_send(
    world: World, reference: Store, forgery: str, record_property: pytest.RecordProperty
) -> None:
    policy, taken, asked = read(), [], 0
    for asker in ("administrator", "manufacturer_admin_a"):
        asking = Asking(world, asker)
        forms = [each for each in all_patterns() if each.route not in ONE_CLICK]
        for pattern, row in ((p, r) for p in forms for r in policy.rows_of(p)):
            first = next(iter(addresses(pattern, row, policy, world, asker)))
            with warnings.catch_warnings(action="ignore"), transaction.atomic():
                answer = asking.forge(first.path, **FORGERIES[forgery])
                transaction.set_rollback(True)
            asked += 1
            if met(answer) not in REFUSED:
                taken.append(f"{first.path} answers {answer.status_code} to {asker}")

    assert taken == []
    record_property("forged forms refused", asked)
