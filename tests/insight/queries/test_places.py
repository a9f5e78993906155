"""The places of an invented footprint: what stands beside each, in which order, and what is never said."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from insight.benchmarks.place_sentences import chance, first_few, summary
from insight.benchmarks.places import FEW
from insight.benchmarks.refusals import Reason, Refusal
from insight.charts.chart import Chart
from insight.charts.places.table import saved_table
from insight.model import Level
from insight.queries.place_answers import in_a_funnel, on_a_map
from insight.queries.place_choice import PlaceChoice
from insight.queries.places import Listed, places
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store
from tests.insight.charts.spoken import complete, words
from tests.inspected import publish_inspected
from tests.silver import OVERALL, write

ALL = Selection(footprint="QZA", vintage="icb-2022", measure=OVERALL, period=date(2025, 1, 1))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three practices: one on few replies, one rated inadequate whose spot is known."""
    folder = tmp_path_factory.mktemp("cache")
    made = publish_inspected(folder)
    path = made / "facts" / "gpps.parquet"
    facts = pq.read_table(path).to_pandas()
    few = facts["org"].eq("ZA0001") & facts["start"].eq(date(2025, 1, 1))
    write(facts.assign(respondents=facts["respondents"].mask(few, 60.0)), "facts", path)
    orgs = pq.read_table(made / "orgs.parquet").to_pandas()
    spot = {
        "code": "ZA0000",
        "level": "location",
        "name": "Alder House",
        "postcode": "ZZ1 1ZZ",
        "longitude": -1.5,
        "latitude": 52.5,
    }
    lost = {"code": "ZA0001", "level": "location", "name": "Birch House"}
    write(pd.concat([orgs, pd.DataFrame([spot, lost])]), "orgs", made / "orgs.parquet")
    return folder


def asked(cache: Path, **chosen: str) -> Question:
    published = PublishedSet(Store.open(cache))
    question = ask(published, resolve(published, replace(ALL, **chosen)).selection)
    assert question is not None
    return question


def listed(cache: Path, **chosen: str) -> Listed:
    found = places(asked(cache, **chosen))
    assert found is not None
    return found


def test_every_practice_stands_there_with_its_figure_estimate_change_and_rating(cache: Path) -> None:
    found = listed(cache)
    rows = found.places.table
    assert set(rows.index) == {"ZA0000", "ZA0001", "ZA0002"}
    assert rows["value"].notna().all() and rows["estimate"].notna().all() and rows["change"].notna().all()
    assert rows["probability"].is_monotonic_decreasing
    assert found.note == ""


def test_under_a_hundred_replies_there_is_a_mark_and_no_verdict(cache: Path) -> None:
    found = listed(cache).places
    assert found.table.at["ZA0001", "word"] == FEW
    assert "1 rest on fewer than 100 replies: marked ○, without a verdict." in summary(found)
    assert "ZA0001" not in [each.org for each in first_few(found)]


def test_the_list_is_never_empty_and_says_how_sure_it_is_and_what_chance_does(cache: Path) -> None:
    found = listed(cache).places
    said = first_few(found)
    assert said
    assert all("in 100" in each.sentence for each in said)
    assert "partly bad luck" in chance(found)


def test_who_has_no_spot_is_listed_and_who_has_one_is_drawn(cache: Path) -> None:
    question = asked(cache, places="location")
    found = listed(cache, places="location")
    assert found.choice.kind is Level.LOCATION
    drawn = on_a_map(question, found).chart
    assert isinstance(drawn, Chart)
    assert complete(drawn)
    assert len(found.places.nowhere) + found.places.table["x"].notna().sum() == len(found.places.table)
    assert "Alder House" in words(drawn)


def test_inspected_places_stand_in_the_order_of_their_ratings(cache: Path) -> None:
    found = listed(cache, places="location").places
    assert found.table["rating"].iloc[0] == "Inadequate"
    assert "Of 2 places with a rating, 1 is inadequate and none requires improvement." in summary(found)
    assert "Inspectors: inadequate" in first_few(found)[0].sentence


def test_the_file_has_every_place_and_says_where_a_spot_is_not_known(cache: Path) -> None:
    found = listed(cache, places="location").places
    saved = saved_table(found)
    assert list(saved["Code"]) == list(found.table.index)
    assert "not known" in set(saved["Spot on the map from"])


def test_the_funnel_is_that_of_practices_alone(cache: Path) -> None:
    assert in_a_funnel(asked(cache), listed(cache)) is not None
    assert in_a_funnel(asked(cache), listed(cache, places="location")) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [(None, "practice~~~worst"), ("site~~~name", "site~~~name"), ("castle~X~huge~best", "practice~X~~worst")],
)
def test_what_an_address_asks_in_vain_is_left_at_what_is_shown_first(text: str | None, kept: str) -> None:
    assert PlaceChoice.read(text).written() == kept


def test_another_kind_lets_go_of_network_and_size() -> None:
    assert PlaceChoice.read("practice~U1~small~name").change(kind="ward").written() == "ward~~~name"


def test_where_practices_have_no_figure_of_the_measure_their_ratings_are_told_or_that_nothing_is_known(
    cache: Path,
) -> None:
    found = listed(cache).places
    bare = found.table.assign(value=float("nan"), word=None)
    unknown = replace(found, found=Refusal(Reason.NOT_AVAILABLE, "None."), table=bare)
    assert summary(unknown) == "Of 3 practices nothing is known that could be judged."
    assert first_few(unknown) == []
    rated = bare.assign(rating="Inadequate", rating_value=1.0)
    assert summary(replace(unknown, table=rated)).startswith(
        "Of 3 practices with a rating, 3 are inadequate and none requires"
    )
    assert len(first_few(replace(unknown, table=rated))) == 3
