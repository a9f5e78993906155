"""Which commissioner a practice belonged to, and when (`epcmem`): what places practices in footprints of the past."""

from __future__ import annotations

import re

import pandas as pd

from insight.model import Vintage
from loaders.errors import LayoutChanged, NotUsable
from loaders.read.cells import numbered
from loaders.read.plain_tables import Rows, without_header
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.sources.register.belonging import RegisterAuthority, belongings
from loaders.sources.register.cells import at_once, check_cells, check_days
from loaders.sources.register.days import days_of, stated_day

COLUMNS = {1: "practice", 2: "area", 4: "joined", 5: "left"}
_DAY = re.compile(r"\d{8}|")
_PRACTICE = r"[A-VX-Z]\d{5}"
"""English practices; codes with W are Welsh."""


def fits(rows: Rows) -> bool:
    """Six columns without a header: practice, commissioner, a letter, joined, left, a flag; empty ones may follow."""
    return bool(rows) and all(
        len(row) >= 6
        and re.fullmatch(r"[A-Z]\d{5}", row[0])
        and all(map(_DAY.fullmatch, row[3:5]))
        and not any(row[6:])
        for row in rows
    )


def identify(raw: Raw, reference: Reference) -> Release:
    """One release: every newer file holds all the history of the older."""
    rows = _read(raw)
    newest = _newest_day(rows, raw)
    return Release(
        id="register.practice_history",
        title=f"ODS practice membership history, {newest:%B %Y}",
        start=newest.date(),
        end=(newest + pd.Timedelta(days=1)).date(),
        details={"doubt": at_once(rows, "practice", "joined", "left")},
    )


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One row per practice and vintage in its last CCG of that vintage, and one in that CCG's footprint.

    Only vintages that began before the file ends, and only CCGs the code lists know for them. Raises NotUsable
    where it began before all of them.
    """
    rows = _read(raw)
    rows = rows[rows["practice"].str.fullmatch(_PRACTICE)]
    newest = _newest_day(rows, raw)
    if newest < pd.Timestamp(reference.vintages[0].start):
        raise NotUsable(
            f"{raw.name}: its newest day is {newest:%d %B %Y}, before there were footprints. Put the day that it is of into its "
            "name, for example '2026-04-30 epcmem.csv'."
        )
    begun = [each for each in reference.vintages if pd.Timestamp(each.start) <= newest]
    found = [belonging for each in begun for belonging in _placed(rows, reference, each, newest)]
    return {"membership": pd.concat(found, ignore_index=True)}


def _placed(
    rows: pd.DataFrame, reference: Reference, vintage: Vintage, newest: pd.Timestamp
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each practice in the CCG it belonged to on the last day that the file can tell about, or, if it had closed by then, in its last one.

    And in the footprint of that.
    """
    first, areas = pd.Timestamp(vintage.start), reference.footprint_of_area(vintage.id)
    last = min(pd.Timestamp(vintage.end) - pd.Timedelta(days=1), newest) if vintage.end else newest
    during = (rows["joined"] <= last) & (rows["left"].isna() | (rows["left"] >= first)) & rows["area"].isin(list(areas))
    latest = rows[during].sort_values(["joined", "left"], na_position="last").drop_duplicates("practice", keep="last")
    child, area, basis = latest["practice"], latest["area"], RegisterAuthority.ODS_HISTORY
    return belongings(child, area, vintage.id, basis), belongings(child, area.map(areas), vintage.id, basis)


def _read(raw: Raw) -> pd.DataFrame:
    rows = numbered(without_header(raw, COLUMNS))
    check_cells(rows, "practice_history", raw.name)
    rows = rows.assign(**{column: days_of(rows[column], raw.name) for column in ("joined", "left")})
    check_days(rows["joined"], rows["left"], raw)
    return rows


def _newest_day(rows: pd.DataFrame, raw: Raw) -> pd.Timestamp:
    """The day the file tells about: its newest, or a later one on which it was fetched or is said to be of."""
    newest = rows[["joined", "left"]].max().max()
    if pd.isna(newest):
        raise LayoutChanged(raw.name, "dates in columns 4 and 5", "none")
    return max(newest, pd.Timestamp(stated_day(raw) or newest))
