"""Words of names: what stands for what, and what tells one organization from another little."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Two or more words that mean one thing, replaced before words are told apart.
PHRASES: Mapping[str, str] = {
    "joint technology education district": "jted",
    "junior senior high": "seniorhigh",
    "junior high": "juniorhigh",
    "senior high": "seniorhigh",
    "high school": "highschool",
    "public schools": "district",
    "school district": "district",
    "community college": "communitycollege",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
}

ABBREVIATIONS: Mapping[str, str] = {
    "acad": "academy", "academies": "academy", "aero": "aero", "alum": "aluminum",
    "aluminium": "aluminum", "amer": "american", "assn": "association", "assoc": "association",
    "asoc": "asociacion", "bldg": "building", "bros": "brothers", "cc": "communitycollege",
    "centre": "center", "centro": "center", "ctr": "center", "coll": "college", "comm": "community",
    "corps": "corporation", "cyn": "canyon", "canon": "canyon", "dept": "department",
    "dist": "district", "distrito": "district", "distr": "distribution", "el": "elementary",
    "elem": "elementary", "elec": "electric", "eng": "engineering", "engr": "engineering",
    "engrg": "engineering", "engring": "engineering", "ent": "enterprises", "equip": "equipment",
    "esd": "elementary district", "fab": "fabrication", "ft": "fort", "hs": "highschool",
    "hsd": "highschool district", "inds": "industries", "ind": "industries", "inst": "institute",
    "int": "international", "intl": "international", "jhs": "juniorhigh", "jr": "junior",
    "lab": "laboratories", "labs": "laboratories", "mach": "machine", "maint": "maintenance",
    "manuf": "manufacturing", "matl": "materials", "mfg": "manufacturing", "mfgr": "manufacturing",
    "mfr": "manufacturing", "mtn": "mountain", "mt": "mountain", "mount": "mountain",
    "natl": "national", "n": "north", "s": "south", "e": "east", "w": "west", "no": "number",
    "pkg": "packaging", "prec": "precision", "prep": "preparatory", "prod": "products",
    "sch": "school", "semicond": "semiconductor", "sr": "senior", "ste": "suite", "st": "saint",
    "santa": "santa", "svc": "services", "svcs": "services", "sys": "systems", "tec": "technology",
    "tech": "technology", "technical": "technology", "technological": "technology",
    "technologies": "technology", "uhsd": "union highschool district",
    "univ": "university", "usd": "unified district", "vly": "valley", "whse": "warehouse",
    "escuela": "school", "primaria": "elementary", "secundaria": "middle",
    "preparatoria": "highschool", "colegio": "school", "universidad": "university",
}  # fmt: skip

LEGAL = _set(
    "inc incorporated llc lc corp corporation co company cia compania ltd limited lp llp lllp plc "
    "pllc pc gmbh ag sa sab sapi srl rl cv sc spr nv bv kk pte pty"
)
LEGAL_PHRASES = ("s a de c v", "s de r l de c v", "s a p i de c v", "sa de cv", "s de rl de cv",
                 "s de rl", "l l c", "l l p", "l p", "s a", "s de r l")  # fmt: skip

FILLERS = _set("the of and at for in a an y de del la las los by")

# Words that name a place of a firm rather than the firm.
SITE_WORDS = _set(
    "plant facility campus warehouse hq headquarters branch site location building office "
    "planta sucursal oficina bodega nave"
)

LEVELS: Mapping[str, str] = {
    "elementary": "elementary", "primary": "primary", "intermediate": "intermediate",
    "middle": "middle", "juniorhigh": "middle", "highschool": "high", "seniorhigh": "high",
    "unified": "unified",
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "district": "district", "unified": "district", "communitycollege": "college", "college": "college",
    "university": "college", "jted": "cted", "cted": "cted",
}  # fmt: skip
SCHOOL_WORDS = _set(
    "school academy preparatory montessori elementary middle highschool juniorhigh seniorhigh "
    "primary intermediate"
)
# What is set aside once kind and level are told by it.
SET_ASIDE = _set(
    "district school highschool seniorhigh juniorhigh elementary middle unified union primary "
    "intermediate communitycollege college university jted cted"
)
DIRECTIONS = _set("north south east west northeast northwest southeast southwest")

# Common in names of organizations everywhere, so they tell little.
COMMON = _set(
    "manufacturing industries industry products product systems system technology technologies "
    "services service solutions group holdings enterprises international national american "
    "company engineering machine machining tool tooling metal metals works precision advanced "
    "global general united center institute association community academy school preparatory "
    "charter county valley desert sun southwest western materials components supply equipment "
    "fabrication design custom quality plastics steel electronics aerospace"
)

SHARED_HOSTS = _set(
    "gmail.com googlemail.com yahoo.com ymail.com hotmail.com outlook.com live.com msn.com aol.com "
    "icloud.com me.com mac.com comcast.net cox.net q.com proton.me protonmail.com gmx.com mail.com "
    "facebook.com linkedin.com instagram.com twitter.com x.com youtube.com yelp.com google.com "
    "wixsite.com weebly.com wordpress.com blogspot.com squarespace.com godaddysites.com github.io "
    "prodigy.net.mx hotmail.es yahoo.com.mx"
)

STREET_WORDS: Mapping[str, str] = {
    "street": "st", "avenue": "ave", "av": "ave", "boulevard": "blvd", "drive": "dr", "road": "rd",
    "lane": "ln", "court": "ct", "place": "pl", "parkway": "pkwy", "highway": "hwy",
    "circle": "cir", "trail": "trl", "terrace": "ter", "north": "n", "south": "s", "east": "e",
    "west": "w", "suite": "ste", "unit": "ste", "building": "bldg", "calle": "st",
    "avenida": "ave", "first": "1st", "second": "2nd", "third": "3rd",
}  # fmt: skip
