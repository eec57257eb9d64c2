"""The `keyway` command line: one word, then what it needs.

Words are the management commands beside this module and a few of Django's own.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility
from django.core.management.base import OutputWrapper
from django.db import Error as DatabaseProblem

from keyway.errors import Refused

DJANGO_WORDS = {
    "makemigrations": "Write the migration for a changed model.",
    "createsuperuser": "Make the first account of the back office.",
    "changepassword": "Set someone's password.",
    "collectstatic": "Gather the static files for serving.",
    "shell": "Open Python with the project loaded.",
    "prune_db_task_results": "Forget jobs that ended long ago.",
    "clearsessions": "Forget sessions that have ended.",
    "update_index": "Build the search index anew.",
}


def own_words() -> list[str]:
    """Return the words that Keyway defines, in alphabetical order."""
    folder = Path(__file__).with_name("commands")
    return sorted(module.name for module in pkgutil.iter_modules([str(folder)]))


def overview() -> str:
    """Return what is printed when no word, or no known word, is given."""
    words = "\n".join(f"  {word}" for word in own_words())
    django_words = "\n".join(f"  {word:<22} {what}" for word, what in DJANGO_WORDS.items())
    return (
        "keyway WORD [what it needs]\n\n"
        f"Words:\n{words}\n\nFor whoever looks after a site:\n{django_words}\n\n"
        "`keyway WORD --help` explains a word and shows an example.\n"
        "Example:\n  keyway up\n"
    )


def main(arguments: list[str] | None = None) -> int:
    """Carry out one word and return the exit code: 0 done, 1 refused, 2 not understood."""
    given = sys.argv[1:] if arguments is None else arguments
    out, err = OutputWrapper(sys.stdout), OutputWrapper(sys.stderr)
    if not given or given[0] in ("help", "--help", "-h"):
        out.write(overview())
        return 0
    if given[0] not in own_words() and given[0] not in DJANGO_WORDS:
        err.write(f"keyway does not know the word {given[0]!r}.\n")
        err.write(overview())
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keyway.web.settings")
    # The engine's matrices are small: on a busy machine, threads that share them wait for each other
    # longer than one takes alone. Read once, when NumPy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        ManagementUtility(["keyway", *given]).execute()
    except Refused as refusal:
        err.write(str(refusal))
        return 1
    except ImproperlyConfigured as problem:
        err.write(f"The settings cannot be used: {problem}")
        return 1
    except DatabaseProblem as problem:
        err.write(f"The database cannot be used: {problem}\n`keyway check` looks into it.")
        return 1
    except KeyboardInterrupt:
        err.write("Stopped.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
