"""The deck read back: charts hold the facts, every object has its words, nothing is set too small, and bad templates are refused."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from insight.pack.content import Pack
from insight.pack.slides.deck import deck
from insight.pack.slides.template import NotATemplate, our_deck, template_deck


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
    template.save(path)
    read = Presentation(io.BytesIO(deck(made, template_deck(path))))
    assert len(read.slides) == len(made.drawn) + 3
    assert all(slide.slide_layout.name == "Title Only" for slide in read.slides)
    assert read.slide_width == Inches(13.333)


def test_what_is_no_template_is_refused_in_a_sentence(tmp_path: Path) -> None:
    text, bare, narrow = tmp_path / "notes.pptx", tmp_path / "bare.pptx", tmp_path / "narrow.pptx"
    text.write_text("no zip")
    empty = Presentation()
    for layout in list(empty.slide_layouts):
        if layout.name == "Title Only":
            empty.slide_layouts.remove(layout)
    empty.save(bare)
    small = Presentation()
    small.slide_width = Inches(6)
    small.save(narrow)
    for path, said in (
        (text, "not a PowerPoint file"),
        (bare, "no layout with a title alone"),
        (narrow, "6.0 inches wide"),
    ):
        with pytest.raises(NotATemplate, match=said):
            template_deck(path)
    with pytest.raises(NotATemplate, match="cannot be read"):
        template_deck(tmp_path / "absent.pptx")


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
