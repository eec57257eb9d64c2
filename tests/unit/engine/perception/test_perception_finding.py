"""A finding of a survey is kept and read again without loss."""

from __future__ import annotations

import json
import math

from keyway.engine.perception import (
    Answered,
    Caution,
    Change,
    Effect,
    Finding,
    Measure,
    Planned,
    Reason,
    Standing,
)

INDEX = Measure(58.25, 54.0, 62.5, n=212, schools=12)
FOUND = Finding(
    standings=(
        Standing("before", "reached", INDEX),
        Standing("after", "waiting", Measure(reason=Reason.TOO_FEW_ANSWERS)),
    ),
    answered=(Answered(3, "interesting", "before", Measure(0.43, 0.36, 0.5, n=212)),),
    changes=(Change("after", "reached", Measure(3.5, -1.0, 8.0, n=400, schools=6)),),
    effects=(Effect("after", "waiting", Measure(2.0, -4.0, 8.0, n=800), 6, 6, 0.48, 0.002, 9.1),),
    reliability=Measure(0.81, 0.77, 0.84, n=212),
    planned=Planned(12, 6, 25, 8.8, 0.002),
    cautions=(Caution.LOST_MANY,),
)


def test_a_finding_survives_the_database() -> None:
    kept = json.loads(json.dumps(FOUND.to_json(), allow_nan=False))

    assert Finding.from_json(kept) == FOUND


def test_what_is_not_a_number_is_kept_as_unknown() -> None:
    found = Finding(reliability=Measure(math.nan, -math.inf, math.inf))

    assert found.to_json()["reliability"]["value"] is None
    assert found.to_json()["reliability"]["high"] is None
