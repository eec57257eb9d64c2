"""Where things stand on this site and by which number they are known.

A CTID made here is a fixed function of the thing's lasting key: the same on every site and every
day. It is never said to be in anybody's registry.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

# Made once, at random, on 22 November 2026; changing it would change every number made here.
_NAMESPACE = uuid.UUID("6d0f5c3e-9b1e-4f0c-8f8e-3f7a2c6b1d94")
_LAST = re.compile(r"/([a-z0-9_-]+)/?$")


def minted(kind: str, key: str) -> str:
    """Return the CTID that this software makes for a thing without one of its issuer's."""
    return f"ce-{uuid.uuid5(_NAMESPACE, f'{kind}|{key}')}"


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses of a site's things.

    Attributes:
        base: scheme and host, without a stroke at the end.
    """

    base: str

    def credential(self, slug: str) -> str:
        """Return where a credential's page is, whatever the reader's language."""
        return f"{self.base}/credentials/{slug}/"

    def program(self, slug: str) -> str:
        """Return where a program's page is."""
        return f"{self.base}/programs/{slug}/"

    def organization(self, slug: str) -> str:
        """Return where an organization's page is."""
        return f"{self.base}/partners/{slug}/"

    def issuer(self, key: str) -> str:
        """Return by which address an issuer is known; it has no page of its own."""
        return f"{self.base}/credentials/#issuer-{key}"

    def recognizer(self, name: str) -> str:
        """Return by which address a body is known that the directory does not have."""
        return f"{self.base}/credentials/#body-{minted('body', name)[3:]}"

    def recognition(self, key: str) -> str:
        """Return by which address a claim is known."""
        return f"{self.base}/credentials/#claim-{minted('recognition', key)[3:]}"

    def agreement(self, key: str) -> str:
        """Return by which address an agreement is known."""
        return f"{self.base}/programs/#agreement-{minted('agreement', key)[3:]}"

    def promise(self, key: str) -> str:
        """Return by which address a promise is known."""
        return f"{self.base}/promises/#promise-{minted('promise', key)[3:]}"

    def demand(self, key: str) -> str:
        """Return by which address a demand is known."""
        return f"{self.base}/gap/#demand-{minted('demand', key)[3:]}"

    def occupation(self, code: str) -> str:
        """Return where an occupation's page is."""
        return f"{self.base}/occupations/{code}/"

    def pathway(self, key: str) -> str:
        """Return by which address a pathway is known."""
        return f"{self.base}/paths/#path-{minted('pathway', key)[3:]}"

    def key_in(self, address: str, kind: str) -> str:
        """Return the lasting part of one of our addresses, or nothing.

        Args:
            address: what a file says.
            kind: credentials, programs or partners.
        """
        found = _LAST.search(address)
        return found[1] if found and address.startswith(f"{self.base}/{kind}/") else ""
