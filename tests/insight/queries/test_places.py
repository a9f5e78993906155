"""The places of an invented footprint: what stands beside each, in which order, and what is never said."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from insight.benchmarks.place_sentences import chance, first_few, list_and_funnel, refusal, summary
from insight.benchmarks.places import FEW, in_order
from insight.benchmarks.refusals import Reason, Refusal
from insight.charts.chart import Chart
from insight.charts.places.map import places_map
from insight.charts.places.table import saved_table
from insight.model import Better, Level
from insight.queries.place_answers import in_a_funnel, on_a_map
from insight.queries.place_choice import PlaceChoice
from insight.queries.places import Listed, places
from insight.queries.published import PublishedSet
from insight.queries.question import Question, ask
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store
from insight.ui.place_rows import place_rows
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
    judged = rows[rows["word"].ne(FEW)]
    assert judged["probability"].is_monotonic_decreasing and rows["word"].iloc[-1] == FEW
    assert [each.org for each in first_few(found.places)] == list(judged.index)
    hidden = rows.assign(probability=rows["probability"].mask(rows["name"].eq(judged["name"].iloc[0])))
    hidden["word"] = hidden["word"].mask(hidden["probability"].isna())
    assert list(in_order(hidden, "worst", found.places.measure)["word"].isna()) == [False, False, True]
    changed = in_order(rows.assign(change_word=["not compared", "worse", "worse"]), "change", found.places.measure)
    assert changed["change_word"].iloc[-1] == "not compared"
    assert found.note == "" and found.choice.order == next(iter(found.orders)) == "worst"


def test_a_place_that_has_closed_since_says_so_in_the_list_in_words_and_in_the_count(cache: Path) -> None:
    found = listed(cache).places
    first = found.table.index[0]
    closed = replace(
        found,
        table=found.table.assign(
            closed=found.table["closed"].where(found.table.index != first, pd.Timestamp(2025, 4, 1))
        ),
    )
    assert summary(closed) == f"{summary(found)} 1 of those listed has closed since."
    assert "Closed on 1 April 2025." in first_few(closed)[0].sentence
    assert "closed 1 April 2025" in place_rows(closed, ALL, 5) and "closed" not in place_rows(found, ALL, 5)
    assert saved_table(closed)["Closed on"].tolist()[0] == "2025-04-01"


def test_under_a_hundred_replies_there_is_a_mark_and_no_verdict(cache: Path) -> None:
    found = listed(cache).places
    assert found.table.at["ZA0001", "word"] == FEW
    assert "1 rests on fewer than 100 replies: marked ○, without a verdict and so not among those named." in summary(
        found
    )
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
    nowhere = replace(found, places=replace(found.places, table=found.places.table.assign(x=float("nan"))))
    refused = places_map(nowhere.places, pd.DataFrame(), [], question.place, "")
    assert isinstance(refused, Refusal) and "No file gives the coordinates" in refused.sentence
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
    order = listed(cache, places="location~~~worst")
    assert (order.choice.order, "worst" in order.orders) == ("rating", False)  # nobody is judged by a measure


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
    assert summary(unknown) == "There is no figure for these 3 practices: they stand in order of name."
    assert first_few(unknown) == []
    rated = bare.assign(rating="Inadequate", rating_value=1.0)
    assert summary(replace(unknown, table=rated)).startswith(
        "Of 3 practices with a rating, 3 are inadequate and none requires"
    )
    assert len(first_few(replace(unknown, table=rated))) == 3
    part = pd.concat([rated, bare.assign(rating_value=None)])
    assert summary(replace(unknown, table=part)).startswith("Of 3 practices with a rating (of 6 listed), ")


def test_without_the_publishers_word_figures_are_shown_and_not_ranked_and_one_is_called_the_only_one(
    cache: Path,
) -> None:
    found = replace(listed(cache).places, found=Refusal(Reason.NO_SHARE, "None."))
    nothing = {"rating": None, "rating_value": float("nan"), "month": None}
    silent = found.table.assign(word=None, band="not compared", **nothing)
    shown = "are shown, not ranked: none is called better or worse."
    assert summary(replace(found, table=silent)) == (
        f"The figures of 3 practices {shown} The list is in order of name."
    )
    assert first_few(replace(found, table=silent)) == []
    alone = silent.head(1)
    assert summary(replace(found, table=alone)) == (
        "The figure of the only practice with one is shown, and not called good or bad."
    )
    months = silent.assign(month="concern (81.0% in April 2026)", month_word="concern")
    assert summary(replace(found, table=months)) == (
        f"The figures of 3 practices {shown} Of 3 practices, 3 have enough months to be judged by their own past, and 3 of these give concern."
    )
    rated = silent.assign(rating="Good", rating_value=3.0)
    assert summary(replace(found, table=rated)).startswith(f"The figures of 3 practices {shown} Of 3 practices with a")
    one = silent.head(1).assign(word="worse", band="worse")
    assert summary(replace(found, table=one)) == (
        "The only practice whose publisher says what was to be expected did worse than that."
    )
    three = silent.assign(word="worse")
    assert summary(replace(found, table=three)).endswith("was to be expected, none did worse than that.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["too few months"] * 3, "All 3 wards have too few months to be judged by their own past."),
        (["too few months"], "The only ward has too few months to be judged by its own past."),
        (["concern"], "The only ward has enough months to be judged by its own past, and it gives concern."),
        (
            ["usual variation", "too few months"],
            "Of 2 wards, 1 has enough months to be judged by its own past, and it gives no concern.",
        ),
        (
            ["concern", "usual variation"],
            "Of 2 wards, 2 have enough months to be judged by their own past, and 1 of these gives concern.",
        ),
    ],
)
def test_months_are_told_in_plain_words_for_none_and_one(cache: Path, words: list[str], said: str) -> None:
    found = listed(cache).places
    rows = found.table.head(len(words)).assign(value=float("nan"), rating_value=float("nan"))
    rows = rows.assign(month=words, month_word=words)
    bare = replace(found, kind=Level.WARD, found=None, table=rows.assign(word=None))
    assert summary(bare) == said


@pytest.mark.parametrize(
    ("word", "said"),
    [("worse", ", worse than expected."), ("about the same", ", about the same as expected."), (None, "%.")],
)
def test_a_publishers_word_says_what_it_is_held_against(cache: Path, word: str | None, said: str) -> None:
    found = replace(listed(cache).places, found=Refusal(Reason.NO_SHARE, "None."))
    plain = {"rating": None, "month": None, "also": None, "change_word": None, "sentence": ""}
    rows = found.table.assign(word="better", band="better", **plain)
    told = first_few(replace(found, table=rows.assign(word=[word, "better", "better"])))
    assert told[0].sentence.endswith(said) and " than than " not in told[0].sentence


def test_a_place_that_stands_there_for_its_months_says_so_though_they_are_usual(cache: Path) -> None:
    found = listed(cache).places
    plain = {
        "value": float("nan"),
        "rating": None,
        "rating_value": float("nan"),
        "also": None,
        "sentence": "",
        "word": None,
    }
    rows = found.table.assign(
        month="usual variation (April 2026)", month_word="usual variation", change_word=None, **plain
    )
    told = first_few(replace(found, kind=Level.WARD, found=None, table=rows))
    assert [each.sentence for each in told] == ["By its own past: usual variation (April 2026)."] * len(rows)


def test_of_one_place_no_count_is_made_and_the_funnel_is_told_from_the_list(cache: Path) -> None:
    found = listed(cache).places
    one = found.table.head(1)
    assert summary(replace(found, table=one.assign(word="likely"))).startswith(
        "The only practice is likely to be more than"
    )
    assert "do not settle whether it is more than" in summary(replace(found, table=one.assign(word="cannot tell")))
    assert "once chance is allowed for, the funnel who lies outside" in list_and_funnel(found)
    assert list_and_funnel(replace(found, found=None)) == ""


def test_without_a_better_direction_places_stand_by_name(cache: Path) -> None:
    found = listed(cache).places
    assert found.measure is not None
    neither = replace(found.measure, better=Better.NEITHER)
    rows = found.table.assign(probability=float("nan"), word=None, rating_value=float("nan"), month_word=None)
    assert in_order(rows, "worst", neither)["name"].is_monotonic_increasing


def test_figures_that_may_not_stand_side_by_side_do_not(tmp_path: Path) -> None:
    made = publish_inspected(tmp_path)
    measures = pq.read_table(made / "measures.parquet").to_pandas()
    said = {"comparable": False, "not_comparable_why": "Replies are not a sample", "not_comparable_who": "NHS England"}
    write(measures.assign(**said), "measures", made / "measures.parquet")
    found = listed(tmp_path)
    assert found.places.table["value"].isna().all() and found.places.table["word"].isna().all()
    assert in_a_funnel(asked(tmp_path), found) is None and "Value" not in saved_table(found.places)
    assert refusal(found.places) == "Replies are not a sample (NHS England)."
    assert "worst" not in found.orders and found.choice.order == "name"
    unrated = found.places.table.assign(rating_value=float("nan"), month=None)
    assert summary(replace(found.places, table=unrated)).startswith("Figures of this measure are not listed side by")


def test_a_number_that_is_neither_good_nor_bad_is_listed_by_name_though_it_may_not_be_compared(tmp_path: Path) -> None:
    made = publish_inspected(tmp_path)
    measures = pq.read_table(made / "measures.parquet").to_pandas()
    said = {"comparable": False, "not_comparable_why": "More is not worse", "not_comparable_who": "NHS England"}
    write(measures.assign(better="neither", **said), "measures", made / "measures.parquet")
    found = listed(tmp_path).places
    assert found.table["value"].notna().all() and found.table["word"].isna().all()
    assert summary(found).startswith(
        "The figures of 3 practices are shown, not ranked: none is called better or worse."
    )
    assert refusal(found) == "Do not compare places on this. More is not worse (NHS England)."
    assert "worst" not in listed(tmp_path).orders


def test_figures_that_nobody_judges_are_shown_with_the_reason_and_rank_nobody(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = Refusal(Reason.OWN_TYPE, "Types differ.")
    monkeypatch.setattr(sys.modules[places.__module__], "to_visit", lambda *_: why)
    found = listed(cache).places
    rows = found.table
    assert rows["value"].notna().any() and rows["probability"].isna().all()
    unrated = rows.assign(rating_value=float("nan"))
    assert in_order(unrated, "worst", found.measure)["name"].is_monotonic_increasing
    assert summary(found).startswith("The figures of 3 practices are shown, not ranked: ")
    assert refusal(found) == "Types differ."


def test_the_kind_that_the_measure_has_figures_of_is_listed_first_and_another_where_it_was_chosen(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert listed(cache).choice.kind == Level.PRACTICE and len(listed(cache).kinds) > 1
    monkeypatch.setattr(sys.modules[places.__module__], "_has_figures", lambda _, kind: kind is Level.LOCATION)
    assert listed(cache).choice.kind == Level.LOCATION
    assert listed(cache, places="practice").choice.kind == Level.PRACTICE
