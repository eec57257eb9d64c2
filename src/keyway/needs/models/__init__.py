"""What is kept in the room of needs: findings of the gap, plans against it, advice and adoption."""

from keyway.needs.models.advice import Adoption, Advice, family_name
from keyway.needs.models.gap import GapFinding, GapFlow, GapProgram, GapRow, GapTotal, Measures
from keyway.needs.models.rollout import RolloutLine, RolloutPlan, RolloutScenario

__all__ = [
    "Adoption",
    "Advice",
    "GapFinding",
    "GapFlow",
    "GapProgram",
    "GapRow",
    "GapTotal",
    "Measures",
    "RolloutLine",
    "RolloutPlan",
    "RolloutScenario",
    "family_name",
]
