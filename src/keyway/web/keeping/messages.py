"""Message files without gettext's programs: extract, compile and check.

Each room that has pages keeps its own file, ``locale/es/LC_MESSAGES/django.po``; everything else is
kept in ``web``. English is written in the code, so only the other languages have files.

What is extracted: calls of Django's translation functions with literal words, translation tags in
templates, and the ``sentence`` of every refusal, which is translated where it is shown.
"""

from __future__ import annotations

import ast
import os
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polib
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[2]
LANGUAGES = ("es",)
ROOMS = ("credentials", "intake", "needs", "partners", "policy", "promote", "visits", "web")
_WIDTH = 99
_HEADER = {
    "Project-Id-Version": "Keyway",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
# Which arguments of each function are context, singular and plural.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
_LITERAL = r"u?(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
_CALL_IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(({_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_PLACES = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}|</?[a-zA-Z][^>]*>")


@dataclass(frozen=True, order=True)
class Message:
    """Words to be translated: singular, its plural and its context, empty where there is none."""

    singular: str
    plural: str = ""
    context: str = ""


@dataclass
class Faults:
    """What keeps a message file from being complete."""

    lines: list[str] = field(default_factory=list)

    def add(self, path: Path, words: str, what: str) -> None:
        """Note one fault."""
        self.lines.append(f"{path.relative_to(PACKAGE)}: {what}: {words!r}")


def in_python(source: str) -> Iterator[Message]:
    """Yield the messages of a Python module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.ClassDef):
            yield from _of_refusal(node)


def _of_call(call: ast.Call) -> Iterator[Message]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    places = _CALLS.get(name.removesuffix("_lazy").removesuffix("_noop"))
    if places is None:
        return
    words = [each.value if isinstance(each, ast.Constant) else None for each in call.args]
    context, singular, plural = (
        words[place] if place is not None and place < len(words) else "" for place in places
    )
    if isinstance(singular, str) and singular:
        yield Message(singular, str(plural or ""), str(context or ""))


def _of_refusal(refusal: ast.ClassDef) -> Iterator[Message]:
    for line in refusal.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            names = [getattr(target, "id", "") for target in line.targets]
            if names == ["sentence"] and isinstance(line.value.value, str):
                yield Message(line.value.value)


def in_template(source: str) -> Iterator[Message]:
    """Yield the messages of a Django template."""
    for found in _CALL_IN_TEMPLATE.finditer(templatize(source)):
        words = [ast.literal_eval(each) for each in re.findall(_LITERAL, found.group(2))]
        context, singular, plural = _CALLS[found.group(1)]
        yield Message(
            words[singular],
            words[plural] if plural is not None else "",
            words[context] if context is not None else "",
        )


def room_of(path: Path) -> str:
    """Return the room whose message file holds the words of ``path``."""
    room = path.relative_to(PACKAGE).parts[0]
    return room if room in ROOMS else "web"


def extracted() -> dict[str, dict[Message, set[str]]]:
    """Return every message of the package by room, with the files that hold it."""
    found: dict[str, dict[Message, set[str]]] = defaultdict(lambda: defaultdict(set))
    kinds = ("*.py", "templates/**/*.html", "templates/**/*.txt")
    for path in (path for kind in kinds for path in sorted(PACKAGE.rglob(kind))):
        name = path.relative_to(PACKAGE).as_posix()
        # What the terminal says is English; migrations repeat what the models say.
        if "/migrations/" in name or name.startswith(("web/management/", "web/keeping/")):
            continue
        reader = in_python if path.suffix == ".py" else in_template
        for message in reader(path.read_text(encoding="utf-8")):
            found[room_of(path)][message].add(name)
    return found


def file_of(room: str, language: str) -> Path:
    """Return the message file of a room in a language."""
    return PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"


def write() -> list[Path]:
    """Bring every message file up to date and return those that changed.

    Translations are kept; messages that are no longer said are dropped; new ones come empty.
    """
    changed = []
    found = extracted()
    for language in LANGUAGES:
        for room in ROOMS:
            path = file_of(room, language)
            if not found.get(room) and not path.exists():
                continue
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            after = str(_merged(path, found.get(room, {}), language)).rstrip() + "\n"
            if after != before:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(after, encoding="utf-8")
                changed.append(path)
    return changed


def _merged(path: Path, found: dict[Message, set[str]], language: str) -> polib.POFile:
    known = {_message(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    merged = polib.POFile(wrapwidth=_WIDTH)
    merged.metadata = {**_HEADER, "Language": language}
    for message in sorted(found):
        entry = known.get(message) or polib.POEntry(
            msgid=message.singular,
            msgid_plural=message.plural,
            msgctxt=message.context or None,
            msgstr_plural={0: "", 1: ""} if message.plural else {},
        )
        entry.occurrences = [(name, "") for name in sorted(found[message])]
        places = "%(" in message.singular or "%(" in message.plural
        entry.flags = ["python-format"] if places else []
        merged.append(entry)
    return merged


def _message(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def compile_all() -> list[Path]:
    """Write the compiled file beside every message file newer than it and return those written."""
    written = []
    for path in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        # Another process may be doing the same; the last to finish puts a whole file in place.
        own = compiled.with_suffix(f".mo-{os.getpid()}")
        polib.pofile(str(path)).save_as_mofile(str(own))
        own.replace(compiled)
        written.append(compiled)
    return written


def check() -> list[str]:
    """Return what keeps the message files from being complete and current, one line per fault."""
    faults = Faults()
    found = extracted()
    for language in LANGUAGES:
        for room in ROOMS:
            path = file_of(room, language)
            entries = polib.pofile(str(path)) if path.exists() else []
            known = {_message(entry): entry for entry in entries}
            for message in sorted(set(found.get(room, {})) - set(known)):
                faults.add(path, message.singular, "not extracted; run `keyway messages extract`")
            for message in sorted(set(known) - set(found.get(room, {}))):
                faults.add(path, message.singular, "no longer said")
            for message in sorted(set(known) & set(found.get(room, {}))):
                _check_entry(path, known[message], faults)
    return faults.lines


def _check_entry(path: Path, entry: polib.POEntry, faults: Faults) -> None:
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(said):
        faults.add(path, entry.msgid, "not translated")
        return
    if entry.fuzzy:
        faults.add(path, entry.msgid, "marked as a guess")
    wanted = _places(entry.msgid_plural or entry.msgid)
    for words in said[-1:]:
        if _places(words) != wanted:
            faults.add(path, entry.msgid, f"places differ in {words!r}")


def _places(words: str) -> list[str]:
    return sorted(_PLACES.findall(words))
