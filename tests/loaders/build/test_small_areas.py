"""Small areas add up to sub-ICB locations and England by one lookup, or a sentence says why they do not."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from insight.schema import SMALL_AREA_HOMES, SMALL_AREAS, conform
from loaders.build.small_areas import add_up

TITLES = {"toy.rural": "People who live in the country", "toy.other": "Others"}
HOMES = {"E01000001": "02P", "E01000002": "02P", "E01000003": "03Q"}


def _shares(shares: dict[str, float], people: dict[str, int] | None = None, measure: str = "toy.rural") -> pa.Table:
    frame = pd.DataFrame({"area": list(shares), "share": list(shares.values())})
    frame["people"] = frame["area"].map(people) if people else None
    days = {"measure": measure, "start": date(2021, 3, 21), "end": date(2021, 3, 22), "release": "toy.2021"}
    return conform(frame.assign(**days), SMALL_AREAS)


def _homes(homes: dict[str, str]) -> pa.Table:
    return conform(pd.DataFrame({"area": list(homes), "parent": list(homes.values())}), SMALL_AREA_HOMES)


def _values(shares: list[pa.Table], homes: list[pa.Table]) -> dict[str, float]:
    facts = add_up(shares, homes, TITLES).facts.to_pandas()
    return dict(zip(facts["org"], facts["value"].round(6), strict=True))


SHARES = {"E01000001": 1.0, "E01000002": 0.0, "E01000003": 0.5}
PEOPLE = {"E01000001": 300, "E01000002": 100, "E01000003": 200}


def test_residents_are_summed_before_anything_is_divided() -> None:
    assert _values([_shares(SHARES, PEOPLE)], [_homes(HOMES)]) == {"02P": 75.0, "03Q": 50.0, "E92000001": 66.666667}


def test_a_file_that_counts_nobody_takes_the_residents_of_another() -> None:
    census = _shares(dict.fromkeys(SHARES, 0.0), PEOPLE, "toy.other")
    facts = add_up([_shares(SHARES), census], [_homes(HOMES)], TITLES).facts.to_pandas()
    assert facts[facts["measure"].eq("toy.rural")].set_index("org")["numerator"].to_dict() == {
        "02P": 300.0, "03Q": 100.0, "E92000001": 400.0,
    }  # fmt: skip


def test_the_newest_lookup_that_knows_every_area_serves() -> None:
    of_2011 = _homes({"E01000009": "09Z"})
    moved = _homes(HOMES | {"E01000002": "03Q"})
    assert _values([_shares(SHARES, PEOPLE)], [_homes(HOMES), moved, of_2011]) == {
        "02P": 100.0, "03Q": 33.333333, "E92000001": 66.666667,
    }  # fmt: skip


def test_what_is_known_in_part_has_no_figure() -> None:
    known = {area: SHARES[area] for area in ("E01000001", "E01000003")}
    assert _values([_shares(known, PEOPLE)], [_homes(HOMES)]) == {"03Q": 50.0}


@pytest.mark.parametrize(
    ("people", "homes", "says"),
    [(PEOPLE, {"E01000001": "02P"}, "no lookup of its small areas"), (None, HOMES, "the residents of its small areas")],
)
def test_what_cannot_be_added_up_is_told(people: dict[str, int] | None, homes: dict[str, str], says: str) -> None:
    facts, notes = add_up([_shares(SHARES, people)], [_homes(homes)], TITLES)
    assert facts.num_rows == 0 and notes[0].startswith(f"People who live in the country, 2021: {says}")
