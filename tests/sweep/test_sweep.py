"""A sweep holds what pages show against what they showed: the same code differs in nothing, another figure is found."""

from copy import deepcopy
from pathlib import Path

import pytest

from tests.silver import OVERALL, publish
from tests.sweep.compare import differences, report
from tests.sweep.grid import Sample, View, groups
from tests.sweep.record import read, record
from tests.sweep.views import visit

ONE_VIEW_OF_EACH = ("overview", "map", "compare", "trends", "priorities", "footprints", "data")
AT = (("measure", OVERALL), ("vintage", "icb-2022"), ("footprint", "QZD"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    publish(folder)
    return folder


def test_a_page_shows_the_same_twice(cache: Path) -> None:
    once, again = ({"view": visit(cache, View("trends", AT))} for _ in range(2))
    assert not differences(once, again)


def test_a_page_is_taken_down_with_its_words_table_and_chart(cache: Path) -> None:
    shown = visit(cache, View("map", AT))
    assert shown["address"]["footprint"] == "QZD"
    assert any("DEMONSTRATION DATA" in line for line in shown["text"])
    assert "Damson" in shown["tables"]["0"]["Footprint"]
    assert shown["charts"]["map"]["figure"]["data"]
    assert len(shown["csv"]["map.csv"]) == len(shown["tables"]["0"]["Footprint"]) + 1


def test_another_figure_is_found_wherever_it_stands(cache: Path, tmp_path: Path) -> None:
    higher = tmp_path / "cache"
    publish(higher, higher=1)
    before, after = ({"view": visit(each, View("trends", AT))} for each in (cache, higher))
    kinds = {each.kind for each in differences(before, after)}
    assert any(kind.startswith("charts.trend.figure.data") for kind in kinds)
    assert any(kind.startswith("csv.trend.csv") for kind in kinds)


@pytest.mark.parametrize("page", ONE_VIEW_OF_EACH)
def test_no_page_refuses_to_be_taken_down(cache: Path, page: str) -> None:
    assert not [line for line in visit(cache, View(page, AT))["text"] if line.startswith("EXCEPTION")]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (78.5, 78.5 + 1e-10, 0),
        (78.1234567, 78.1234568, 0),  # nine digits travel, and the last may be rounded either way
        (78.123456, 78.123457, 1),
        ("0.30000000000000004", "0.3", 0),
        (0.0, 1e-8, 1),
        (3, None, 1),
        ("better", "worse", 1),
        ([1, 2], [1, 2, 3], 1),
        ({"x": [1, 2]}, {"x": [1, 4], "y": 3}, 2),
    ],
)
def test_figures_are_the_same_to_the_digits_that_travel(before: object, after: object, told: int) -> None:
    shown = {"address": {}, "text": [], "tables": {}, "charts": {}, "csv": {}}
    assert len(differences({"v": shown | {"charts": before}}, {"v": shown | {"charts": after}})) == told


def test_sentences_must_be_the_same_to_the_letter(cache: Path) -> None:
    before = {"view": visit(cache, View("trends", AT))}
    after = deepcopy(before)
    after["view"]["text"].insert(3, "A new sentence.")
    found = differences(before, after)
    assert [(each.kind, each.before, each.after) for each in found] == [("text", None, "A new sentence.")]
    assert list(report(found, 1)) == ["1 in 1 views: text", "    view: None -> A new sentence."]


def test_a_view_of_one_record_alone_is_a_difference() -> None:
    assert [each.after for each in differences({"map?": {}}, {})] == ["absent"]


def test_a_sample_is_the_same_views_whatever_else_is_in_the_grid(cache: Path) -> None:
    def views(sample: Sample) -> set[View]:
        return {view for together in groups(cache / "silver", sample, [OVERALL]) for view in together}

    whole = views(Sample(ONE_VIEW_OF_EACH))
    assert {view.page for view in whole} == set(ONE_VIEW_OF_EACH)
    part = views(Sample(ONE_VIEW_OF_EACH, every=5))
    assert 0 < len(part) < len(whole) / 2 and part < whole
    assert views(Sample(("map",), every=5)) == {view for view in part if view.page == "map"}


def test_a_record_that_was_stopped_goes_on(cache: Path, tmp_path: Path) -> None:
    out, sample = tmp_path / "out", Sample(("map",), every=4)
    record(cache, out, sample)
    whole = read(out)
    assert len(whole) > 3
    out.write_bytes(out.read_bytes()[:-40])
    assert len(read(out)) < len(whole)
    record(cache, out, sample)
    assert not differences(whole, read(out))
