"""What can be done in the room of needs: reckon the gap and keep the finding."""

from keyway.needs.actions.findings import ensure_finding, refresh_findings, store_finding
from keyway.needs.actions.reckoning import Reckoning, Request, reckon

__all__ = [
    "Reckoning",
    "Request",
    "ensure_finding",
    "reckon",
    "refresh_findings",
    "store_finding",
]
