"""Streets, telephone numbers and domains in one form, and the distance between points."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from keyway.engine.likeness.names import folded
from keyway.engine.likeness.words import SHARED_HOSTS, STREET_WORDS

_EARTH_KM = 6371.0


@lru_cache(maxsize=65_536)
def street_of(text: str) -> tuple[str, str]:
    """Return the house number and the street's words in one form; empty where there is none.

    Suites and what follows them are left out: two firms on one floor share a street, not a firm.
    """
    words = [STREET_WORDS.get(word, word) for word in folded(text).replace(".", "").split()]
    if "ste" in words:
        words = words[: words.index("ste")]
    number = next((word for word in words[:2] if re.fullmatch(r"\d+[a-z]?", word)), "")
    return number, " ".join(word for word in words if word != number)


def suite_of(text: str) -> str:
    """Return the suite or unit of an address, or nothing."""
    words = [STREET_WORDS.get(word, word) for word in folded(text).replace(".", "").split()]
    return " ".join(words[words.index("ste") + 1 :]) if "ste" in words else ""


@lru_cache(maxsize=65_536)
def phone_of(text: str) -> str:
    """Return the ten digits of a telephone number of North America, or nothing."""
    digits = re.sub(r"\D", "", re.split(r"(?i)\b(?:ext?|x)\b\.?", text)[0])
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    return digits if len(digits) == 10 else ""


@lru_cache(maxsize=65_536)
def domain_of(text: str) -> str:
    """Return the domain that an organization registered, from an address or an e-mail; or nothing.

    Hosts that thousands share, such as mail services, say nothing of an organization.
    """
    host = re.sub(r"^[a-z]+:/*", "", text.strip().casefold())
    host = re.split(r"[/?#]", host.rpartition("@")[2])[0].split(":")[0].strip(".")
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2:
        return ""
    # "alpine.k12.zz.us" and "empresa.com.mx" are registered one label deeper.
    is_deeper = len(labels) > 2 and (
        (len(labels[-1]) == 2 and labels[-2] in {"com", "co", "edu", "gob", "gov", "org", "net"})
        or labels[-1] == "us"
    )
    kept = labels[-4:] if "k12" in labels else labels[-3:] if is_deeper else labels[-2:]
    domain = ".".join(label for label in kept if label != "www")
    return "" if domain in SHARED_HOSTS else domain


def kilometers(
    longitude: float, latitude: float, other_longitude: float, other_latitude: float
) -> float:
    """Return the distance between two points in degrees, in kilometers."""
    mean = math.radians((latitude + other_latitude) / 2)
    east = math.radians(other_longitude - longitude) * math.cos(mean)
    north = math.radians(other_latitude - latitude)
    return _EARTH_KM * math.hypot(east, north)
