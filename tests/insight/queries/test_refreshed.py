"""What a refresh brought is told by the releases themselves."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from insight.queries.headlines import headlines_of
from insight.queries.published import PublishedSet
from insight.queries.question import ask
from insight.queries.refreshed import flipped, told, verdicts_changed
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store
from tests.silver import publish


def releases(**marks: str) -> pd.DataFrame:
    return pd.DataFrame({"sha256": marks, "title": {id: id.upper() for id in marks}})


def test_what_came_was_replaced_and_went_is_named() -> None:
    assert told(releases(a="1", b="1", c="1"), releases(a="1", b="2", d="1", e="1")) == [
        "2 files came: D and E.",
        "1 file was replaced by the publisher, who may have revised figures: B.",
        "1 file is no longer there: C.",
    ]


def test_a_refresh_that_brought_nothing_says_so() -> None:
    assert told(releases(a="1"), releases(a="1")) == ["The last refresh brought the same files as the one before."]


def test_verdicts_that_are_others_than_before_are_told_the_worse_first(tmp_path: Path) -> None:
    publish(tmp_path)
    published = PublishedSet(Store.open(tmp_path))
    wish = Selection.from_query({"footprint": "QZD", "vintage": "icb-2022"})
    question = ask(published, resolve(published, wish).selection)
    assert question is not None
    now = headlines_of(question)[0]
    before, worse, better = (
        replace(now, row=pd.Series({**now.row, "verdict": word})) for word in ("similar", "worse", "better")
    )
    other = replace(better, measure=replace(now.measure, id="gpps.other", title="Other"))
    was = [before, replace(before, measure=other.measure)]
    found = flipped(was, [other, worse], "North")
    assert found[0][0] == "2 of 2 verdicts on North have changed."
    period = now.standing.period
    assert [word for _, word in found[1:]] == ["worse", "better"]
    assert found[1][0].endswith(f": similar to England in {period} before, worse than England in {period} now.")
    assert flipped(was, was, "North")[0][0].startswith("None of 2 verdicts")
    assert "in common" in flipped([], was, "North")[0][0]


def test_a_set_that_was_refreshed_is_asked_again_and_one_without_a_set_before_says_so(tmp_path: Path) -> None:
    for number, said in ((1, "cannot be asked"), (2, "No verdict on")):
        publish(tmp_path, number=number, higher=0.01 * number)
        published = PublishedSet(Store.open(tmp_path))
        question = ask(
            published, resolve(published, Selection.from_query({"footprint": "QZD", "vintage": "icb-2022"})).selection
        )
        assert question is not None
        assert said in verdicts_changed(question)[0][0]
