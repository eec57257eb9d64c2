"""A toolkit as it is printed: its page's blocks in their order, as values for the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.rich_text import expand_db_html

from keyway.promote.briefs.lessons import grouped
from keyway.promote.briefs.running_words import paragraphs
from keyway.promote.queries import figures
from keyway.promote.queries.pages import shown
from keyway.render import qr
from keyway.render.paper import framed, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from keyway.promote.briefs.lessons import Group, Step
    from keyway.promote.briefs.running_words import Paragraph
    from keyway.promote.models import Picture, ToolkitPage
    from keyway.promote.queries.figures import Asked, Asker

Part = dict[str, Any]
# How pictures are cut for paper: some 200 dots an inch.
_ON_TOP, _IN_TEXT = "fill-1400x520", "max-1000x600"


@dataclass(frozen=True, slots=True)
class Printer:
    """With what a toolkit is printed.

    Attributes:
        by: asks for the figures of the page.
        site: address of the site, without a slash at its end.
        address: of the page itself.
        check: address where the three-question check begins; empty where there is none.
    """

    by: Asker
    site: str
    address: str
    check: str = ""

    def running(self, words: Any) -> list[Paragraph]:
        """Return rich text as paragraphs, with the addresses of pages filled in."""
        source = getattr(words, "source", words) or ""
        return paragraphs(expand_db_html(str(source)), base=self.site)


def paper(page: ToolkitPage, by: Printer) -> dict[str, Any]:
    """Return what the paper of a toolkit says; a block that papers do not know is left out."""
    on_top = _photograph(page.picture, by, _ON_TOP, "")
    parts = [part for group in grouped(page.body) if (part := _part(group, by))]
    return {
        "kicker": page.get_audience_display(),
        "heading": page.title,
        "lede": page.lead,
        "notice": _("Made up for demonstration.") if page.is_demo else "",
        "marks": marks(page),
        "qr": qr.svg(by.address),
        "qr_alt": _("QR code to this page"),
        "qr_words": _("Open this page"),
        "blocks": [on_top, *parts] if on_top else parts,
        "check": _check(by) if page.has_check and by.check else None,
        "address": by.address,
        "small": _("Printed on %(day)s. The page may have changed since:")
        % {"day": date_format(by.by.on)},
    }


def marks(page: ToolkitPage) -> list[str]:
    """Return in short how long a toolkit takes and for which grades it is."""
    told = []
    if page.minutes:
        told.append(minutes(page.minutes))
    low, high = page.lowest_grade, page.highest_grade
    if low and high and low != high:
        told.append(_("Grades %(low)s to %(high)s") % {"low": low, "high": high})
    elif low or high:
        told.append(_("Grade %(grade)s") % {"grade": low or high})
    return told


def minutes(count: int) -> str:
    """Return a length in words."""
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


def figure_of(value: Mapping[str, Any], by: Asker) -> Asked:
    """Return the answer to a figure block."""
    subject = figures.Subject(
        soc_code=value.get("soc_code") or "",
        credential=value.get("credential") or "",
        county_fips=value.get("county_fips") or "",
    )
    return figures.asked(by, value.get("query") or "", subject)


def _check(by: Printer) -> Part:
    return {
        "title": _("The three-question check"),
        "text": _(
            "End with three short questions. Students answer without names, on phones or on "
            "paper. You see what the class thinks before and after. Start it here:"
        ),
        "qr": qr.svg(by.check),
        "qr_alt": _("QR code to the start of the check"),
        "address": by.check,
    }


def _part(group: Group, by: Printer) -> Part | None:
    """Return one part of the paper; None for a block that papers do not know."""
    make = _PARTS.get(group.kind)
    part = make(group, by) if make else None
    return {**part, "level": group.level} if part else None


def _heading(group: Group, by: Printer) -> Part:
    return {"kind": "heading", "text": str(group.block.value)}


def _words(group: Group, by: Printer) -> Part:
    return {"kind": "words", "paragraphs": by.running(group.block.value)}


def _figure(group: Group, by: Printer) -> Part | None:
    answer = figure_of(group.block.value, by.by)
    if answer.is_broken:
        return None
    return {
        "kind": "figure",
        "label": answer.label,
        "figure": printed(answer.figure, by.by.language),
        "words": group.block.value.get("words") or "",
    }


def _question(group: Group, by: Printer) -> Part:
    value = group.block.value
    return {
        "kind": "question",
        "question": value["question"],
        "paragraphs": by.running(value["answer"]),
    }


def _callout(group: Group, by: Printer) -> Part:
    value = group.block.value
    return {"kind": "callout", "title": value["title"], "paragraphs": by.running(value["words"])}


def _quote(group: Group, by: Printer) -> Part:
    value = group.block.value
    return {"kind": "quote", "words": value["words"], "who": value["who"]}


def _steps(group: Group, by: Printer) -> Part:
    timed = [each for each in group.steps if each.starts is not None and each.ends is not None]
    parts = [{"number": each.number, "minutes": each.ends - each.starts} for each in timed]  # type: ignore[operator]
    is_whole = len(timed) == len(group.steps)
    return {
        "kind": "steps",
        "rows": [_step(each, by) for each in group.steps],
        "parts": parts if is_whole else [],
        "total": minutes(sum(each["minutes"] for each in parts)) if is_whole else "",
    }


def _step(step: Step, by: Printer) -> Part:
    value = step.block.value
    length = value.get("minutes")
    is_timed = step.starts is not None and step.ends is not None
    return {
        "number": step.number,
        "title": value["title"],
        "minutes": minutes(length) if length else "",
        "clock": f"{step.starts}–{step.ends}" if is_timed else "",
        "paragraphs": by.running(value.get("words")),
    }


def _standards(group: Group, by: Printer) -> Part:
    return {
        "kind": "standards",
        "title": _("Standards this serves"),
        "rows": [
            {
                "code": each.value["code"],
                "title": each.value["title"],
                "seen": _("Seen on %(day)s:") % {"day": date_format(each.value["seen_date"])},
                "address": each.value["source_url"],
            }
            for each in group.blocks
        ],
    }


def _checklist(group: Group, by: Printer) -> Part:
    value = group.block.value
    return {
        "kind": "checklist",
        "title": value["title"],
        "items": [str(each) for each in value["items"]],
    }


def _picture(group: Group, by: Printer) -> Part | None:
    value = group.block.value
    return _photograph(value.get("picture"), by, _IN_TEXT, value.get("caption") or "")


def _photograph(picture: Picture | None, by: Printer, cut: str, caption: str) -> Part | None:
    """Return a picture as papers print it; None where it may not be shown today, or is not there."""
    may_be = shown(picture, by.by.on)
    if may_be is None:
        return None
    try:
        drawn = may_be.get_rendition(f"{cut}|format-jpeg|jpegquality-72|bgcolor-fff")
        with drawn.file.open() as file:
            drawing = framed(file.read(), "jpeg", drawn.width, drawn.height)
    except OSError:
        # A lost file costs the paper its picture and nothing else.
        return {
            "kind": "note",
            "text": _("Picture: %(words)s") % {"words": may_be.default_alt_text},
        }
    words = " · ".join(filter(None, (caption, may_be.credit)))
    return {
        "kind": "picture",
        "drawing": drawing,
        "alt": may_be.default_alt_text,
        "words": words,
        "ratio": drawn.width / drawn.height,
        "is_wide": cut == _ON_TOP,
    }


def _video(group: Group, by: Printer) -> Part | None:
    video = group.block.value.get("video")
    return {"kind": "note", "text": _("Video: %(words)s") % {"words": video}} if video else None


_PARTS: dict[str, Callable[[Group, Printer], Part | None]] = {
    "heading": _heading,
    "words": _words,
    "figure": _figure,
    "question": _question,
    "callout": _callout,
    "quote": _quote,
    "steps": _steps,
    "standards": _standards,
    "checklist": _checklist,
    "picture": _picture,
    "video": _video,
}
