"""The template library ``forms``: a field's control with what assistive technology needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def control(field: BoundField, asks_one: bool = False, is_first: bool = True) -> SafeString:
    """Draw a field's control, tied to its hint and its errors.

    A placeholder goes when something is typed, so the label above says what belongs in the field.
    The first control of a page of one question has the cursor, so that a code can be typed at once.
    """
    told = [f"{field.auto_id}_{part}" for part in ("error", "hint") if _has(field, part)]
    attributes: dict[str, str | bool] = {"placeholder": False}
    if told:
        attributes["aria-describedby"] = " ".join(told)
    if asks_one and is_first:
        attributes["autofocus"] = True
    if field.widget_type == "text" and field.name == "code":
        attributes |= {"class": "code-input", "autocapitalize": "characters", "spellcheck": "false"}
    return field.as_widget(attrs=attributes)


def _has(field: BoundField, part: str) -> bool:
    return bool(field.errors if part == "error" else field.help_text)
