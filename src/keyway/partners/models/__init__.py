"""What is kept about people, organizations and what was done."""

from keyway.partners.models.consents import Consent
from keyway.partners.models.imports import ImportBatch, ImportChange, ImportRow
from keyway.partners.models.journal import JournalEntry
from keyway.partners.models.links import Link
from keyway.partners.models.memberships import Invitation, Membership
from keyway.partners.models.organizations import Contact, Organization, Site
from keyway.partners.models.people import Person, PersonManager
from keyway.partners.models.work import WorkItem

__all__ = [
    "Consent",
    "Contact",
    "ImportBatch",
    "ImportChange",
    "ImportRow",
    "Invitation",
    "JournalEntry",
    "Link",
    "Membership",
    "Organization",
    "Person",
    "PersonManager",
    "Site",
    "WorkItem",
]
