import numpy as np
import pytest

from keyway.engine.supply import pool
from keyway.engine.supply.pooling import Spread

SPREAD = Spread(common=0.35, institution=0.35, program=0.35, cell=0.30)


def pooled(stayed, followed, institution, program, offset=0.0, draws=400):
    return pool(
        np.array(stayed, float), np.array(followed, float), np.array(institution), np.array(program),
        offset=np.full(len(stayed), offset), spread=SPREAD, draws=draws, seed=1,
    ).share  # fmt: skip


def test_without_evidence_the_draws_are_the_assumption():
    share = pooled([0, 0], [0, 0], [0, 1], [0, 0], offset=np.log(0.36 / 0.64), draws=4000)

    assert np.median(share, axis=1) == pytest.approx([0.36, 0.36], abs=0.02)
    # 0.68 on the logit scale, from all four spreads together.
    assert np.log(share / (1 - share)).std() == pytest.approx(0.68, abs=0.03)


def test_much_evidence_overrules_the_assumption():
    share = pooled([900], [1000], [0], [0], offset=-1.0)

    assert share.mean() == pytest.approx(0.90, abs=0.01)


def test_a_program_without_evidence_learns_from_its_institution():
    stayed = [90, 88, 92, 0]
    share = pooled(stayed, [100, 100, 100, 0], [0, 0, 0, 0], [0, 1, 2, 3])

    assert share[3].mean() > 0.75


def test_few_people_are_pulled_toward_the_others():
    stayed, followed = [50, 52, 48, 3], [100, 100, 100, 3]
    share = pooled(stayed, followed, [0, 1, 2, 3], [0, 0, 0, 0])

    assert 0.5 < share[3].mean() < 0.8


def test_the_same_seed_gives_the_same_bytes():
    first, second = (pooled([5, 9], [10, 10], [0, 1], [0, 0], draws=20) for _ in range(2))

    assert first.tobytes() == second.tobytes()
