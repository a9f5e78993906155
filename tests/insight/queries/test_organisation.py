"""One organisation: found by its code, shown in its own footprint, every measure beside England, and no verdict on few replies."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from insight.model import Level
from insight.queries.organisations import (
    Organisation,
    beside_its_like,
    its_ratings,
    one_each,
    organisation,
    through_the_years,
    what_it_is,
)
from insight.queries.own_measures import its_measures
from insight.queries.own_months import its_months
from insight.queries.places import places
from insight.queries.published import PublishedSet
from insight.queries.question import ask
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store
from insight.traits import Comparability
from tests.inspected import publish_inspected
from tests.silver import OVERALL, write

ALL = Selection(footprint="QZA", vintage="icb-2022", measure=OVERALL, period=date(2025, 1, 1), org="ZA0000")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    path = publish_inspected(folder) / "facts" / "gpps.parquet"
    facts = pq.read_table(path).to_pandas()
    write(facts.assign(respondents=facts["respondents"].mask(facts["org"].eq("ZA0001"), 60.0)), "facts", path)
    return folder


def found(cache: Path, **chosen: str | None) -> Organisation:
    published = PublishedSet(Store.open(cache))
    question = ask(published, resolve(published, replace(ALL, **chosen)).selection)
    assert question is not None
    org = organisation(question)
    assert org is not None
    return org


def test_without_a_choice_one_that_has_a_figure_is_opened(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[organisation.__module__]
    listed = places(found(cache).question)
    assert listed is not None
    first, second = listed.places.table.index[:2]
    table = listed.places.table
    bare = replace(listed.places, table=table.assign(value=table["value"].mask(table.index == first)))
    monkeypatch.setattr(module, "places", lambda _: replace(listed, places=bare))
    assert found(cache, org=None).code == second


def test_it_is_named_and_says_where_it_lies(cache: Path) -> None:
    org = found(cache)
    assert (org.code, org.level, org.name, org.note) == ("ZA0000", Level.PRACTICE, "Alder Surgery 0", "")
    told = {each.title: each.text for each in what_it_is(org)}
    assert told["Footprint"] == "Alder"
    assert "ZA0000" in told["Kind"]


def test_one_of_another_footprint_is_shown_beside_its_own(cache: Path) -> None:
    org = found(cache, footprint="QZC")
    assert org.question.footprint == "QZA"
    assert org.note == "It lies in Alder."


@pytest.mark.parametrize(
    ("asked", "why"),
    [(None, "No organisation is chosen yet"), ("NOBODY", "asks for an organisation that is not known")],
)
def test_without_one_that_is_known_the_first_of_the_list_is_shown_and_it_says_so(
    cache: Path, asked: str | None, why: str
) -> None:
    org = found(cache, org=asked)
    assert why in org.note
    assert org.code.startswith("ZA")


def test_every_measure_stands_beside_england_and_its_footprint(cache: Path) -> None:
    only = its_measures(found(cache))[0]
    row = only.table.iloc[0]
    assert (row["measure"], row["period"], row["value"]) == (OVERALL, "2025", 71.4)
    assert row["against"] == 78.65
    assert row["footprint"] == 72.4
    assert row["verdict"] == "worse"
    assert row["change"] == pytest.approx(0.4)


def test_every_measure_stands_beside_the_areas_picked_where_some_are(cache: Path) -> None:
    org = found(cache, against="picked", peers="QZA~QZC~QZD")
    (survey,) = its_measures(org)
    beside = org.question.beside()
    rows = beside[beside["org"].eq(org.question.comparator().org) & beside["start"].eq(org.question.period)]
    assert survey.whom.codes == ("QZC", "QZD")
    assert survey.table["against"].iloc[0] == pytest.approx(rows["value"].iloc[0])
    assert its_measures(found(cache))[0].whom.codes == ()


def test_where_none_can_be_compared_the_reason_is_told(cache: Path) -> None:
    survey = its_measures(found(cache))[0]
    assert survey.uncompared == ""
    ready_made = {id: replace(each, additive=False) for id, each in survey.measures.items()}
    assert replace(survey, measures=ready_made).uncompared.startswith(
        "These figures are shown as their publisher worked them"
    )
    no = Comparability(False, "Staff differ too much", "An invented publisher")
    barred = {id: replace(each, traits=replace(each.traits, comparability=no)) for id, each in survey.measures.items()}
    assert replace(survey, measures=barred).uncompared == "Staff differ too much (An invented publisher)."


def test_under_a_hundred_replies_there_is_no_verdict(cache: Path) -> None:
    row = its_measures(found(cache, org="ZA0001"))[0].table.iloc[0]
    assert row["few"]
    assert row["verdict"] == "not compared"
    assert row["change_word"] == "not compared"


def test_where_a_site_carries_its_trusts_code_a_ward_belongs_to_the_site_and_all_else_to_the_trust() -> None:
    both = pd.DataFrame([("R1", "site"), ("R1", "trust")], columns=["code", "level"])
    assert one_each(both, Level.SITE)["level"].tolist() == ["trust"]
    assert one_each(both, Level.WARD)["level"].tolist() == ["site"]


def test_what_the_inspectors_found_is_its_own(cache: Path) -> None:
    assert list(its_ratings(found(cache))["overall"]) == ["Inadequate"]


def test_it_is_held_beside_those_like_it_and_followed_through_the_years(cache: Path) -> None:
    org = found(cache)
    assert beside_its_like(org) is not None
    years = through_the_years(org)
    assert years is not None
    assert "gpps.2025" in years.releases
    assert its_months(org) == []
