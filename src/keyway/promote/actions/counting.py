"""Counting: one more opening of a short link or a page, on one day; nothing else is written.

It is no deed of anybody, so no permission is asked and the journal does not hear of it: a line for
each opening would keep when somebody came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import BigIntegerField, F

from keyway.promote.models import LinkReach, PageReach
from keyway.promote.queries.reach import is_public_page

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from keyway.promote.models import CampaignLink


@transaction.atomic
def count_link(*, link: CampaignLink, on: date, is_left_out: bool) -> None:
    """Count one opening of a short link.

    Args:
        link: which one.
        on: the day where the site is.
        is_left_out: a rule says that it was no person who opened it.
    """
    rows = LinkReach.objects.filter(link=link, day=on)
    if not _add(rows, is_left_out):
        fresh = LinkReach(organization_id=link.organization_id, link=link, day=on)
        LinkReach.objects.bulk_create([fresh], ignore_conflicts=True)
        _add(rows, is_left_out)


@transaction.atomic
def count_page(*, number: int, on: date, is_left_out: bool) -> bool:
    """Count one opening of an editors' page; return whether there is such a page for everybody.

    Args:
        number: of the page.
        on: the day where the site is.
        is_left_out: a rule says that it was no person who opened it.
    """
    if number > BigIntegerField.MAX_BIGINT:
        return False
    rows = PageReach.objects.filter(page_id=number, day=on)
    if _add(rows, is_left_out):
        return True
    if not is_public_page(number):
        return False
    fresh = PageReach(page_id=number, day=on)
    PageReach.objects.bulk_create([fresh], ignore_conflicts=True)
    _add(rows, is_left_out)
    return True


def _add(rows: QuerySet[LinkReach] | QuerySet[PageReach], is_left_out: bool) -> int:
    # The database adds, so that two who open at once are two, and one statement is all it costs.
    if is_left_out:
        return rows.update(left_out_count=F("left_out_count") + 1)
    return rows.update(opens_count=F("opens_count") + 1)
