"""Charts drawn without a browser: legible in every size, the same bytes each time, and with all that the browser draws."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

import insight.charts as charts_package
from insight.charts.chart import Chart
from insight.charts.drawn.field import Field
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.marks import draw_trace
from insight.charts.drawn.picture import Picture, draw
from insight.charts.drawn.rich import broken, joined, read
from insight.charts.drawn.scale import straight
from insight.charts.drawn.sheet import DrawnSheet
from insight.charts.drawn.sizes import SIZES, Size
from insight.charts.provenance import DEMONSTRATION
from insight.charts.style.layout import FOOT
from insight.charts.wire import figure_of
from tests.insight.charts.drawn.boxes import EVERY, faults, in_every_size
from tests.insight.charts.drawn.charts import charts

CHARTS = Path(charts_package.__file__).parent


@pytest.fixture(scope="module")
def drawn_charts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Chart]:
    return charts(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def pictures(drawn_charts: dict[str, Chart]) -> list[Picture]:
    """Each chart in each size that it can be read in."""
    return [picture for chart in drawn_charts.values() for picture in in_every_size(chart)]


@pytest.fixture(scope="module")
def printed(pictures: list[Picture]) -> list[Picture]:
    return [each for each in pictures if not each.size.screen]


def words(drawing: Picture) -> str:
    return " ".join("".join(each.itertext()) for each in texts(drawing))


def texts(drawing: Picture) -> list:
    return ElementTree.fromstring(drawing.svg(faces=False)).findall(".//{http://www.w3.org/2000/svg}text")


def test_there_are_many_kinds_of_chart_and_each_is_read_on_a_page(drawn_charts: dict[str, Chart]) -> None:
    assert len({name.rsplit("-", 1)[-1] for name in drawn_charts}) >= 8
    assert all(draw(chart, SIZES["a4"]).body for chart in drawn_charts.values())


def test_no_word_lies_on_another_leaves_the_sheet_or_is_too_small(pictures: list[Picture]) -> None:
    assert {each.size for each in pictures} == set(EVERY)
    for each in pictures:
        assert not faults(each), (each.chart.name, each.size.id)


def test_words_that_lie_on_one_another_or_leave_the_sheet_are_found(pictures: list[Picture]) -> None:
    one = next(each for each in pictures if "<text " in each.body)
    first = re.findall(r"<text .*?</text>", one.body)[0]
    assert any(fault[1] == "lies on" for fault in faults(replace(one, body=one.body + first)))
    assert any(fault[1] == "leaves the sheet" for fault in faults(replace(one, high=20.0)))
    assert any(
        fault[1] == "is too small"
        for fault in faults(replace(one, body=one.body.replace('font-size="14"', 'font-size="13"')))
    )


def test_every_symbol_that_a_chart_names_can_be_drawn() -> None:
    named = re.compile(r'"((?:circle|square|diamond|triangle|line-ns|cross|star|hexagon|hourglass)(?:-[a-z]+)*)"')
    found = {name for path in CHARTS.rglob("*.py") for name in named.findall(path.read_text("utf-8"))}
    assert len(found) > 8
    field = Field(0, 0, 10, 10, straight((0, 1), 0, 10), straight((0, 1), 10, 0))
    for symbol in found:
        sheet = DrawnSheet()
        draw_trace(sheet, {"x": [0.5], "y": [0.5], "mode": "markers", "marker": {"symbol": symbol}}, field, 1)
        assert sheet.marks, symbol


def test_a_size_is_as_large_as_it_says(printed: list[Picture]) -> None:
    for each in printed:
        high = each.high * each.size.unit
        assert high == pytest.approx(each.size.high) or (each.size.grows and high < each.size.high + 60)


def test_the_same_chart_and_size_are_the_same_bytes(drawn_charts: dict[str, Chart], tmp_path: Path) -> None:
    again = charts(tmp_path)
    both = [(draw(chart, SIZES["a4"]), draw(again[name], SIZES["a4"])) for name, chart in drawn_charts.items()]
    assert all(one.svg() == other.svg() for one, other in both)
    assert both[-1][0].png() == both[-1][1].png()


def test_every_size_says_finding_source_and_that_figures_are_invented(printed: list[Picture]) -> None:
    for each in printed:
        said = re.sub(r"\s+", " ", words(each).replace("- ", "-"))
        assert DEMONSTRATION in each.chart.foot
        assert "DEMONSTRATION DATA" in said
        assert each.chart.finding.split()[0] in said
        assert "Source" in said or "Contains" in said


def test_a_drawing_carries_its_type_and_its_words_for_those_who_cannot_see_it(drawn_charts: dict[str, Chart]) -> None:
    chart = next(iter(drawn_charts.values()))
    svg = draw(chart, SIZES["a4"]).svg()
    assert svg.count("@font-face") == 2
    assert "<title>" in svg
    assert "<desc>" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def points(figure: dict) -> int:
    """The points that a figure asks for: one for each place that is known of each trace with points."""
    return sum(
        sum(x is not None and y is not None for x, y in zip(trace["x"], trace["y"], strict=True))
        for trace in figure["data"]
        if "markers" in (trace.get("mode") or "")
    )


def test_a_page_has_every_point_and_name_that_the_browser_draws(drawn_charts: dict[str, Chart]) -> None:
    for chart in drawn_charts.values():
        figure, drawing = figure_of(chart), draw(chart, SIZES["a4"])
        if chart.shapes is not None or "Room for" in words(drawing):
            continue
        sizes = [trace.get("marker", {}).get("size") for trace in figure["data"]]
        if any(isinstance(size, list) for size in sizes):
            continue  # a size of nothing is no point
        marks = sum(path.get("d").count("M") for path in _paths(drawing) if _is_point(path))
        assert marks >= points(figure), chart.name
        said = re.sub(r"[\s-]", "", words(drawing))
        for name in figure["layout"]["yaxis"].get("ticktext") or []:
            plain = re.sub(r"<[^>]+>", "", str(name).replace("<br>", ""))
            assert re.sub(r"[\s-]", "", plain) in said, (chart.name, name)


def _paths(drawing: Picture) -> list:
    return ElementTree.fromstring(drawing.svg(faces=False)).findall(".//{http://www.w3.org/2000/svg}path")


def _is_point(path) -> bool:  # an element of a library without types
    return path.get("fill") != "none" or "V" in path.get("d")


def test_a_picture_has_the_dots_of_its_size(drawn_charts: dict[str, Chart]) -> None:
    for size in (SIZES["a4"], SIZES["slide"]):
        chart = next(iter(drawn_charts.values()))
        picture = Image.open(io.BytesIO(draw(chart, size).png()))
        assert picture.width == round(size.wide / 25.4 * size.dots)
        assert picture.info["dpi"][0] == pytest.approx(size.dots, abs=0.5)


def test_on_a_slide_the_name_beside_a_map_covers_no_area(drawn_charts: dict[str, Chart]) -> None:
    named = 0
    for chart in drawn_charts.values():
        notes = [note for note in figure_of(chart)["layout"].get("annotations") or [] if note.get("axref") == "x"]
        if chart.shapes is None or not notes:
            continue
        found = draw(chart, SIZES["slide"])
        areas = [each.get("d") for each in _paths(found) if "L" in each.get("d") and each.get("d").endswith("Z")]
        east = max(float(at) for steps in areas for at in re.findall(r"[ML]([\d.]+) ", steps))
        name = re.sub("<[^>]+>", "", str(notes[0]["text"]).split("<br>")[0])
        told = re.findall(rf'<text x="([\d.]+)"[^>]*><tspan[^>]*>{name}</tspan>', found.svg(faces=False))
        assert told
        assert all(float(each) > east for each in told)
        named += 1
    assert named


def test_a_name_in_one_line_with_what_belongs_to_it_never_breaks_before_the_comma() -> None:
    name = joined(read("Overall experience of contacting the practice<br><i>2026</i>"), ", ")
    for room in range(120, 400, 5):
        lines = ["".join(run.text for run in line) for line in broken(name, room, FOOT)]
        assert not any(line.lstrip().startswith(",") for line in lines)
        assert " ".join(" ".join(lines).split()) == "Overall experience of contacting the practice, 2026"


def test_pictures_made_at_the_same_time_are_those_made_one_by_one(drawn_charts: dict[str, Chart]) -> None:
    slides = [draw(chart, SIZES["slide"]) for chart in list(drawn_charts.values())[:3]]
    one_by_one = [each.png() for each in slides]
    assert len(set(one_by_one)) == len(slides)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda each: each.png(), slides * 2)) == one_by_one * 2


@pytest.mark.parametrize("kind", ["funnel", "trend"])
def test_a_plot_is_not_squeezed_into_a_strip(drawn_charts: dict[str, Chart], kind: str) -> None:
    (plot, *_) = (chart for name, chart in drawn_charts.items() if kind in name)
    assert draw(plot, Size("wide", "Wide", 170, 90, bare=True)).body
    with pytest.raises(TooSmall):
        draw(plot, Size("strip", "Strip", 170, 35, bare=True))


def test_a_chart_that_cannot_be_read_in_a_size_says_what_to_choose(drawn_charts: dict[str, Chart]) -> None:
    tiny = Size("stamp", "Stamp", 40, 30)
    with pytest.raises(TooSmall, match=r"“Stamp”\. Choose a whole page"):
        for chart in drawn_charts.values():
            draw(chart, tiny)


def test_every_chart_is_laid_out_for_every_window_with_all_its_marks_and_words(pictures: list[Picture]) -> None:
    told = 0
    for each in pictures:
        if each.size.screen:
            assert "not shown" not in words(each)
            told += each.body.count("data-said")
        else:
            assert "data-said" not in each.body
    assert told > 100


def test_a_picture_carries_its_mark_and_nothing_else_changes(drawn_charts: dict[str, Chart]) -> None:
    drawing = draw(next(iter(drawn_charts.values())), SIZES["a4"])
    assert drawing.svg(mark="mark:x1").replace("<metadata>mark:x1</metadata>", "") == drawing.svg()
    with Image.open(io.BytesIO(drawing.png("mark:x1"))) as marked, Image.open(io.BytesIO(drawing.png())) as plain:
        assert marked.info["Source"] == "mark:x1"
        assert marked.tobytes() == plain.tobytes()
