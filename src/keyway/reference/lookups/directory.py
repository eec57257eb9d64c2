"""The organizations of a state that official lists name: districts, CTEDs, schools and colleges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.lookups import districts, places

if TYPE_CHECKING:
    from keyway.reference.store import Store

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "official_scheme": pl.String,
    "official_code": pl.String,
    "state_own_code": pl.String,
    "kind": pl.String,
    "name": pl.String,
    "parent_code": pl.String,
    "street": pl.String,
    "city": pl.String,
    "zip_code": pl.String,
    "state_code": pl.String,
    "is_office_address": pl.Boolean,
    "phone": pl.String,
    "website": pl.String,
    "longitude": pl.Float64,
    "latitude": pl.Float64,
    "location_precision": pl.String,
    "lowest_grade": pl.String,
    "highest_grade": pl.String,
    "enrollment_count": pl.Int64,
    "enrollment_note": pl.String,
    "is_charter": pl.Boolean,
    "cted_codes": pl.List(pl.String),
    "source": pl.String,
    "release": pl.String,
}
# What the publisher calls an agency or school that does not teach (any longer, or yet).
_NOT_OPEN = ("Closed", "Inactive", "Future")
_DISTRICTS = r"^(Regular|Component|Independent charter|Specialized)"
# In states without a list of CTEDs their name tells them from other specialized districts.
_TECHNICAL = r"(?i)techn|vocation|career|jted|cted"
_NAME_LETTERS = 50


def organizations(store: Store, state: str) -> pl.DataFrame:
    """Return the organizations of a state, ready to be entered in a directory.

    One row an organization, sorted by scheme and code, no two with the same:

    - official_scheme, official_code: "nces" (agencies, and schools of the nation's list), "ade"
      (schools of the state's own list) or "ipeds"; state_own_code is the state's number of it.
    - kind: "district" (also the holders of charters), "cted", "agency" (offices that run no
      ordinary schools, such as county detention), "school" or "college".
    - parent_code: the "nces" code of the agency that runs a school.
    - street, city, zip_code, phone, website; is_office_address where they are the district
      office's and not the school's own.
    - longitude, latitude and location_precision: "site" (the campus itself), "zip" (center of the
      ZIP area of the address), "place" (center of its town) or null where no point is known.
    - lowest_grade, highest_grade ("PK", "KG", "1" …); enrollment_count, null with
      enrollment_note where it is hidden, null without where it is not published.
    - is_charter; cted_codes: the "nces" codes of the CTEDs that a school is a satellite of.
    - source and release of the row.

    Args:
        store: the public tables.
        state: postal abbreviation or FIPS code.

    Raises:
        UnknownState: there is no such state.
    """
    found = places.state(store, state)
    agencies = _agencies(store, found)
    schools = _national_schools(store, found)
    own_schools = _state_schools(store, found, agencies, schools)
    told = _told_counties(store, found, agencies)
    frames = [
        _placed(store, rows.join(told, left_on=leaid, right_on="told_leaid", how="left"), found)
        for rows, leaid in ((agencies, "leaid"), (schools, "leaid"), (own_schools, "parent_code"))
    ] + [
        _colleges(store, found),
    ]
    shaped = [_shaped(frame) for frame in frames]
    return pl.concat(shaped).sort("official_scheme", "official_code")


def _agencies(store: Store, state: places.State) -> pl.DataFrame:
    technical = store.read("ade_cteds").select("leaid", "full_name")
    is_technical = pl.col("full_name").is_not_null() | (
        pl.col("agency_type").str.starts_with("Specialized")
        & pl.col("agency_name").str.contains(_TECHNICAL)
    )
    told = _own_list(store, state).select("lea_entity_id", "lea_name").unique("lea_entity_id")
    return (
        store.read("ccd_agencies")
        .filter(pl.col("state_code") == state.code, _is_open())
        .join(technical, on="leaid", how="left")
        .join(told, left_on="state_agency_code", right_on="lea_entity_id", how="left")
        .with_columns(
            official_scheme=pl.lit("nces"),
            official_code="leaid",
            state_own_code="state_agency_code",
            kind=pl.when(is_technical)
            .then(pl.lit("cted"))
            .when(pl.col("agency_type").str.contains(_DISTRICTS))
            .then(pl.lit("district"))
            .otherwise(pl.lit("agency")),
            name=_completed("agency_name", ("lea_name", "full_name")),
            release=pl.lit(_release(store, "ccd_agencies", state.fips)),
            source=pl.lit("ccd"),
            is_office_address=pl.lit(value=False),
        )
    )


def _own_list(store: Store, state: places.State) -> pl.DataFrame:
    """Return the schools of the state's own list; none where the list is another state's.

    The list names no state. It is that of the state whose CTEDs stand beside it.
    """
    rows = store.read("ade_schools")
    states = store.read("ade_cteds")["leaid"].str.head(2).unique().to_list()
    return rows if state.fips in states else rows.clear()


def _told_counties(store: Store, state: places.State, agencies: pl.DataFrame) -> pl.DataFrame:
    """Return the county of each district whose schools, in the state's own list, all name one.

    Charters are left out: their county in that list need not be that of their address.
    """
    named = (
        store.read("counties")
        .filter(pl.col("state_fips") == state.fips)
        .select("county_name", told_county_fips="county_fips")
    )
    return (
        _own_list(store, state)
        .filter(~pl.col("is_charter"))
        .join(named, on="county_name")
        .filter(pl.col("told_county_fips").n_unique().over("lea_entity_id") == 1)
        .unique("lea_entity_id")
        .join(agencies, left_on="lea_entity_id", right_on="state_agency_code")
        .select("told_county_fips", told_leaid="leaid")
    )


def _completed(column: str, others: tuple[str, ...]) -> pl.Expr:
    """Return a name that was cut after 50 letters, completed from a list that has all of it."""
    cut = pl.col(column)
    is_cut = cut.str.len_chars() >= _NAME_LETTERS
    in_full = [
        pl.when(
            is_cut & pl.col(other).str.to_lowercase().str.starts_with(cut.str.to_lowercase())
        ).then(pl.concat_str(cut, pl.col(other).str.slice(_NAME_LETTERS)))
        for other in others
    ]
    return pl.coalesce(*in_full, cut)


def _national_schools(store: Store, state: places.State) -> pl.DataFrame:
    """Return the schools of the nation's list, with what the state's own list adds to them."""
    own = _own_list(store, state).select(
        "school_entity_id", "cted_name", "students_count", "students_note"
    )
    return (
        store.read("ccd_schools")
        .filter(pl.col("state_code") == state.code, _is_open())
        .join(own, left_on="state_school_code", right_on="school_entity_id", how="left")
        .join(_technical_codes(store), on="cted_name", how="left")
        .with_columns(
            official_scheme=pl.lit("nces"),
            official_code="ncessch",
            state_own_code="state_school_code",
            kind=pl.lit("school"),
            name="school_name",
            parent_code="leaid",
            enrollment_count="students_count",
            enrollment_note="students_note",
            release=pl.lit(_release(store, "ccd_schools", state.fips)),
            source=pl.lit("ccd"),
            is_office_address=pl.lit(value=False),
        )
    )


def _state_schools(
    store: Store, state: places.State, agencies: pl.DataFrame, national: pl.DataFrame
) -> pl.DataFrame:
    """Return the schools of the state's own list that the nation's list does not hold."""
    parents = agencies.select("state_agency_code", "street_address", "phone", parent_code="leaid")
    return (
        _own_list(store, state)
        .filter(~pl.col("school_entity_id").is_in(national["state_own_code"].to_list()))
        .join(parents, left_on="lea_entity_id", right_on="state_agency_code", how="left")
        .join(_technical_codes(store), on="cted_name", how="left")
        .with_columns(
            official_scheme=pl.lit("ade"),
            official_code="school_entity_id",
            state_own_code="school_entity_id",
            kind=pl.lit("school"),
            name="school_name",
            state_code=pl.lit(state.code),
            city_name="office_city_name",
            zip_code="office_zip_code",
            enrollment_count="students_count",
            enrollment_note="students_note",
            release=pl.lit(_release(store, "ade_schools", "schools")),
            source=pl.lit("ade_schools"),
            is_office_address=pl.lit(value=True),
        )
        .drop("longitude", "latitude")
    )


def _technical_codes(store: Store) -> pl.DataFrame:
    return store.read("ade_cteds").select("cted_name", cted_codes=pl.concat_list("leaid"))


def _colleges(store: Store, state: places.State) -> pl.DataFrame:
    """Return the colleges open in the newest year; the point is their main campus."""
    every = store.read("ipeds_institutions").filter(pl.col("state_code") == state.code)
    newest = every.filter(pl.col("year") == pl.col("year").max(), pl.col("is_active"))
    releases = {entry.part: entry.release for _, entry in store.current("ipeds_institutions")}
    return newest.with_columns(
        official_scheme=pl.lit("ipeds"),
        official_code="unitid",
        kind=pl.lit("college"),
        name="institution_name",
        location_precision=pl.when(pl.col("longitude").is_not_null()).then(pl.lit("site")),
        is_charter=pl.lit(value=False),
        release=pl.col("year").cast(pl.String).replace(releases),
        source=pl.lit("ipeds"),
        is_office_address=pl.lit(value=False),
    )


def _placed(store: Store, rows: pl.DataFrame, state: places.State) -> pl.DataFrame:
    """Return rows with the point of their ZIP area, or else of their town.

    Where a ZIP area is so large that its point lies in another county than the town of the
    address, the one in the county that the state names counts; where the state names none, the
    town: it is right more often.
    """
    points = store.read("zip_points").drop("place_name")
    both = (
        rows.join(points, on="zip_code", how="left")
        .with_columns(town=pl.col("city_name").str.to_lowercase())
        .join(_towns(store, state), on="town", how="left")
    )
    is_zip = pl.col("longitude").is_not_null() & ~pl.col("is_apart")
    return both.with_columns(is_apart=_stand_apart(store, both)).with_columns(
        location_precision=pl.when(is_zip)
        .then(pl.lit("zip"))
        .when(pl.col("town_longitude").is_not_null())
        .then(pl.lit("place")),
        longitude=pl.when(is_zip).then("longitude").otherwise("town_longitude"),
        latitude=pl.when(is_zip).then("latitude").otherwise("town_latitude"),
    )


def _towns(store: Store, state: places.State) -> pl.DataFrame:
    """Return the point of each town; ``is_alone`` tells that no other point has its name."""
    return (
        store.read("place_points")
        .filter(pl.col("state_fips") == state.fips)
        .sort("county_name", "longitude")
        .with_columns(is_alone=pl.len().over("place_name") == 1)
        .unique("place_name", keep="first", maintain_order=True)
        .select(
            pl.col("place_name").str.to_lowercase().alias("town"),
            pl.col("longitude").alias("town_longitude"),
            pl.col("latitude").alias("town_latitude"),
            "is_alone",
        )
    )


def _stand_apart(store: Store, rows: pl.DataFrame) -> pl.Series:
    """Tell of each row whether its town is to be trusted before the point of its ZIP area."""
    zips = _counties(store, rows["longitude"], rows["latitude"])
    towns = _counties(store, rows["town_longitude"], rows["town_latitude"])
    told = rows["told_county_fips"]
    is_apart = rows["is_alone"].fill_null(value=False) & (zips != towns).fill_null(value=False)
    is_right = (towns == told).fill_null(value=False) & zips.ne_missing(told)
    return rows.select(pl.when(told.is_null()).then(is_apart).otherwise(is_right)).to_series()


def _counties(store: Store, longitudes: pl.Series, latitudes: pl.Series) -> pl.Series:
    """Return the county of each point; null where there is no point, or no outline holds it."""
    points = list(zip(longitudes, latitudes, strict=True))
    asked = sorted({(x, y) for x, y in points if x is not None})
    found = districts.located_all(store, [x for x, _ in asked], [y for _, y in asked])
    county = dict(zip(asked, (each.county_fips for each in found), strict=True))
    return pl.Series([county.get(point) for point in points], dtype=pl.String)


def _shaped(rows: pl.DataFrame) -> pl.DataFrame:
    """Return exactly the columns of ``COLUMNS``, telephone and web address written alike."""
    named = rows.with_columns(
        **{
            new: pl.col(old)
            for new, old in (("street", "street_address"), ("city", "city_name"))
            if old in rows.columns
        }
    )
    whole = named.select(
        (pl.col(name) if name in named.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in COLUMNS.items()
    )
    return whole.with_columns(
        phone=_phone(),
        website=_website(),
        cted_codes=pl.col("cted_codes").fill_null([]),
    )


def _phone() -> pl.Expr:
    digits = pl.col("phone").str.replace_all(r"\D", "")
    parted = pl.format(
        "({}) {}-{}", *(digits.str.slice(at, n) for at, n in ((0, 3), (3, 3), (6, 4)))
    )
    return pl.when(digits.str.len_chars() == 10).then(parted).otherwise(pl.col("phone"))


def _website() -> pl.Expr:
    text = pl.col("website").str.strip_chars()
    has_scheme = text.str.contains(r"(?i)^https?://")
    return (
        pl.when(has_scheme)
        .then(text)
        .when(text != "")
        .then(pl.concat_str(pl.lit("https://"), text))
    )


def _is_open() -> pl.Expr:
    return ~pl.col("status").is_in(_NOT_OPEN).fill_null(value=False)


def _release(store: Store, table: str, part: str) -> str:
    return next((e.release for _, e in store.current(table) if e.part == part), "")
