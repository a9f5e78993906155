"""The one tidy shape: what every table in `data_cache/silver` looks like, and `conform`, the door all of them pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from insight.model import Better, Level, Status, Unit, is_segment
from insight.traits import Cadence, Counts, Method, Serves


class NotTidy(Exception):
    """A table breaks the one tidy shape; the sentence names the table, the column and the first offending rows."""


class StandsTwice(NotTidy):
    """Two rows of a table stand under one key: the file, or several files together, say two things of one."""


class CannotBe(NotTidy):
    """A table holds a number that nothing can have: a negative count, or one without end."""


@dataclass(frozen=True)
class Table:
    """One table of silver: its columns, the columns that must not be null, its key, and the words a column may hold."""

    name: str
    schema: pa.Schema
    key: tuple[str, ...]
    required: tuple[str, ...]
    words: dict[str, frozenset[str]]


def _table(name: str, columns: dict[str, pa.DataType], key: str, required: str = "", **words: Sequence[str]) -> Table:
    keys = tuple(key.split())
    return Table(
        name,
        pa.schema(list(columns.items())),
        keys,
        tuple(dict.fromkeys([*keys, *required.split()])),
        {column: frozenset(allowed) for column, allowed in words.items()},
    )


_TEXT, _REAL, _WHOLE, _DAY, _FLAG = pa.string(), pa.float64(), pa.int64(), pa.date32(), pa.bool_()
_RINGS = pa.list_(pa.list_(pa.float64()))
_TEXTS = pa.list_(_TEXT)


def _rows(**fields: pa.DataType) -> pa.DataType:
    return pa.list_(pa.struct(list(fields.items())))


FACTS = _table(
    "facts",
    {
        "measure": _TEXT, "org": _TEXT, "level": _TEXT, "start": _DAY, "end": _DAY, "segment": _TEXT,
        "value": _REAL, "numerator": _REAL, "denominator": _REAL, "respondents": _REAL,
        "lower": _REAL, "upper": _REAL, "expected_lower": _REAL, "expected_upper": _REAL,
        "label": _TEXT, "status": _TEXT, "release": _TEXT,
    },
    key="measure org level start segment",
    required="end status release",
    level=list(Level),
    status=list(Status),
)  # fmt: skip
"""One row is one published number."""

MEASURES = _table(
    "measures",
    {
        "id": _TEXT, "source": _TEXT, "title": _TEXT, "question": _TEXT, "unit": _TEXT, "better": _TEXT,
        "additive": _FLAG, "caveat": _TEXT, "decimals": _WHOLE, "short": _TEXT, "roles": _TEXTS,
        "counts": _TEXT, "weighted": _FLAG, "design_effects": _rows(level=_TEXT, effect=_REAL),
        "limits": _TEXT, "limits_mislead_at": _TEXTS, "hidden_under": _WHOLE, "low_base_under": _WHOLE,
        "reliable_from": _WHOLE, "comparable": _FLAG, "not_comparable_why": _TEXT, "not_comparable_who": _TEXT,
        "cadence": _TEXT, "serves": _TEXT, "bands": _rows(label=_TEXT, short=_TEXT, verdict=_TEXT), "part_of": _TEXT,
    },
    key="id",
    required="source title question unit better additive decimals short roles counts weighted design_effects limits "
    "limits_mislead_at low_base_under reliable_from comparable cadence serves bands",
    unit=list(Unit),
    better=list(Better),
    counts=list(Counts),
    limits=list(Method),
    cadence=list(Cadence),
    serves=list(Serves),
)  # fmt: skip
"""One row per measure that has facts, with its traits (insight.traits); no `hidden_under` is a publisher that hides nothing."""

SOURCES = _table(
    "sources",
    {
        "id": _TEXT,
        "title": _TEXT,
        "publisher": _TEXT,
        "page": _TEXT,
        "licence": _TEXT,
        "attribution": _TEXT,
        "cautions": _TEXT,
        "order": _WHOLE,
        "brings": _TEXTS,
        "themes": _rows(theme=_TEXT, measure=_TEXT, service=_TEXT),
        "taking_part": _TEXTS,
        "trust_categories": _rows(type=_TEXT, category=_TEXT),
    },
    key="id",
    required="title publisher page licence attribution cautions order brings themes taking_part trust_categories",
)
"""One row per source that is loaded, with its traits; `cautions` are the publisher's own words, one paragraph each, parted by line ends."""

DRIVERS = _table(
    "drivers",
    {
        "source": _TEXT, "study": _TEXT, "aspect": _TEXT, "coefficient": _REAL, "lower": _REAL, "upper": _REAL,
        "measures": _TEXTS, "citation": _TEXT,
    },
    key="source study aspect",
    required="coefficient lower upper measures citation",
)  # fmt: skip
"""One row per weight that research has published on what goes with a good experience, and the measures nearest to it."""

CATALOGUE = _table(
    "catalogue",
    {"measure": _TEXT, "level": _TEXT, "start": _DAY, "end": _DAY, "facts": _WHOLE},
    key="measure level start",
    required="end facts",
    level=list(Level),
)
"""One row per measure, level and period: how many facts about everyone there are. What a menu can offer."""

BREAKS = _table(
    "breaks",
    {"measure": _TEXT, "date": _DAY, "reason": _TEXT, "citation": _TEXT},
    key="measure date",
    required="reason citation",
)

ORGS = _table(
    "orgs",
    {
        "code": _TEXT, "level": _TEXT, "name": _TEXT, "ons_code": _TEXT, "opened": _DAY, "closed": _DAY,
        "successor": _TEXT, "postcode": _TEXT, "longitude": _REAL, "latitude": _REAL,
    },
    key="code level",
    required="name",
    level=list(Level),
)  # fmt: skip
"""One row per organisation. Footprints are named per vintage in `footprints`, because codes outlive areas."""

SUCCESSIONS = _table(
    "successions",
    {"org": _TEXT, "successor": _TEXT, "day": _DAY},
    key="org successor",
)
"""One row per organisation and one that followed it, from `day` on; several rows where one was split or several merged."""

MEMBERSHIP = _table(
    "membership",
    {"child": _TEXT, "parent": _TEXT, "vintage": _TEXT, "basis": _TEXT},
    key="child parent vintage",
    required="basis",
)
"""One row per belonging: `child` lies in `parent` while `vintage` is in force, on the word of `basis`."""

RATINGS = replace(
    _table(
        "ratings",
        {
            "measure": _TEXT, "org": _TEXT, "level": _TEXT, "published": _DAY, "label": _TEXT, "category": _TEXT,
            "link": _TEXT, "release": _TEXT,
        },
        key="measure org level published",
        level=list(Level),
    ),
    # Where there is no rating there is no day it came out: one row a place and measure may lack it.
    required=("measure", "org", "level", "label", "link", "release"),
)  # fmt: skip
"""One row per word an inspector gave and the day its report came out, what stood before included; `facts` say what stands.

`category` is the kind of place in the publisher's words, `link` an https address on the publisher's own site.
"""

RELEASES = _table(
    "releases",
    {
        "id": _TEXT, "source": _TEXT, "title": _TEXT, "start": _DAY, "end": _DAY, "published": _DAY,
        "url": _TEXT, "sha256": _TEXT, "bytes": _WHOLE, "retrieved": pa.timestamp("s", tz="UTC"), "rows": _WHOLE,
        "licence": _TEXT, "attribution": _TEXT, "loader_version": _WHOLE,
    },
    key="id",
    required="source title url sha256 bytes retrieved rows licence attribution loader_version",
)  # fmt: skip
"""One row per published file that stands in silver."""

VINTAGES = _table(
    "vintages",
    {"id": _TEXT, "title": _TEXT, "start": _DAY, "end": _DAY},
    key="id",
    required="title start",
)

FOOTPRINTS = _table(
    "footprints",
    {"vintage": _TEXT, "code": _TEXT, "name": _TEXT, "short_name": _TEXT, "ons_codes": _TEXT, "region": _TEXT},
    key="vintage code",
    required="name short_name",
)
"""One row per footprint per vintage; `ons_codes` joined by `;`, newest last; `region` is an ODS code."""

LINEAGE = _table(
    "lineage",
    {"earlier_vintage": _TEXT, "earlier": _TEXT, "later_vintage": _TEXT, "later": _TEXT, "same_area": _FLAG},
    key="earlier_vintage earlier later_vintage later",
    required="same_area",
)
"""One row per succession of footprints between neighbouring vintages; many to many."""

BOUNDARIES = _table(
    "boundaries",
    {"vintage": _TEXT, "code": _TEXT, "name": _TEXT, "rings": _RINGS},
    key="vintage code",
    required="name rings",
)
"""One row per footprint: `rings` is a list of closed rings, each x0, y0, x1, y1, ... in EPSG:27700 metres."""

HEXES = _table(
    "hexes",
    {"vintage": _TEXT, "code": _TEXT, "name": _TEXT, "rings": _RINGS},
    key="vintage code",
    required="name rings",
)
"""The same shape as boundaries, for the map on which every footprint is one hexagon; `name` is its short label."""

TABLES = {
    table.name: table
    for table in (
        FACTS, SOURCES, MEASURES, DRIVERS, CATALOGUE, BREAKS, ORGS, SUCCESSIONS, MEMBERSHIP, RATINGS, RELEASES, VINTAGES, FOOTPRINTS,
        LINEAGE, BOUNDARIES, HEXES,
    )
}  # fmt: skip

SMALL_AREAS = _table(
    "small_areas",
    {
        "measure": _TEXT, "area": _TEXT, "start": _DAY, "end": _DAY, "share": _REAL, "people": _REAL, "release": _TEXT,
    },
    key="measure area start",
    required="end share release",
)  # fmt: skip
"""One row per measure, small area (LSOA) and period: the share, 0 to 1, of its residents whom the measure counts, and how many
residents it has, if the file tells."""

SMALL_AREA_HOMES = _table("small_area_homes", {"area": _TEXT, "parent": _TEXT}, key="area", required="parent")
"""One row per small area: the sub-ICB location it lies in, all from one lookup."""

FROM_FILES = {
    name: TABLES[name]
    for name in (
        "facts", "ratings", "orgs", "successions", "membership", "vintages", "footprints", "lineage", "boundaries", "hexes",
    )
} | {table.name: table for table in (SMALL_AREAS, SMALL_AREA_HOMES)}  # fmt: skip
"""The tables a file may fill; the rest of a set is what sources declare and receipts say. Small areas are no organisations: they
become facts when a set is built, and are not part of it."""

RECONCILIATION = _table(
    "reconciliation",
    {
        "vintage": _TEXT, "measure": _TEXT, "start": _DAY, "end": _DAY, "pairs": _WHOLE, "median": _REAL, "largest": _REAL,
    },
    key="vintage measure start",
    required="end pairs median largest",
)  # fmt: skip
"""One row per measure and period: how many footprints have a published figure and an estimate of ours, and how far these lie
apart, rounded. Never by footprint: beside the published figure an exact estimate gives hidden organisations away."""

HISTORIES = _table(
    "histories",
    {
        "measure": _TEXT, "segment": _TEXT, "org": _TEXT, "start": _DAY, "end": _DAY,
        **dict.fromkeys(("value", "lower", "upper", "numerator", "denominator", "respondents", "effective"), _REAL),
        "status": _TEXT, "basis": _TEXT, "interval": _TEXT, "coverage": _REAL, "release": _TEXT,
    },
    key="measure segment org start",
    required="end status",
)  # fmt: skip
"""One row per measure, group of people, footprint or England, and period of one vintage: what insight.measures.series makes of
the facts. One table a vintage, `histories.VINTAGE`."""

DERIVED = {table.name: table for table in (RECONCILIATION, HISTORIES)}
"""What is worked out from a whole set of tables and kept beside it, for whoever reads the cache; never part of the set."""


def conform(frame: pd.DataFrame | pa.Table, table: Table) -> pa.Table:
    """Cast a frame to the tidy shape of `table`, in its column order; absent optional columns become null.

    Raises NotTidy for unknown or missing columns, values that will not cast, nulls where a value is due, words outside
    the list, or two rows under one key.
    """
    arrow = frame if isinstance(frame, pa.Table) else pa.Table.from_pandas(frame, preserve_index=False)
    _check_columns(arrow, table)
    columns = []
    for field in table.schema:
        if field.name not in arrow.column_names:
            columns.append(pa.nulls(arrow.num_rows, field.type))
            continue
        try:
            columns.append(arrow[field.name].cast(field.type))
        except pa.ArrowException as error:
            raise NotTidy(f"{table.name}.{field.name}: expected {field.type}; {error}") from error
    tidy = pa.Table.from_arrays(columns, schema=table.schema)
    for column in table.required:
        if tidy[column].null_count:
            raise NotTidy(f"{table.name}.{column}: {tidy[column].null_count} rows have no value")
    for column, allowed in table.words.items():
        strange = set(tidy[column].unique().to_pylist()) - allowed - {None}
        if strange:
            raise NotTidy(
                f"{table.name}.{column}: {sorted(map(str, strange))} is not among {sorted(map(str, allowed))}"
            )
    check_key(tidy, table)
    if table is FACTS:
        _check_facts(tidy)
    return tidy


def check_key(tidy: pa.Table, table: Table) -> None:
    """Raise StandsTwice when two rows stand under one key, naming the first of them."""
    keys = tidy.select(list(table.key))
    counts = keys.group_by(list(table.key), use_threads=False).aggregate([([], "count_all")])  # most tables are small
    twice = counts.filter(pa.array(counts["count_all"].to_numpy() > 1))
    if twice.num_rows:
        first = ", ".join(f"{column} {twice[column][0].as_py()}" for column in table.key)
        number = "one key stands" if twice.num_rows == 1 else f"{twice.num_rows:,} keys stand"
        raise StandsTwice(
            f"{table.name}: {number} more than once, {'the first of them ' * (twice.num_rows > 1)}{first}"
        )


def among(column: pa.ChunkedArray, words: Iterable[str]) -> npt.NDArray[np.bool_]:
    """Which cells are one of some words. A filter by an expression takes longer than a whole check of a monthly file."""
    wanted = pa.array([str(word) for word in words], pa.string())
    return np.asarray(pc.call_function("is_in", [column], pc.SetLookupOptions(wanted)))


def _check_columns(arrow: pa.Table, table: Table) -> None:
    unknown = set(arrow.column_names) - set(table.schema.names)
    missing = set(table.required) - set(arrow.column_names)
    if unknown or missing:
        raise NotTidy(f"{table.name}: unknown columns {sorted(unknown)}, missing columns {sorted(missing)}")


def _check_facts(facts: pa.Table) -> None:
    """A number hidden by the publisher has no value; a published one has; no base is negative."""
    shown = among(facts["status"], [Status.OK, Status.LOW_BASE])
    value, numerator, denominator, respondents, lower, upper = (
        facts[name].to_numpy() for name in ("value", "numerator", "denominator", "respondents", "lower", "upper")
    )
    bare = shown & np.isnan(value) & facts["label"].is_null().to_numpy()
    hidden = ~shown & ~np.isnan(value)
    negative = (numerator < 0) | (denominator < 0) | (respondents < 0)
    infinite = np.logical_or.reduce([np.isinf(each) for each in (value, numerator, denominator, lower, upper)])
    for rows, kind, fault in (
        (bare, NotTidy, "are ok but have neither value nor label"),
        (hidden, NotTidy, "carry a value under a status that hides it"),
        (negative, CannotBe, "have a negative base or count"),
        (infinite, CannotBe, "are not finite"),
    ):
        if rows.any():
            where = facts.slice(int(np.argmax(rows)), 1).to_pylist()[0]
            raise kind(
                f"facts: {int(rows.sum())} rows {fault}, first {where['measure']} of {where['org']} in {where['start']}"
            )
    badly = {text for text in facts["segment"].unique().to_pylist() if not is_segment(text)}
    if badly:
        raise NotTidy(f"facts.segment: {sorted(badly)[:3]} is not 'all' or 'group=value'")
