"""What a footprint's figure is put together from in each period, and what is told of those who serve several footprints."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.refusals import Reason
from insight.benchmarks.standing import standing
from insight.benchmarks.trajectory import trajectory
from insight.measures.breaks import breaks_of
from insight.measures.rules import reaches_footprints
from insight.measures.series import series
from insight.model import ACROSS, ENGLAND, Basis, Better, Level, Measure, Unit
from insight.traits import Serves
from tests.invented import OVERALL, england, fact, facts, footprint, geography
from tests.traits import traits_of

HOMES = {"P1": "NN", "U1": "NN", "U2": "NN", "U3": "EE", "00A": "NN", "00B": "EE", "RA1": "NN", "RA2": "NN"}
FFT = Measure(
    "fft.ae_positive",
    "fft",
    "Patients positive about A&E",
    "Overall, how?",
    Unit.PERCENT,
    Better.HIGHER,
    additive=True,
    traits=traits_of("fft.ae_positive"),
)
CARRIED = Measure(
    "fft.ambulance_positive",
    "fft",
    "Carried",
    "How?",
    Unit.PERCENT,
    Better.HIGHER,
    additive=True,
    traits=traits_of("fft.ambulance_positive"),
)


def figure(rows: pd.DataFrame, org: str, year: int = 2025) -> pd.Series:
    return rows[(rows["org"] == org) & (rows["start"] == pd.Timestamp(year, 1, 1))].iloc[0]


def trust(org: str, value: float | None, people: float | None, **other: Any) -> dict[str, Any]:
    return fact(org, 2025, value, "trust", respondents=people, **{"denominator": people} | other)


def test_each_period_is_put_together_from_the_smallest_organisations_it_has():
    """Commissioning areas in 2020, networks in 2024, practices in 2025: the same line, each year by its own parts."""
    rows = [
        fact("00A", 2020, 60, "sub_icb", denominator=500), fact("00B", 2020, 50, "sub_icb", denominator=500),
        fact("U1", 2024, 70, "pcn", denominator=100), fact("U2", 2024, 90, "pcn", denominator=300),
        fact("U1", 2025, 10, "pcn", denominator=100), fact("P1", 2025, 80, denominator=100),
    ]  # fmt: skip
    got = series(facts(*rows), OVERALL, geography(homes=HOMES))
    assert [figure(got, "NN", year)["value"] for year in (2020, 2024, 2025)] == [60, 85, 80]
    bases = [figure(got, "NN", year)["basis"] for year in (2020, 2024, 2025)]
    assert bases == [Basis.AREAS, Basis.NETWORKS, Basis.ESTIMATED]


def test_networks_count_with_their_own_design_effect():
    rows = [fact("U1", 2024, 70, "pcn", denominator=100, respondents=91)]
    north = figure(series(facts(*rows), OVERALL, geography(homes=HOMES)), "NN", 2024)
    assert north["effective"] == pytest.approx(91 / 1.82)


def test_a_trust_hidden_to_protect_another_counts_with_its_printed_total():
    """RA2 had three replies and is hidden; RA1's counts are hidden so that they cannot be worked out, its share is not."""
    rows = [trust("RA1", 80, 40, denominator=None), trust("RA2", None, 3, denominator=None, status="suppressed")]
    north = figure(series(facts(*rows), FFT, geography(homes=HOMES)), "NN")
    assert (north["value"], north["denominator"], north["status"]) == (pytest.approx(80), 40, "ok")
    assert north["coverage"] == pytest.approx(40 / 43)


def test_a_weighted_base_is_never_taken_from_the_number_of_replies():
    rows = [fact("P1", 2025, 80, denominator=None, respondents=40)]
    assert figure(series(facts(*rows), OVERALL, geography(homes=HOMES)), "NN")["status"] == "not_available"


def test_figures_of_areas_and_networks_reach_footprints():
    assert reaches_footprints(OVERALL, ["pcn"]) and reaches_footprints(OVERALL, ["england", "sub_icb"])
    assert not reaches_footprints(OVERALL, ["england", "region"])


def test_who_serves_several_footprints_tells_of_none():
    rows = [england(2025, 90), footprint("NN", 2025, 91), trust("RA1", 91, 100)]
    place = geography(homes=HOMES)
    assert place.level is Level.FOOTPRINT
    got = series(facts(*rows), CARRIED, place)
    assert figure(got, ENGLAND)["value"] == 90
    own = got[got["org"] != ENGLAND]
    assert own["value"].isna().all() and own["basis"].isna().all() and set(own["status"]) == {"not_available"}
    assert figure(series(facts(*rows), FFT, place), "NN")["value"] == 91


@pytest.mark.parametrize("unit", [Unit.PERCENT, Unit.SCORE])
def test_what_staff_say_of_an_area_is_the_publishers_own_figure_or_none(unit: Unit):
    """A survey of staff weights its trusts by their size: no mean of trusts is the area's figure."""
    theirs = replace(FFT.traits, serves=Serves.STAFF)
    measure = replace(FFT, unit=unit, additive=unit is Unit.PERCENT, traits=theirs)
    rows = [england(2025, 7), footprint("NN", 2025, 6), trust("RA1", 5, 100), trust("RA2", 4, 100)]
    got = series(facts(*rows), measure, geography(homes={**HOMES, "RA2": "EE"}))
    assert (figure(got, "NN")["value"], figure(got, "NN")["basis"]) == (6, Basis.PUBLISHED)
    assert figure(got, "EE")["status"] == "not_available"
    assert not reaches_footprints(measure, [Level.TRUST])


def test_the_reason_is_told_on_the_map_and_on_the_trend():
    place = geography(homes=HOMES)
    got = series(facts(england(2024, 89), england(2025, 90), trust("RA1", 91, 100)), CARRIED, place)
    row = standing(CARRIED, got, place.group, pd.Timestamp(2025, 1, 1)).of("NN")
    assert row is not None and row["reason"] == Reason.SERVES_SEVERAL and np.isnan(row["value"])
    assert "works across several footprints" in row["sentence"]
    none = pd.DataFrame({"measure": [], "date": [], "reason": [], "citation": []})
    told = trajectory(CARRIED, got, place.group, breaks_of(CARRIED, none).assign(measure=[]), "NN")
    assert told.change == told.trend


def test_an_area_on_a_border_is_summed_nowhere_and_missing_on_both_sides():
    """00A lies in NN and in EE: of NN's three fifths and EE's nine tenths only the latter is enough."""
    shares = [fact("00A", 2020, 10, "sub_icb", denominator=100), fact("00B", 2020, 50, "sub_icb", denominator=900),
              fact("00C", 2020, 60, "sub_icb", denominator=150)]  # fmt: skip
    place = geography(homes={"00B": "EE", "00C": "NN"})
    across = pd.DataFrame({"child": "00A", "parent": ["NN", "EE"], "vintage": place.vintage, "basis": ACROSS})
    place = replace(place, membership=pd.concat([place.membership, across], ignore_index=True))
    assert "00A" not in place.homes
    got = series(facts(*shares), OVERALL, place)
    north, east = figure(got, "NN", 2020), figure(got, "EE", 2020)
    placed = 1050 / 1150
    assert north["coverage"] == pytest.approx(150 / 250 * placed) and np.isnan(north["value"])
    assert east["coverage"] == pytest.approx(900 / 1000 * placed) and east["value"] == pytest.approx(50)
    assert figure(got, ENGLAND, 2020)["coverage"] == 1
