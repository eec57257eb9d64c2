"""Pictures and videos of students: shown while a guardian allows it, and an editor's work after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from wagtail.images.shortcuts import get_renditions_or_not_found

from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.work import close_items, declare_work, post_to_staff
from keyway.partners.models import WorkItem
from keyway.promote.models import Picture, PictureRendition, Video
from keyway.promote.models.sizes import PLACES

if TYPE_CHECKING:
    from datetime import date, datetime

ENDED = "picture.permission_ended"
declare_work(
    ENDED,
    _("The permission to show a picture or video of students ended on %(day)s. It is not shown."),
    _("Ask again, or remove it"),
    label=_("Permissions that ended"),
)


def is_withheld(*, path: str, today: date) -> bool:
    """Return whether a file below the media folder may not be handed out: its permission ended."""
    drawn = PictureRendition.objects.filter(file=path, image__permission_until_date__lt=today)
    if drawn.exists():
        return True
    handed_in = (Picture.objects.filter(file=path), Video.objects.filter(file=path))
    return any(each.filter(permission_until_date__lt=today).exists() for each in handed_in)


@task
def draw_picture(number: int) -> None:
    """Draw a picture in all its sizes before the first reader asks for one."""
    found = Picture.objects.filter(pk=number).first()
    if found is not None:
        specs = [spec for place in PLACES.values() for spec in (*place.specs(), place.fallback())]
        get_renditions_or_not_found(found, specs)


def _kept(instance: Picture, **_given: Any) -> None:
    transaction.on_commit(lambda: draw_picture.enqueue(instance.pk))


post_save.connect(_kept, sender=Picture, dispatch_uid="promote.picturing")


@task
def watch_permissions() -> None:
    """Let pictures and videos whose permission ended wait on the board."""
    post_ended_permissions(now=timezone.now())


@opened_for_system("pictures whose permission ended are put on the board")
@transaction.atomic
def post_ended_permissions(*, now: datetime) -> int:
    """Post what is not shown any more, and take off what is allowed again or gone; return how many.

    Done twice on a day, it changes nothing the second time.
    """
    found = _ended(timezone.localdate(now))
    waiting = WorkItem.objects.filter(kind=ENDED, done_at=None).values_list("subject", flat=True)
    for subject in set(waiting) - found.keys():
        close_items(kind=ENDED, subject=subject, now=now)
    for subject, (address, day) in found.items():
        post_to_staff(kind=ENDED, subject=subject, address=address, now=now, day=day.isoformat())
    return len(found)


def _ended(today: date) -> dict[str, tuple[str, date]]:
    """Return where each thing is changed and since when it is not allowed, by its subject."""
    ended = {"permission_until_date__lt": today}
    found = [(each, "picture", "wagtailimages:edit") for each in Picture.objects.filter(**ended)]
    found += [
        (each, "video", "wagtailsnippets_promote_video:edit")
        for each in Video.objects.filter(**ended)
    ]
    return {
        f"{kind}:{each.pk}": (reverse(desk, args=[each.pk]), each.permission_until_date)
        for each, kind, desk in found
    }
