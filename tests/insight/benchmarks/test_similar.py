"""Similar footprints: the oracle of the methods, the registers read, peers dropped and added, and the outcome never used."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.footprint_needs import NEEDS, area, footprint_needs, with_published
from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.needs import Needs, PeopleFacts
from insight.benchmarks.peers import Held, PooledFigure, hold, hold_against, pool
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.standing import standing
from insight.measures.series import series
from insight.traits import Role
from tests.invented import OVERALL, england, fact, facts, footprint, geography

HOMES = {"P1": "NN", "P2": "NN", "P3": "EE", "P4": "WW", "P5": "SS"}
OLD = geography("old", HOMES)
CODES = ["NN", "EE", "WW", "SS"]


def of(**columns: list[float]) -> Needs:
    table = pd.DataFrame({each.id: columns.get(each.id, [np.nan] * 4) for each in NEEDS}, index=pd.Index(CODES))
    return Needs(NEEDS, table, (), ())


ORACLE = of(deprivation=[0.20, 0.22, 0.30, 0.18], density=[30, 34, 20, 31])


def like(code: str, known: Needs = ORACLE, **wishes) -> Likeness:
    found = likeness(code, known, OLD.group, **wishes)
    assert isinstance(found, Likeness)
    return found


def test_the_oracle_of_the_methods():
    """Methods, section 15: rows A to D are North, East, West, South."""
    found = like("NN")
    assert list(found.table["code"]) == ["SS", "EE", "WW"]
    assert found.table["distance"].tolist() == pytest.approx([0.478423, 0.877866, 2.903621], abs=5e-7)
    assert [each.id for each in found.used] == ["deprivation", "density"]


def test_a_variable_without_values_or_spread_is_named_as_not_used():
    found = like("NN", of(deprivation=[1, 2, 3, 4], density=[5, 5, 5, 5]))
    assert [each.id for each in found.used] == ["deprivation"]
    assert "patients per square kilometre" in found.notes[-1]


def test_a_missing_value_counts_as_average_and_is_said():
    found = like("NN", of(deprivation=[1, 2, 3, 4], density=[5, 9, np.nan, 7]))
    assert found.table.set_index("code").loc["WW", "missing"] == "Patients per square kilometre"
    unknown = like("WW", of(deprivation=[1, 2, 3, 4], density=[5, 9, np.nan, 7]))
    assert unknown.notes[-1] == "Not known of West itself: Patients per square kilometre."
    assert "counts as average" in unknown.method


def test_peers_are_dropped_and_added_and_nobody_moves_up():
    found = like("NN", number=2, dropped=["SS"], added=["WW"])
    assert found.peers == ["EE", "WW"]
    assert list(found.table["origin"]) == ["dropped", "similar", "added"]
    assert like("NN", number=2, dropped=["SS"]).peers == ["EE"]
    assert like("NN", number=2, added=["QQ", "NN"]).peers == ["SS", "EE"]


def test_a_footprint_is_never_beside_one_it_shares_organisations_with():
    found = likeness("NN", ORACLE, OLD.group.without(["SS"]), number=2)
    assert isinstance(found, Likeness)
    assert "SS" not in set(found.table["code"])
    assert found.peers == ["EE", "WW"]


def test_unknown_footprints_and_unknown_needs_are_refused():
    assert isinstance(likeness("QQ", ORACLE, OLD.group), Refusal)
    assert isinstance(likeness("NN", of(), OLD.group), Refusal)
    assert isinstance(likeness("NN", of(deprivation=[np.nan, 1, 2, 3]), OLD.group), Refusal)
    assert isinstance(likeness("NN", of(deprivation=[1, 1, 1, 1]), OLD.group), Refusal)


def square(side: float) -> list[float]:
    return [
        500_000,
        200_000,
        500_000,
        200_000 + side,
        500_000 + side,
        200_000 + side,
        500_000 + side,
        200_000,
        500_000,
        200_000,
    ]


def counted(year: int, scale: float = 1.0) -> list[dict]:
    numbers = {"P1": 1000.0, "P2": 3000.0, "P3": 5000.0, "P4": 6000.0, "P5": 7000.0}
    return [fact(org, year, value * scale) for org, value in numbers.items()]


def test_needs_are_summed_weighted_and_divided_by_the_area():
    outlines = pd.DataFrame({"code": CODES, "name": CODES, "rings": [[square(2000.0)]] * 4})
    scores = facts(fact("P1", 2019, 10.0), fact("P2", 2019, 30.0), fact("P3", 2019, 20.0))
    found = footprint_needs([facts(*counted(2020))], scores, outlines, OLD)
    north = found.table.loc["NN"]
    assert north.to_dict() == pytest.approx({"patients": 4000, "list_size": 2000, "deprivation": 25.0, "density": 1000})
    assert np.isnan(found.table.loc["WW", "deprivation"])
    assert found.notes[0] == "Registered patients of 2020."


def test_where_no_deprivation_is_loaded_footprints_are_alike_in_the_rest():
    outlines = pd.DataFrame({"code": [], "name": [], "rings": []})
    found = footprint_needs([facts(*counted(2020))], facts(fact("P1", 2020, 1))[:0], outlines, OLD)
    assert set(found.table.dtypes) == {np.dtype(float)}
    assert "deprivation" not in [each.id for each in like("NN", found).used]


def test_the_newest_count_is_used_of_those_that_reach_the_footprints():
    partial = facts(fact("P1", 2018, 1.0))
    found = footprint_needs(
        [partial, facts(*counted(2016), *counted(2019, 2.0))],
        partial,
        pd.DataFrame(columns=["code", "rings"]),
        OLD,
    )
    assert found.table.loc["NN", "patients"] == 8000


def test_a_count_of_all_ages_stands_before_a_newer_one_of_some_and_ages_are_named_where_they_are_not_all():
    none, outlines = facts(fact("P1", 2019, 1))[:0], pd.DataFrame(columns=["code", "rings"])
    adults = facts(*counted(2024)).assign(counted="Patients of 16 and over")
    everyone = facts(*counted(2021, 2.0)).assign(counted="Registered patients")
    found = footprint_needs([everyone, adults], none, outlines, OLD)
    assert found.table.loc["NN", "patients"] == 8000 and found.variables[1].title == "Patients per practice"
    some = footprint_needs([everyone[:1], adults], none, outlines, OLD)
    assert [each.title for each in (*some.variables[:2], some.variables[3])] == [
        "Patients of 16 and over",
        "Patients per practice, of patients of 16 and over",
        "Patients per square kilometre, of patients of 16 and over",
    ]
    assert {each.when for each in some.variables[:2]} == {"2024"}


def test_a_score_that_is_published_stands_in_place_of_one_worked_out_where_the_footprint_has_one():
    outlines, scores = pd.DataFrame(columns=["code", "rings"]), facts(fact("P1", 2019, 10.0), fact("P2", 2019, 30.0))
    printed = pd.DataFrame({"org": ["NN", "EE", "SS"], "value": [20.0, 18.0, 25.0], "release": "printed"})
    printed = printed.assign(start=pd.Timestamp("2025-01-01"), end=pd.Timestamp("2026-01-01"))
    told = PeopleFacts(replace(OVERALL, id="gpps.score", title="Deprivation score"), printed)
    ours = footprint_needs([facts(*counted(2020))], scores, outlines, OLD)
    assert ours.table.loc["NN", "deprivation"] == 25.0
    assert ours.variables[2].title == "Deprivation score worked out from practices"
    found = with_published(ours, told, "NN")
    assert found.table["deprivation"].dropna().to_dict() == {"NN": 20.0, "EE": 18.0, "SS": 25.0}
    assert (found.variables[2].title, found.variables[2].when) == ("Deprivation score", "2025")
    assert "printed" in found.releases
    assert with_published(ours, told, "WW") is ours and with_published(ours, None, "NN") is ours


def test_practices_nobody_places_leave_nothing_to_say():
    strangers = [fact(f"X{n}", 2020, 50_000.0) for n in range(3)]
    found = footprint_needs(
        [facts(*counted(2020), *strangers)],
        facts(fact("P1", 2019, 1.0)),
        pd.DataFrame(columns=["code", "rings"]),
        OLD,
    )
    assert found.table.isna().all(axis=None)
    assert "Only 12% of registered patients" in found.notes[0]


def test_a_hole_takes_away_from_an_area():
    assert area([square(3000.0)]) == pytest.approx(9.0)
    hole = np.array(square(1000.0)).reshape(-1, 2)[::-1].ravel().tolist()
    assert area([square(3000.0), hole]) == pytest.approx(8.0)


def stand(**values: float | None):
    rows = [england(2017, 75.0)]
    rows += [
        footprint(code, 2017, value, status="ok" if value is not None else "suppressed")
        for code, value in values.items()
    ]
    history = series(facts(*rows), OVERALL, OLD)
    return standing(OVERALL, history, OLD.group, pd.Timestamp("2017-01-01")), history


def test_peers_together_are_summed_then_divided():
    rows = [england(2017, 75.0), footprint("NN", 2017, 80.0), footprint("EE", 2017, 60.0, denominator=1000.0),
            footprint("WW", 2017, 80.0, denominator=3000.0), footprint("SS", 2017, 99.0)]  # fmt: skip
    history = series(facts(*rows), OVERALL, OLD)
    stands = standing(OVERALL, history, OLD.group, pd.Timestamp("2017-01-01"))
    found = pool("its 2 peers", stands, ["EE", "WW"], history)
    assert isinstance(found, PooledFigure)
    assert found.value == pytest.approx(75.0)
    held = hold(stands, "NN", found)
    assert isinstance(held, Held)
    assert held.verdict == "better"
    assert "is above the 75.0% of its 2 peers, and so is the whole interval." in held.sentence


def test_a_comparator_with_too_few_figures_is_refused():
    stands, history = stand(NN=80.0, EE=70.0, WW=None, SS=None)
    found = pool("its peers", stands, ["EE", "WW", "SS"], history)
    assert isinstance(found, Refusal)
    assert "Only 1 of 3" in found.sentence


def test_a_hidden_figure_is_held_against_nobody():
    stands, _ = stand(NN=None, EE=70.0, WW=71.0, SS=72.0)
    assert isinstance(hold(stands, "NN", PooledFigure("its peers", 70.0, 3, 3)), Refusal)


def test_the_region_is_all_its_footprints_and_a_peer_may_be_one_alone():
    assert set(OLD.group.at_home_of("NN")) == set(CODES)
    stands, history = stand(NN=80.0, EE=70.0, WW=71.0, SS=72.0)
    assert isinstance(hold_against(stands, "NN", "its peer", ["EE"], history), Held)


def test_who_lives_there_counts_where_it_is_known_and_is_named_where_it_is_not():
    outlines = pd.DataFrame({"code": [], "name": [], "rings": []})
    older = replace(OVERALL, id="gpps.older", title="Aged 65 and over")
    rows = pd.DataFrame({"org": CODES, "value": [20.0, 18.0, np.nan, 25.0], "release": "r"})
    rows = rows.assign(start=pd.Timestamp("2019-01-01"), end=pd.Timestamp("2020-01-01"))
    found = footprint_needs(
        [facts(*counted(2020))],
        facts(fact("P1", 2020, 1))[:0],
        outlines,
        OLD,
        told={Role.AGE: PeopleFacts(older, rows)},
    )
    assert found.table["gpps.older"].dropna().to_dict() == {"NN": 20.0, "EE": 18.0, "SS": 25.0}
    assert "gpps.older" in [each.id for each in like("NN", found).used]
    assert found.notes[-2:] == (
        "Aged 65 and over: 2019.",
        "Ethnic group and how rural it is are not known of most of them and so play no part.",
    )
    assert found.variables[-1].figure(20.0) == "20.0%"
