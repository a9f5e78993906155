"""The deck read back: charts hold the facts, every object has its words, nothing is set too small, and bad templates are refused."""

from __future__ import annotations

import io
import math
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.util import Inches

import insight.pack.slides.deck as slides
from insight.benchmarks.verdicts import SHAPES
from insight.charts.style.palette import INK
from insight.charts.style.staying import kept_rows, telling_order
from insight.pack.content import Pack
from insight.pack.native import native, staying
from insight.pack.notes import REFUSED, SOURCES
from insight.pack.page import page
from insight.pack.screens import screens
from insight.pack.slides.deck import FILES, deck
from insight.pack.slides.objects import SlideBox, wide_of
from insight.pack.slides.tables import fitted
from insight.pack.slides.template import NotATemplate, our_deck, template_deck
from insight.queries.views import VIEWS, AskedView


@pytest.fixture(scope="module")
def content(made: Pack) -> bytes:
    return deck(made)


@pytest.fixture(scope="module")
def presentation(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def charts(presentation: Any) -> list[Any]:
    return [shape.chart for slide in presentation.slides for shape in slide.shapes if shape.has_chart]


def facts(made: Pack, view: str) -> Any:
    return next(part.chart.table for part in made.drawn if part.chart and part.wanted.view == view)


def test_the_trend_holds_the_facts_year_by_year(made: Pack, presentation: Any) -> None:
    table = facts(made, "trend")
    chart = next(each for each in charts(presentation) if list(each.plots[0].categories) == list(table["Period"]))
    drawn: dict[str, float] = {}
    for series in chart.plots[0].series:
        if series.name.startswith(made.name):
            drawn |= {c: v for c, v in zip(chart.plots[0].categories, series.values, strict=True) if v is not None}
    told = {str(p): v for p, v in zip(table["Period"], table["Value"], strict=True) if isinstance(v, int | float)}
    assert drawn == told
    assert len(told) > 2


def test_no_line_crosses_a_break(made: Pack, presentation: Any) -> None:
    table = facts(made, "trend")
    assert table["Note"].str.contains(r"\[b\]").sum() == 1
    chart = next(each for each in charts(presentation) if list(each.plots[0].categories) == list(table["Period"]))
    mine = [series for series in chart.plots[0].series if series.name.startswith(made.name)]
    assert len(mine) == 2
    assert not any(a is not None and b is not None for a, b in zip(mine[0].values, mine[1].values, strict=True))


def test_error_bars_reach_from_each_figure_to_its_limits(made: Pack, presentation: Any) -> None:
    table = facts(made, "ranked").set_index("Footprint")
    chart = next(c for c in charts(presentation) if set(c.plots[0].categories) <= set(table.index))
    series = chart.plots[0].series[0]
    ends = {way: [float(v.text) for v in series._element.xpath(f".//c:{way}//c:v")] for way in ("plus", "minus")}
    for name, value, plus, minus in zip(
        chart.plots[0].categories, series.values, ends["plus"], ends["minus"], strict=True
    ):
        row = table.loc[name]
        assert value == row["Value"]
        assert (value + plus, value - minus) == pytest.approx((row["Upper"], row["Lower"]))


def test_the_numbers_behind_a_chart_can_be_edited(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert sum(name.endswith(".xlsx") for name in file.namelist()) == len(charts(Presentation(io.BytesIO(content))))


def test_a_map_is_one_shape_for_each_footprint_with_its_name_and_figure(made: Pack, presentation: Any) -> None:
    told = facts(made, "map").set_index("Footprint")
    group = next(shape for slide in presentation.slides for shape in slide.shapes if shape.name == "Map of England")
    areas = {shape.name: shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in group.shapes}
    assert set(told.index) <= set(areas)
    for name, row in told.iterrows():
        if isinstance(row["Value"], int | float):
            assert f"{row['Value']:g}" in areas[str(name)]


def test_every_object_has_an_alternative_text(presentation: Any) -> None:
    for slide in presentation.slides:
        for element in slide.shapes._spTree.xpath(".//p:cNvPr")[1:]:
            assert (element.get("descr") or "").strip(), (slide.shapes.title.text_frame.text, element.get("name"))


def test_nothing_is_set_under_18_points(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if re.fullmatch(r"ppt/(slides|charts)/[^/]+\.xml", name):
                sizes = [int(size) for size in re.findall(r' sz="(\d+)"', file.read(name).decode())]
                assert min(sizes, default=1800) >= 1800, name


def test_every_slide_says_that_figures_are_invented_and_has_method_and_fingerprint_in_its_notes(
    presentation: Any,
) -> None:
    for at, slide in enumerate(presentation.slides):
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "DEMONSTRATION DATA" in words
        if at:
            assert "SHA-256" in slide.notes_slide.notes_text_frame.text


def test_the_same_pack_is_the_same_bytes(made: Pack, content: bytes) -> None:
    assert deck(made) == content


def test_a_template_keeps_its_layout_and_loses_its_slides(made: Pack, tmp_path: Path) -> None:
    path = tmp_path / "template.pptx"
    template = our_deck().presentation
    template.slides.add_slide(template.slide_layouts[5]).shapes.title.text_frame.text = "An old slide"
    template.save(str(path))
    read = Presentation(io.BytesIO(deck(made, template_deck(path))))
    assert [each.shapes.title.text_frame.text for each in read.slides] == [
        each.shapes.title.text_frame.text for each in Presentation(io.BytesIO(deck(made))).slides
    ]
    assert all(slide.slide_layout.name == "Title Only" for slide in read.slides)
    assert read.slide_width == Inches(13.333)


def test_what_is_no_template_is_refused_in_a_sentence(tmp_path: Path) -> None:
    text, bare, narrow = tmp_path / "notes.pptx", tmp_path / "bare.pptx", tmp_path / "narrow.pptx"
    text.write_text("no zip")
    empty = Presentation()
    for layout in list(empty.slide_layouts):
        if layout.name == "Title Only":
            empty.slide_layouts.remove(layout)
    empty.save(str(bare))
    small = Presentation()
    small.slide_width = Inches(10)
    small.save(str(narrow))
    for path, said in (
        (text, "not a PowerPoint file"),
        (bare, "no layout with a title alone"),
        (narrow, "10.0 inches wide"),
    ):
        with pytest.raises(NotATemplate, match=said):
            template_deck(path)
    with pytest.raises(NotATemplate, match="cannot be read"):
        template_deck(tmp_path / "absent.pptx")


def slides_of(made: Pack, view: str, table: pd.DataFrame, **told: Any) -> list[Any]:
    """The summary, where there is one, and the slide of one view whose table is INVENTED; `told` are other fields of its chart."""
    part = next(each for each in made.drawn if each.wanted.view == view)
    assert part.chart is not None
    changed = replace(
        part, answer=replace(part.answer, chart=replace(part.chart, table=table, **{"telling": (), **told}))
    )
    one = replace(made, parts=[changed], absent=[])
    slides = Presentation(io.BytesIO(deck(one))).slides
    return [each for each in slides if each.shapes.title.text_frame.text not in (made.title, SOURCES, FILES)]


def words(slide: Any) -> str:
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_bars_labelled_by_area_alone_never_mix_measures(made: Pack) -> None:
    table = facts(made, "heat")
    other = table.assign(Measure="Another measure")
    slides = slides_of(made, "heat", pd.concat([table, other], ignore_index=True))
    assert len(slides) == 1  # other areas' verdicts make no summary of this one
    assert not any(shape.has_chart for shape in slides[0].shapes)
    assert native(pd.concat([table, other]), "%", made.name, "England") is None
    assert native(table, "%", made.name, "England") is not None


def test_a_table_of_several_measures_names_area_and_measure_in_every_row(
    made: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("insight.pack.slides.deck._picture", lambda *_: None)  # as of a chart too large for a slide
    table = facts(made, "heat")
    many = pd.concat([table.assign(Measure=f"Invented measure {at}") for at in range(20)], ignore_index=True)
    slide = slides_of(made, "heat", many)[0]
    held = next(shape.table for shape in slide.shapes if shape.has_table)
    head, first, *_ = [[cell.text for cell in row.cells] for row in held.rows]
    assert head[0].startswith("Measure") and head[1:3] == ["England", made.name], (
        "what they are compared with, then itself"
    )
    row = table[table["Footprint"].eq(made.name)].iloc[0]
    assert first[:2] == ["Invented measure 0", f"{row['Benchmark']:.1f}%"]
    assert first[2] == f"{row['Value']:.1f}% {SHAPES[row['Verdict']]}"
    assert f"{len(held.rows) - 1} of 20 rows are shown" in words(slide)
    assert "▲ better" in words(slide), "the shapes are explained"


@pytest.mark.parametrize(("fits", "shown"), [(1, True), (2, False)])
def test_words_stand_beside_a_picture_too_and_in_the_notes_where_it_needs_the_whole_slide(
    made: Pack, monkeypatch: pytest.MonkeyPatch, fits: int, shown: bool
) -> None:
    part = next(each for each in made.drawn if each.wanted.view == "heat")
    said = "Invented words that belong beside the picture."
    one = replace(made, parts=[replace(part, answer=replace(part.answer, sentences=((said, "worse"),)))])
    monkeypatch.setattr(slides, "_native", lambda *_: None)
    drawn: list[int] = []
    picture = slides._picture

    def narrow(chart: Any, area: Any) -> bytes | None:
        drawn.append(area.wide)
        return picture(chart, area) if len(drawn) >= fits else None

    monkeypatch.setattr(slides, "_picture", narrow)
    slide = slides_of(one, "heat", facts(made, "heat"))[-1]
    assert (said in words(slide)) is shown
    assert said in slide.notes_slide.notes_text_frame.text
    assert len(drawn) == fits and drawn == sorted(drawn)


def test_a_table_of_several_measures_shows_the_one_that_its_finding_names(
    made: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("insight.pack.slides.deck._picture", lambda *_: None)
    table, named = facts(made, "heat"), "Kindness at the desk"
    measures = {"Another": "1", "A third": "2", named: "3"}
    many = pd.concat(
        [
            table.assign(Measure=each, Value=[f"{at}.{row}" for row in range(len(table))])
            for each, at in measures.items()
        ],
        ignore_index=True,
    )
    part = next(each for each in made.drawn if each.wanted.view == "heat")
    assert part.chart is not None
    found = replace(part.chart, finding="All areas: worse than England most often on kindness at the desk (2 of 6)")
    one = replace(made, parts=[replace(part, answer=replace(part.answer, chart=found))])
    held = next(shape.table for shape in slides_of(one, "heat", many)[0].shapes if shape.has_table)
    head, *rows = [[cell.text for cell in row.cells] for row in held.rows]
    assert {row[head.index("Measure")] for row in rows} == {named}, "whose figures they are is told"
    assert len(rows) == len(table)
    assert all(row[head.index("Value")].startswith("3.") for row in rows)
    assert head[-2:] == ["England", "Verdict"], "and what they are compared with"


def test_bars_that_their_labels_do_not_tell_apart_are_not_drawn(made: Pack) -> None:
    table = facts(made, "ranked")
    assert native(pd.concat([table, table.assign(Period="2024")]), "%", made.name, "England") is None


def test_what_is_too_few_for_a_share_has_no_bar_of_shares() -> None:
    counts = {"Sector": ["Hospitals", "Practices"], "Area": "Cedar", "Good": [4, 37], "Inadequate": [0, 5]}
    drawn = native(pd.DataFrame({**counts, "Good or outstanding (%)": ["[x]", 88.1]}), "%", "Cedar", "England")
    assert drawn is not None
    assert [list(each.values) for each in drawn.series] == [[37], [5]]
    assert (list(drawn.categories), drawn.blank) == (["Practices, Cedar"], ["Hospitals"])


def test_a_title_has_room_in_ours_and_in_any_template(made: Pack, tmp_path: Path) -> None:
    office = Presentation()  # with a title of 44 points
    office.slide_width = Inches(13.333)
    office.save(str(tmp_path / "office.pptx"))
    for on in (our_deck(), template_deck(tmp_path / "office.pptx")):
        for slide in Presentation(io.BytesIO(deck(made, on))).slides:
            title = slide.shapes.title
            size = title.text_frame.paragraphs[0].runs[0].font.size
            lines = wrap(title.text_frame.text, int(title.width / (size * 0.56)))
            assert len(lines) * size * 1.2 <= title.height
            tag = next(
                each for each in slide.shapes if each.has_text_frame and each.text_frame.text == "DEMONSTRATION DATA"
            )
            assert title.left + title.width <= tag.left or title.top >= tag.top + tag.height
            assert all(
                each.top >= title.top + title.height
                for each in slide.shapes if each.shape_id not in (title.shape_id, tag.shape_id)
            )  # fmt: skip


def test_estimated_years_are_dashed_and_the_reason_of_a_break_stands_beside_the_line(made: Pack) -> None:
    table = facts(made, "trend")
    built = table.assign(Note=[f"{note} [e]" if at < 2 else note for at, note in enumerate(table["Note"])])
    slide = slides_of(made, "trend", built)[-1]
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    first, *_ = chart.plots[0].series
    known = [value for value in first.values if value is not None]
    assert len(first._element.xpath(".//a:prstDash")) == (1 if len(known) <= 2 else 2)
    assert "Series breaks between" in words(slide) and "Dashed, hollow: estimated" in words(slide)
    assert not re.search("Grey: |Green band: ", slide.notes_slide.notes_text_frame.text)


def test_words_come_before_the_mark_in_the_notes_of_the_cover(presentation: Any) -> None:
    first, again, mark = presentation.slides[0].notes_slide.notes_text_frame.text.splitlines()
    assert first.startswith("What this pack shows: ") and "drawn again" in again and mark.startswith("insight-pack:")


def test_the_cover_says_of_when_its_figures_are(made: Pack, presentation: Any) -> None:
    assert made.dated.startswith("Figures as loaded by ")
    assert made.dated in words(presentation.slides[0])
    for other in (page(made).decode(), screens(made)[0].alt):
        assert made.dated in other


def test_a_title_of_ones_own_is_followed_by_whose_findings_they_are(made: Pack) -> None:
    selection = made.question.selection.choose(title="Quality committee")
    one = replace(made, question=made.question.asking(selection), parts=made.drawn[:1], absent=[])
    cover = Presentation(io.BytesIO(deck(one))).slides[0]
    assert cover.shapes.title.text_frame.text == "Quality committee"
    assert f"{made.name}. {made.against}" in words(cover)
    assert f"{made.name}. {made.against}" not in words(Presentation(io.BytesIO(deck(made))).slides[0])


def test_a_map_tells_the_outline_of_the_chosen_area(made: Pack, presentation: Any) -> None:
    assert any(f"Thick outline: {made.name}." in words(slide) for slide in presentation.slides)


def test_beside_a_chart_nothing_is_told_of_a_measure_it_has_no_bar_of(made: Pack) -> None:
    chart = next(part.chart for part in made.drawn if part.chart and part.wanted.view == "glance")
    table = pd.concat([chart.table.head(1).assign(Measure=name) for name in ("Drawn", "Undrawn")])
    drawn = native(table.head(1), "%", made.name, "England")
    told = slides._of_drawn(
        replace(chart, kept=chart.kept, table=table), drawn, ["Drawn: low.", "Undrawn: low.", "All."]
    )
    assert told == ["Drawn: low.", "All."]


def test_measures_in_several_units_share_no_axis(made: Pack) -> None:
    known = made.question.store.measures
    assert known["unit"].nunique() > 1
    titles = known.drop_duplicates("unit")["title"]
    table = pd.concat([facts(made, "glance").assign(Measure=title) for title in titles], ignore_index=True)
    assert not any(shape.has_chart for shape in slides_of(made, "glance", table)[-1].shapes)


def test_a_key_names_each_line_once_and_the_lines_still_break(made: Pack, presentation: Any) -> None:
    table = facts(made, "trend")
    chart = next(each for each in charts(presentation) if list(each.plots[0].categories) == list(table["Period"]))
    taken = {int(each.get("val")) for each in chart.legend._element.xpath("c:legendEntry[c:delete/@val='1']/c:idx")}
    names = [series.name for at, series in enumerate(chart.plots[0].series) if at not in taken]
    assert names == [made.name, "England"]
    assert len(chart.plots[0].series) == 4


def test_bars_without_room_are_counted_beside_the_chart_and_not_on_it(made: Pack) -> None:
    table = facts(made, "ranked")
    many = pd.concat([table.assign(Footprint=table["Footprint"] + f" {at}") for at in range(2)], ignore_index=True)
    part = next(each for each in made.drawn if each.wanted.view == "ranked")
    silent = replace(part, answer=replace(part.answer, sentences=()))
    slide = slides_of(replace(made, parts=[silent]), "ranked", many)[-1]
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    told = next(s for s in slide.shapes if s.has_text_frame and "7 of 12 rows are drawn" in s.text_frame.text)
    assert len(list(chart.chart.plots[0].categories)) == 7
    assert chart.left + chart.width <= told.left


def test_a_table_that_is_cut_says_above_it_that_there_is_more(made: Pack) -> None:
    table = facts(made, "glance")
    many = pd.concat([table.assign(Measure=f"Invented measure {at}") for at in range(29)], ignore_index=True)
    summary = slides_of(made, "glance", many)[0]
    held = next(shape for shape in summary.shapes if shape.has_table)
    told = next(s for s in summary.shapes if s.has_text_frame and "of 29 rows are shown" in s.text_frame.text)
    assert told.text_frame.text.startswith(f"{len(held.table.rows) - 1} of ")
    assert len(held.table.rows) > 8, "as many rows as have room"
    assert held.top + sum(row.height for row in held.table.rows) <= Inches(7.5 - 0.75), "over the source"
    assert told.top + told.height <= held.top
    assert "rows are shown" not in words(slides_of(made, "glance", many.head(7))[0])


def test_a_drawing_and_an_office_chart_keep_the_same_rows(made: Pack) -> None:
    """One rule: what the title counts, the worse and the better in turn, the widest gaps first."""
    words = ["worse"] * 9 + ["similar"] * 2 + ["better"] * 3 + ["not compared"]
    order = telling_order(words, [-float(9 - at) for at in range(9)] + [0.5, 0.4, 1.0, 2.0, 3.0, math.nan])
    many = pd.concat([facts(made, "glance").head(1).assign(Measure=f"m{at}") for at in range(len(words))])
    drawn = native(many, "%", made.name, "England", order)
    assert drawn is not None
    kept = [f"m{at}" for at in kept_rows(len(words), 7, (), order)]
    assert list(drawn.categories) == kept == ["m0", "m1", "m2", "m3", "m11", "m12", "m13"]
    some = many.reset_index(drop=True).drop([0, 12])
    assert list(staying(some, 3, order)["Measure"]) == ["m1", "m2", "m13"], "of some of its rows too"


def test_the_chart_hands_over_which_rows_of_its_table_stay(made: Pack) -> None:
    for part in made.drawn:
        if part.chart and part.chart.telling:
            assert sorted(part.chart.telling) == [*range(len(part.chart.table))], part.wanted
    assert any(part.chart and part.chart.telling for part in made.drawn)


def test_how_figures_must_not_be_read_stands_on_their_slide_and_page(made: Pack) -> None:
    warning = "More is not worse care, says this invented chart."
    part = next(each for each in made.drawn if each.wanted.view == "ranked")
    assert part.chart is not None
    slide = slides_of(made, "ranked", part.chart.table, warning=warning)[-1]
    changed = replace(part, answer=replace(part.answer, chart=replace(part.chart, warning=warning)))
    one = replace(made, parts=[changed], absent=[])
    assert f"<p><strong>{warning}</strong></p>" in page(one).decode()
    said = next(each for each in slide.shapes if each.has_text_frame and each.text_frame.text == warning)
    held = next(each for each in slide.shapes if each.has_chart)
    assert said.top + said.height <= held.top


def test_the_summary_has_units_years_and_what_each_is_compared_with(made: Pack) -> None:
    row = facts(made, "glance").iloc[0]
    held = next(s.table for s in slides_of(made, "glance", facts(made, "glance"))[0].shapes if s.has_table)
    head, first, *_ = [[cell.text for cell in each.cells] for each in held.rows]
    told = dict(zip(head, first, strict=True))
    assert told["Latest"] == f"{row['Value']:.1f}%"
    assert told["95% interval"] == f"{row['Lower']:.1f}% to {row['Upper']:.1f}%"
    assert told[row["Compared with"]] == f"{row['Benchmark']:.1f}%"
    assert told["When"] == row["Period"]


def test_what_lies_behind_a_drawing_and_where_its_lines_stop_are_handed_over_not_looked_for(made: Pack) -> None:
    odd = "Behind e.g. all: the others, as in 3.5 of them."
    stop = "No line from 2023 to 2024: asked anew, e.g. online."
    part = next(each for each in made.drawn if each.wanted.view == "trend")
    assert part.chart is not None
    chart = part.chart
    assert chart.behind and chart.stops and all(each in chart.foot for each in (*chart.behind, *chart.stops))
    told = {"foot": f"Source: A. {odd} {stop}", "behind": (odd,), "stops": (stop,)}
    slide = slides_of(made, "trend", chart.table, **told)[-1]
    assert stop in words(slide)
    notes = slide.notes_slide.notes_text_frame.text
    assert stop in notes and "Behind" not in notes


def test_no_word_of_a_table_is_broken_and_a_row_keeps_to_a_line_where_it_can() -> None:
    told = pd.DataFrame({"Measure": [f"Overall experience of being cared for {at}" for at in range(30)]})
    told = told.assign(**{"95% interval": "48.1% to 50.7%", "England": "53.7%", "When": "November 2022"})
    area = SlideBox(0, 0, Inches(12.2), Inches(5))
    found = fitted(told, area, Inches(0.4), ())
    for column, wide in zip(zip(*found.rows, strict=True), found.widths, strict=True):
        assert max(wide_of(word, bold=True) for cell in column for word in cell.split()) <= wide - Inches(0.2)
    assert sum(found.heights) <= area.high - Inches(0.4)
    assert found.shown >= 10


def test_findings_without_a_chart_are_told_on_a_slide_of_their_own(made: Pack, presentation: Any) -> None:
    assert made.refused
    told = [words(each) for each in presentation.slides if each.shapes.title.text_frame.text == REFUSED]
    assert all(reason in " ".join(told) for reason in made.refused)
    many = Presentation(io.BytesIO(deck(replace(made, absent=[AskedView(name) for name in VIEWS]))))
    assert sum(each.shapes.title.text_frame.text == REFUSED for each in many.slides) == 2


def test_the_footprint_stands_out_among_all_and_no_figure_is_white_on_white(made: Pack, presentation: Any) -> None:
    table = facts(made, "ranked")
    chart = next(c for c in charts(presentation) if set(c.plots[0].categories) <= set(table["Footprint"]))
    fills = [str(chart.plots[0].series[0].points[at].format.fill.fore_color.rgb) for at in range(len(table))]
    mine = list(chart.plots[0].categories).index(made.name)
    assert fills.count(fills[mine]) == 1
    low = table.assign(Value=4.0, Lower=3.0, Upper=5.0)
    slide = slides_of(made, "ranked", low)[-1]
    drawn = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert {str(each.font.color.rgb) for each in (drawn.plots[0].series[0].points[0].data_label,)} == {INK[1:]}


def test_a_figure_held_against_several_names_none_of_them_alone(made: Pack) -> None:
    table = facts(made, "glance")
    two = pd.concat([table, table.assign(Measure="Another", **{"Compared with": "Similar areas"})], ignore_index=True)
    drawn = native(two, "%", made.name, "England")
    assert drawn is not None
    assert [each.name for each in drawn.series] == [made.name, "What each is compared with"]


@pytest.mark.slow
def test_libreoffice_opens_it(content: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    path = tmp_path / "deck.pptx"
    path.write_bytes(content)
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
    ]
    subprocess.run([*command, str(tmp_path), str(path)], check=True, capture_output=True, timeout=240)
    assert (tmp_path / "deck.pdf").read_bytes().startswith(b"%PDF")
