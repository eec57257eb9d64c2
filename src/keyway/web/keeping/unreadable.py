"""Keys of the cache that tell nothing: allauth writes visitors' addresses into its own."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def key(name: str, prefix: str, version: int) -> str:
    """Return what a name is kept under: a fingerprint that only this site can make.

    Guesses are counted by the visitor's address; in the table of the cache nobody can read it.
    """
    told = f"{prefix}:{version}:{name}"
    return salted_hmac("keyway.cache", told, algorithm="sha256").hexdigest()
