"""A stranger's file is opened in a process of its own, which may take only so much.

Whatever the file does to that process, the one that asked goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from keyway.files.faults import Fault, Unreadable
from keyway.files.pictures import Drawing
from keyway.files.sheets import Sheet

SECONDS = 15
# The first line of what the child is told and of what it answers is one JSON object.
_CHILD = [sys.executable, "-m", "keyway.files.child"]


def read_apart(data: bytes, *, wanted: str = "", seconds: int = SECONDS) -> Sheet:
    """Read a sheet in a child process with little memory, little time and no files or network.

    Args:
        data: the file.
        wanted: which sheet of a workbook.
        seconds: how long the child may take.

    Raises:
        Unreadable: the file is none that can be read, or it wanted more than it may have.
    """
    answer, _ = _asked(data, {"wanted": wanted, "seconds": seconds})
    rows = tuple((number, tuple(cells)) for number, cells in answer["rows"])
    return Sheet(answer["name"], tuple(answer["others"]), rows)


def read_document_apart(data: bytes, *, seconds: int = SECONDS) -> Any:
    """Read a JSON document in a child process; what it answers is known to be small and shallow.

    Raises:
        Unreadable: the file is none that can be read, or it wanted more than it may have.
    """
    answer, _ = _asked(data, {"is_document": True, "seconds": seconds})
    return answer["document"]


def read_picture_apart(data: bytes, *, seconds: int = SECONDS) -> Drawing:
    """Draw a picture anew in a child process: what comes back holds the drawing and nothing else.

    Raises:
        Unreadable: the file is none that can be shown, or it wanted more than it may have.
    """
    answer, drawn = _asked(data, {"is_picture": True, "seconds": seconds})
    return Drawing(drawn, answer["ending"], answer["width"], answer["height"])


def _asked(data: bytes, told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return what the child answers, and the bytes behind it.

    Raises:
        Unreadable: it could not read the file, or did not live to say so.
    """
    try:
        done = subprocess.run(  # noqa: S603 — our own module, nothing of the file's in the command
            _CHILD,
            input=json.dumps(told).encode() + b"\n" + data,
            capture_output=True,
            timeout=told["seconds"] + 5,
            env={"PYTHONPATH": ":".join(each for each in sys.path if each), "LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _exhausting() from error
    if done.returncode != 0:
        raise _exhausting()
    line, _, behind = done.stdout.partition(b"\n")
    answer: dict[str, Any] = json.loads(line)
    if "fault" in answer:
        raise Unreadable(Fault(answer["fault"]), answer["problem"], answer["part"])
    return answer, behind


def _exhausting() -> Unreadable:
    return Unreadable(Fault.EXHAUSTING, "Reading the file took too much time or memory.")
