"""`keyway up`: make everything ready and serve the site until Ctrl-C."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from keyway.credentials.actions.counting import reckon_funnel
from keyway.needs.actions import refresh_findings
from keyway.reference import shelf
from keyway.reference.lookups import places
from keyway.web.keeping.chores import (
    CHORES,
    LOOK_EVERY_SECONDS,
    PUBLISH,
    PUBLISH_EVERY_SECONDS,
    every,
    queue_due,
)
from keyway.web.keeping.prepare import hold, make_data_folder, prepare, remember_state
from keyway.web.keeping.supervisor import Supervisor, free_port, web_server, worker
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.core.management.base import CommandParser

    from keyway.web.keeping.chores import Chore


class Command(Word):
    """Serve the site."""

    help = "Make everything ready and serve the site with its worker until Ctrl-C."
    example = "keyway up --state OH --port 8080"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--state", help="postal code of the state to show; remembered")
        parser.add_argument("--port", type=int, help="port to listen on; else the next free one")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")

    def carry_out(self, **options: Any) -> None:
        """Prepare, start, print the address, wait, stop."""
        port = free_port(options["host"], options["port"])
        make_data_folder(settings.DATA_DIR)
        store = shelf.take(settings.REFERENCE_DIR)
        places.state(store, options["state"] or settings.KEYWAY_STATE)
        if options["state"]:
            remember_state(settings.DATA_DIR, options["state"])
            os.environ["KEYWAY_STATE"] = settings.KEYWAY_STATE = options["state"].upper()
        with hold(settings.DATA_DIR, alone=False):
            prepare(self.say)
            self._queue_findings()
            self._serve(options["host"], port)

    def _queue_findings(self) -> None:
        """Queue the reckonings that data and parameters call for and that are not kept."""
        reckon_funnel.enqueue()
        queued = refresh_findings(state_code=settings.KEYWAY_STATE)
        if queued:
            self.say("The gap is being reckoned; its pages show it in a moment.")

    def _serve(self, host: str, port: int) -> None:
        # The worker writes links into mail, and only this process knows the port.
        if not settings.IS_PRODUCTION:
            os.environ.setdefault("KEYWAY_ADDRESS", f"http://localhost:{port}")
        processes = Supervisor()
        processes.listen()
        try:
            processes.start("web server", web_server(host, port))
            processes.start("worker", worker())
            if processes.wait_until_answering(host, port):
                shown = f"[{host}]" if ":" in host else host
                self.say(f"Keyway is ready at http://{shown}:{port}/  (Ctrl-C stops it)")
            processes.watch(_beat())
        finally:
            processes.stop()
        self.say("Stopped.")


def _beat() -> Callable[[], None]:
    """Return what looks for chores once an hour, and for pages to publish every five minutes."""
    chores = every(LOOK_EVERY_SECONDS, lambda: _queue(CHORES), time.monotonic)
    pages = every(PUBLISH_EVERY_SECONDS, lambda: _queue((PUBLISH,)), time.monotonic)

    def beat() -> None:
        chores()
        pages()

    return beat


def _queue(chores: Iterable[Chore]) -> None:
    """Queue what is due; no connection stays open until the next look."""
    queue_due(timezone.now(), chores)
    connection.close()
