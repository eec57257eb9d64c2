"""A stranger's file is opened in a process of its own, which may take only so much.

Whatever the file does to that process, the one that asked goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from keyway.files.faults import Fault, Unreadable
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
    answer = _asked(data, {"wanted": wanted, "seconds": seconds})
    rows = tuple((number, tuple(cells)) for number, cells in answer["rows"])
    return Sheet(answer["name"], tuple(answer["others"]), rows)


def read_document_apart(data: bytes, *, seconds: int = SECONDS) -> Any:
    """Read a JSON document in a child process; what it answers is known to be small and shallow.

    Raises:
        Unreadable: the file is none that can be read, or it wanted more than it may have.
    """
    return _asked(data, {"is_document": True, "seconds": seconds})["document"]


def _asked(data: bytes, told: dict[str, Any]) -> dict[str, Any]:
    """Return what the child answers.

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
    answer: dict[str, Any] = json.loads(done.stdout)
    if "fault" in answer:
        raise Unreadable(Fault(answer["fault"]), answer["problem"], answer["part"])
    return answer


def _exhausting() -> Unreadable:
    return Unreadable(Fault.EXHAUSTING, "Reading the file took too much time or memory.")
