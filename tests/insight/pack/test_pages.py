"""The page, the paper and the summary: nothing is asked of anybody, and those who cannot see are told everything."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pikepdf
import pytest

from insight.pack.content import Pack
from insight.pack.notes import files_of
from insight.pack.page import page
from insight.pack.paper import _part, paper, table_of
from insight.pack.summary import summary, summary_page, summary_paper
from insight.queries.published import PublishedSet
from insight.queries.question import ask
from insight.queries.resolve import resolve
from insight.selection import Selection
from insight.store import Store


class Read(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("make", [page, summary_page])
def test_a_page_asks_nobody_for_anything(made: Pack, make: Any) -> None:
    content = make(made)
    read = Read(content)
    for _, attributes in read.tags:
        for name in ("src", "href", "xlink:href", "srcset", "action"):
            assert (attributes.get(name) or "#").startswith(("#", "data:")), attributes
    assert not re.search(rb"url\((?!data:|#)", content)
    assert b"<script" not in content
    assert b"default-src 'none'" in content


def test_a_page_has_headings_tables_and_drawings_with_words(made: Pack) -> None:
    read = Read(page(made))
    names = [tag for tag, _ in read.tags]
    assert dict(read.tags)["html"]["lang"] == "en-GB"
    assert names.count("h1") == 1
    assert names.count("section") == len(made.parts)
    assert names.count("svg") == names.count("desc") >= len(made.drawn) - 1
    assert names.count("caption") == len(made.drawn)
    ids = [attributes["id"] for _, attributes in read.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))


def test_every_finding_says_that_its_figures_are_invented(made: Pack) -> None:
    assert page(made).decode().count("DEMONSTRATION DATA</strong>") == len(made.drawn) + 1
    assert "DEMONSTRATION DATA" in summary_page(made).decode()


def elements(tree: Any) -> Iterator[Any]:
    """Every element of the structure of a PDF, in reading order."""
    if isinstance(tree, pikepdf.Dictionary):
        if "/S" in tree:
            yield tree
        if "/K" in tree:
            yield from elements(tree["/K"])
    elif isinstance(tree, pikepdf.Array):
        for each in tree:
            yield from elements(each)


def untagged(page: Any) -> list[str]:
    """What a page draws outside all marked content: a screen reader would neither read nor skip it."""
    depth, found = 0, []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            assert instruction.operands[0] == "/Artifact" or "/MCID" in instruction.operands[1]
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        if depth == 0 and name in ("Tj", "TJ", "f", "f*", "S", "B", "Do", "sh"):
            found.append(name)
    return found


@pytest.mark.parametrize("make", [paper, summary_paper])
def test_a_paper_is_tagged_and_has_title_and_language(made: Pack, make: Any) -> None:
    with pikepdf.open(io.BytesIO(make(made))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]).startswith(made.name)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid:part" in bytes(pdf.Root.Metadata.read_bytes())
        assert b"insight-pack:" in bytes(pdf.Root.Metadata.read_bytes())
        tags = [str(each.S) for each in elements(pdf.Root.StructTreeRoot.K)]
        headings = [int(tag[2:]) for tag in tags if re.fullmatch(r"/H\d", tag)]
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(headings))
        for page_of in pdf.pages:
            assert not untagged(page_of)
            assert page_of.get("/Tabs", "/S") == "/S"


def test_findings_share_a_page_of_paper_where_they_have_room(made: Pack) -> None:
    with pikepdf.open(io.BytesIO(paper(made))) as pdf:
        assert len(pdf.pages) < len(made.drawn) + 3, "cover, findings, what is not shown, sources and files"


def test_a_drawing_on_paper_is_as_high_as_its_page_lets_it_be(made: Pack) -> None:
    part = next(each for each in made.drawn if each.wanted.view == "ranked")
    assert part.chart is not None
    drawing = part.chart.drawing
    rows = 60
    drawing.layout["yaxis"] |= {"range": [rows - 0.5, -0.5], "tickvals": [*range(rows)], "ticktext": ["Area"] * rows}
    highs = []
    for sentences in ([], ["Words. " * 60] * 3):
        said = tuple((f"{each}{at}", "similar") for at, each in enumerate(sentences))
        told = _part(
            made,
            replace(part, answer=replace(part.answer, sentences=said, chart=replace(part.chart, kept=drawing.kept()))),
        )
        highs.append(float(re.findall(r' height="([\d.]+)mm"', told["svg"])[0]))
    assert 190 < highs[0] < 245 and highs[1] < highs[0] - 40


def test_every_figure_of_a_paper_says_its_finding(made: Pack) -> None:
    with pikepdf.open(io.BytesIO(paper(made))) as pdf:
        figures = [each for each in elements(pdf.Root.StructTreeRoot.K) if each.S == "/Figure"]
        told = [part.chart.alt for part in made.drawn if part.chart]
        assert [str(each.Alt) for each in figures] == told


def test_a_summary_tells_only_what_patients_said_and_against_whom(made: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    part = next(each for each in made.drawn if each.wanted.view == "glance")
    assert part.chart is not None
    measures = made.question.store.measures
    asked = measures[measures["source"].eq("gpps") & measures["better"].eq("higher")]["title"].iloc[0]
    row = part.chart.table.head(1).assign(Value=61.0, Benchmark=70.0, Verdict="worse", Measure=asked)
    table = row.assign(**{"Compared with": "Another area"})
    one = replace(made, parts=[replace(part, answer=replace(part.answer, chart=replace(part.chart, table=table)))])
    assert "61 in every 100 here, 70 in every 100 in Another area." in summary_page(one).decode()
    staff = measures.assign(serves=measures["serves"].where(measures["title"].ne(asked), "its own staff"))
    monkeypatch.setitem(one.question.store.__dict__, "measures", staff)
    assert asked not in summary_page(one).decode()


def test_a_summary_begins_with_what_is_farthest_and_leaves_out_what_looks_alike(made: Pack) -> None:
    part = next(each for each in made.drawn if each.wanted.view == "glance")
    assert part.chart is not None
    row = part.chart.table[part.chart.table["Measure"].eq(made.question.measure.title)].head(1)
    pairs = [
        (60.0, 70.0, "worse"),
        (66.0, 70.0, "worse"),
        (90.4, 90.1, "better"),
        (81.0, 78.0, "better"),
        (75.0, 69.0, "better"),
    ]
    rows = pd.concat([row.assign(Value=v, Benchmark=b, Verdict=word) for v, b, word in pairs])
    one = replace(made, parts=[replace(part, answer=replace(part.answer, chart=replace(part.chart, table=rows)))])
    better, worse = (each.lines for each in summary(one)[1:3])
    assert [re.findall(r"(\d+) in every", line) for line in worse] == [["60", "70"], ["66", "70"]]
    assert [re.findall(r"(\d+) in every", line) for line in better] == [["75", "69"], ["81", "78"]]


def test_a_summary_does_not_say_of_what_is_not_loaded_that_too_few_answered(made: Pack) -> None:
    part = next(each for each in made.drawn if each.wanted.view == "glance")
    assert part.chart is not None
    row = part.chart.table[part.chart.table["Measure"].eq(made.question.measure.title)].head(1)
    none = row.assign(Value="[x]", Verdict="not compared")
    one = replace(made, parts=[replace(part, answer=replace(part.answer, chart=replace(part.chart, table=none)))])
    _, better, worse, *_ = told = summary(one)
    assert list(better.lines) == list(worse.lines) == ["Nothing could be compared."]
    unknown = " ".join(next(each.lines for each in told if each.heading == "What we do not know"))
    assert "For 1 question no figures of this area are loaded." in unknown
    assert "too few" not in unknown


def test_a_summary_dates_what_patients_said_only_where_every_day_is_known(made: Pack) -> None:
    dated, undated = (replace(made) for _ in range(2))
    dated.__dict__["files"] = made.files.assign(published=pd.Timestamp("2026-07-09"))
    undated.__dict__["files"] = dated.files.assign(published=[*dated.files["published"][:-1], pd.NaT])
    undated.__dict__["files"]["source"] = "gpps"
    assert "last published on 9 July 2026" in summary_page(dated).decode()
    assert "published on" not in summary_page(undated).decode()


def test_many_files_of_one_source_are_one_line(made: Pack) -> None:
    one = made.files.head(1)
    many = pd.concat([one.assign(id=f"x{at}", sha256=f"{at:064d}") for at in range(40)], ignore_index=True)
    lines = list(files_of(made, many))
    assert len(lines) == 1
    assert "40 files" in lines[0]
    assert len(list(files_of(made, many.head(3)))) == 3
    assert lines != list(files_of(made, many.assign(sha256="0" * 64)))


def test_a_table_on_paper_leaves_out_what_would_take_pages_and_what_its_finding_says() -> None:
    table = pd.DataFrame(
        {"Theme": ["Access", "Overall"], "Footprint": "Cedar", "Says": "worse", "Told": ["many " * 99] * 2}
    )
    told = table_of(table, "Cedar: two sources are opposed")
    assert told["head"] == ["Theme", "Says"]
    assert told["rows"] == [["Access", "worse"], ["Overall", "worse"]]
    assert "Told" in told["note"]
    assert table_of(table.head(0), "Cedar")["rows"] == []


def test_a_summary_is_one_page(made: Pack) -> None:
    with pikepdf.open(io.BytesIO(summary_paper(made))) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.Root.Lang) == "en-GB"


def test_the_same_pack_is_the_same_bytes(made: Pack) -> None:
    for make in (page, paper, summary_page, summary_paper):
        assert make(made) == make(made)


def test_a_summary_says_what_staff_complaints_and_needs_add_where_they_are_held(
    made: Pack, demonstration_cache: Path
) -> None:
    published = PublishedSet(Store.open(demonstration_cache))
    question = ask(published, resolve(published, Selection(footprint="QF7", vintage="icb-2026")).selection)
    assert question is not None
    one = replace(made, question=question, parts=[])
    (told,) = (each.lines for each in summary(one) if each.heading == "What else we know")
    staff, complaints, needs = told
    assert staff == "Staff who recommend the care, 2025: 66 in every 100 here, 64 in every 100 in England."
    assert re.search(r"complaints about .* are about, 2024/25: most often .*, \d+ in every 100 mentions\.$", complaints)
    assert re.fullmatch(r"Who lives here: .* \(.*\)\. The middle of all areas of England is [\d.,%]+\.", needs)
    page = summary_page(one).decode()
    assert "NHS Staff Survey" in page and "Written complaints" in page
    with pikepdf.open(io.BytesIO(summary_paper(one))) as pdf:
        assert len(pdf.pages) == 1
    assert all(each.heading != "What else we know" or "Staff" not in " ".join(each.lines) for each in summary(made))
