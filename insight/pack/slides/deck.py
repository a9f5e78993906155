"""The deck: a title, a summary, one slide for each finding, and where the figures come from."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from math import ceil
from textwrap import wrap
from typing import Any

import pandas as pd
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from insight.benchmarks.grammar import listed
from insight.benchmarks.verdicts import SHAPES
from insight.charts.cells import readable
from insight.charts.chart import Chart
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.picture import draw
from insight.charts.drawn.sizes import Size
from insight.charts.style.palette import ALERT, INK, QUIET_INK
from insight.model import Unit
from insight.pack.content import Pack, PackPart
from insight.pack.native import Native, native, telling, verdicts_in
from insight.pack.notes import REFUSED, SOURCES, notes_of, sources_line
from insight.pack.settled import settled
from insight.pack.slides.charts import add_chart
from insight.pack.slides.maps import add_map
from insight.pack.slides.objects import SMALLEST, SlideBox, look, picture, table, tell, write
from insight.pack.slides.template import Deck, our_deck

_EDGE, _GAP = Inches(0.55), Inches(0.3)
_TITLE_TOP, _TITLE_HIGH, _FOOT = Inches(0.3), Inches(1.1), Inches(0.75)
_TEXT_SHARE = 0.31
"""Of the width, what is said beside a chart."""
_TITLE_SIZES, _LEADING, _LETTER = (28, 24, 22, 20, SMALLEST), 1.2, 0.56
"""Points of a title, the largest in which it has room; the height of its lines and the width of a letter in them."""
_ROWS, _COLUMNS = 7, 4
"""Rows and columns of a table that a slide has room for."""
_UNTOLD = ("Code", "Lower", "Upper", ", lower", ", upper")
"""Columns that a table on a slide does without: its names and figures say enough, the zip holds all."""
_CELL, _LETTERS_AN_INCH = Inches(0.33), 8
"""The height of a cell without its lines, each of which is half as high, and how many letters stand beside one another in an inch."""
_WIDEST, _PADDING = 38, 9
"""Characters of a cell up to which its column grows, and those that its margins take."""
_LETTERS = 330
"""Characters beside a chart, in type of 18 points."""
_LINE = Inches(0.4)
"""A line of words in type of 18 points."""
_MM = 36_000
_TAG, _TAG_WIDE, _TAG_HIGH = "DEMONSTRATION DATA", Inches(3.6), Inches(0.42)
_ELSEWHERE = re.compile(r"(?:Grey|Green band): [^.]*\. ?")
"""What the foot of a drawing says of what the chart of an office program has not."""
_BREAK = re.compile(r"Series breaks between [^.]*\.")


def deck(pack: Pack, on: Deck | None = None) -> bytes:
    """The pack as a PowerPoint file."""
    on = on or our_deck()
    core = on.presentation.core_properties
    core.title, core.author, core.language = pack.title, "Patient Insight Benchmarks", "en-GB"
    core.subject = f"{pack.against}. {pack.areas}. {_TAG if pack.demonstration else ''}".strip()
    core.keywords, core.comments, core.last_modified_by = f"Pack {pack.identity.code}", " ", ""
    # The library holds a comment to 255 characters, which the format does not.
    core._element.find(qn("dc:description")).text = pack.identity.line
    _add_title(on, pack)
    _add_summary(on, pack)
    for part in pack.drawn:
        _add_part(on, pack, part)
    for some in pack.refusals:
        slide, area = _slide(on, pack, REFUSED, notes_of(pack))
        write(slide, area, some)
    _add_sources(on, pack)
    out = io.BytesIO()
    on.presentation.save(out)
    return settled(out.getvalue())


def _slide(on: Deck, pack: Pack, title: str, notes: str, source: str = "") -> tuple[Any, SlideBox]:
    """A slide with its title, its source and its notes, and the area that is left for what it shows."""
    slide = on.presentation.slides.add_slide(on.layout)
    heading = slide.shapes.title
    tag = _TAG_WIDE + Inches(0.2) if pack.demonstration else 0
    if on.own:
        place = SlideBox(_EDGE, _TITLE_TOP, on.wide - 2 * _EDGE - tag, _TITLE_HIGH)
    else:  # where the template has it, under the tag
        top = max(heading.top, _TITLE_TOP + _TAG_HIGH if tag else 0)
        place = SlideBox(heading.left, top, heading.width, heading.height)
    size, high = _fitted(title, place)
    heading.left, heading.top, heading.width = (Emu(each) for each in place[:3])
    heading.height = Emu(high)
    heading.text_frame.text = title
    heading.text_frame.word_wrap = True
    if on.own:
        heading.text_frame.margin_left = 0
        heading.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    for paragraph in heading.text_frame.paragraphs:
        if on.own:
            paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.size = Pt(size)
            if on.own:
                look(run.font, size, True, INK)
    tell(heading, title)
    if pack.demonstration:
        _add_tag(on, slide)
    foot = on.high - _FOOT
    if source:
        write(slide, SlideBox(_EDGE, foot, on.wide - 2 * _EDGE, _FOOT - _GAP), [source], colour=QUIET_INK)
    slide.notes_slide.notes_text_frame.text = notes
    top = max(heading.top + heading.height, Inches(0.9)) + _GAP // 2
    return slide, SlideBox(_EDGE, top, on.wide - 2 * _EDGE, foot - top - _GAP // 2)


def _fitted(title: str, place: SlideBox) -> tuple[int, int]:
    """The largest type in which a title has room in its place, and how high it is: higher than the place where even the smallest has not."""
    size, high = SMALLEST, 0
    for size in _TITLE_SIZES:
        lines = wrap(title, max(int(place.wide / Pt(size * _LETTER)), 1))
        high = int(len(lines) * Pt(size * _LEADING))
        if high <= place.high:
            break
    return size, max(high, place.high)


def _add_tag(on: Deck, slide: Any) -> None:
    area = SlideBox(on.wide - _EDGE - _TAG_WIDE, _TITLE_TOP, _TAG_WIDE, _TAG_HIGH)
    box = write(slide, area, [_TAG], bold=True, colour=ALERT)
    box.line.color.rgb = box.text_frame.paragraphs[0].runs[0].font.color.rgb
    box.line.width = Pt(2)
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    box.text_frame.paragraphs[0].alignment, box.text_frame.paragraphs[0].space_after = PP_ALIGN.CENTER, Pt(0)
    tell(box, "Demonstration data: these figures are invented and say nothing about any real place.")


def _add_title(on: Deck, pack: Pack) -> None:
    told = f"What this pack shows: {'; '.join(part.finding for part in pack.drawn)}."
    again = f"This line lets the pack be drawn again:\n{pack.identity.line}"
    slide, area = _slide(on, pack, pack.title, f"{told}\n{again}")
    write(
        slide,
        area,
        [f"{pack.against}. {pack.areas}. {pack.dated}".strip(), *pack.introduction, f"Pack {pack.identity.code}."],
        size=24,
    )


def _add_summary(on: Deck, pack: Pack) -> None:
    """The findings at a glance, as a table with a shape and a word for each verdict."""
    if pack.judged is None:
        return
    part, whole = pack.judged[0], readable(pack.judged[1])
    shown = telling(whole, _ROWS)
    against = list(dict.fromkeys(shown.get("Compared with", [pack.against])))
    rows = [["Measure", "Verdict", "Latest", "95% interval", str(against[0]) if len(against) == 1 else "Compared with"]]
    for row in shown.to_dict("records"):
        word = str(row["Verdict"])
        limits = f"{row['Lower']} to {row['Upper']}" if row["Lower"] != "[x]" else "none"
        beside = f"{row.get('Benchmark', '')}" + ("" if len(against) == 1 else f" ({row['Compared with']})")
        rows.append([str(row["Measure"]), f"{SHAPES.get(word, '')} {word}".strip(), str(row["Value"]), limits, beside])
    slide, area = _slide(on, pack, f"{pack.name} at a glance", notes_of(pack, part), sources_line(pack, part))
    alt = f"Summary table. {part.finding}. {' '.join(part.sentences)}"
    _add_table(slide, area, rows, [4.6, 2.0, 1.1, 1.9, 2.8], alt=alt, cut=_cut(len(shown), len(whole)))


def _add_part(on: Deck, pack: Pack, part: PackPart) -> None:
    chart = part.chart
    assert chart is not None
    alt = " ".join([f"{part.finding}.", *part.sentences])
    drawn = _native(pack, part, chart)
    notes = notes_of(pack, part)
    slide, area = _slide(
        on, pack, part.finding, _ELSEWHERE.sub("", notes) if drawn else notes, sources_line(pack, part)
    )
    said = _fitting([*_of_drawing(chart, drawn), *_of_drawn(chart, drawn, part.sentences)])
    left = SlideBox(area.left, area.top, int(area.wide * (1 - _TEXT_SHARE)) - _GAP if said else area.wide, area.high)
    if chart.shapes is not None:
        add_map(slide, left, chart, chart.shapes, alt)
    elif drawn is not None:
        add_chart(slide, left, drawn, alt)
    elif (png := _picture(chart, left)) is not None:
        picture(slide, left, png, alt)
    elif (png := _picture(chart, area)) is not None:  # its words have room in the notes alone
        picture(slide, area, png, alt)
        said = []
    else:
        whole = readable(chart.table)
        told = _named(part, whole)
        rows, widths = _rows_that_fit(told, area)
        _add_table(slide, area, rows, widths, alt=alt, cut=_cut(len(rows) - 1, len(whole)))
        said = []
    if said:
        right = area.left + int(area.wide * (1 - _TEXT_SHARE))
        write(slide, SlideBox(right, area.top + Inches(0.1), int(area.wide * _TEXT_SHARE), area.high), said)


def _of_drawing(chart: Chart, drawn: Native | None) -> list[str]:
    """What the chart of an office program must have said beside it: rows left out, points estimated, and where lines stop."""
    if drawn is None:
        return []
    cut = _cut(len(drawn.categories), len(drawn.categories) + drawn.left_out, "drawn")
    built = [drawn.categories[at] for each in drawn.series for at in each.built]
    dashed = [f"Dashed, hollow: estimated, not published for the area ({listed(built)})."] if built else []
    stops = _BREAK.findall(chart.foot) if drawn.kind == "line" else []
    return [
        *cut,
        *([f"No bar of this area, too few places: {'; '.join(drawn.blank)}."] if drawn.blank else []),
        *dashed,
        *stops,
    ]


def _of_drawn(chart: Chart, drawn: Native | None, sentences: Sequence[str]) -> list[str]:
    """The sentences that tell of no measure that the chart beside them has no bar of."""
    without = set(chart.table.get("Measure", [])) - {*drawn.categories} if drawn else set[str]()
    return [each for each in sentences if each.partition(":")[0] not in without]


def _rows_that_fit(told: pd.DataFrame, area: SlideBox) -> tuple[list[list[str]], list[int]]:
    """The heading and the rows that tell most, as many as have room, and how wide each column is."""
    columns, rows, widths = _columns(told), list[list[str]](), list[int]()
    for most in range(_ROWS, 0, -1):
        shown = telling(told, most)[columns].itertuples(index=False)
        rows = [columns, *([str(cell) for cell in row] for row in shown)]
        # As wide as its words, so that a row keeps to one line where it can.
        widths = [min(max(map(len, column)), _WIDEST) + _PADDING for column in zip(*rows, strict=True)]
        letters = [area.wide / Inches(1) * _LETTERS_AN_INCH * wide / sum(widths) for wide in widths]
        lines = [max(ceil(len(cell) / room) for cell, room in zip(row, letters, strict=True)) for row in rows]
        if sum(_CELL + each * _CELL // 2 for each in lines) <= area.high - _LINE:
            break
    return rows, widths


def _named(part: PackPart, table: pd.DataFrame) -> pd.DataFrame:
    """Of a table of several measures the rows of those that the finding names, else of the area, where it names any: it rests on them."""
    for column in ("Measure", "Footprint"):
        named = [each for each in table.get(column, pd.Series()).unique() if str(each).lower() in part.finding.lower()]
        if named:
            return table[table[column].isin(named)]
    return table


def _columns(table: pd.DataFrame) -> list[str]:
    """The columns of a table that a slide has room for: the measure, and the first that differ from row to row, with the verdict last."""
    alone = len(table) == 1
    told = [
        str(each)
        for each in table
        if not str(each).endswith(_UNTOLD) and (alone or table[each].nunique() > 1 or each == "Measure")
    ]
    said = verdicts_in(table)
    return [*told[: _COLUMNS - 1], said] if said in told[_COLUMNS:] else told[:_COLUMNS]


def _native(pack: Pack, part: PackPart, chart: Chart) -> Native | None:
    """The chart as one that stays a chart; None where its rows are in several units, which share no axis, or it is a map."""
    measures, own = pack.question.store.measures, part.wanted.measure
    titles = chart.table.get("Measure")
    if titles is not None:
        units = set(measures.loc[measures["title"].isin(titles), "unit"])
    else:
        units = {str(measures.at[own, "unit"]) if own in measures.index else pack.question.measure.unit}
    if chart.shapes is not None or len(units) != 1:
        return None
    unit = "%" if units == {Unit.PERCENT} else ""
    drawn = native(chart.table, unit, pack.name, pack.question.comparator().heading)
    return drawn if drawn is not None and drawn.categories else None


def _cut(kept: int, whole: int, how: str = "shown") -> list[str]:
    """The sentence on rows for which there is no room, where there are any."""
    return [f"{kept} of {whole} rows are {how}; all of them are in the zip of tables."] if kept < whole else []


def _add_table(
    slide: Any, area: SlideBox, rows: Sequence[Sequence[str]], widths: Sequence[float], *, alt: str, cut: Sequence[str]
) -> None:
    """A table; what says that it is cut stands above it, where rows that grow cannot cover it."""
    down = _LINE if cut else 0
    if cut:
        write(slide, SlideBox(area.left, area.top, area.wide, down), cut, colour=QUIET_INK)
    table(
        slide, SlideBox(area.left, area.top + down, area.wide, min(area.high - down, len(rows) * Inches(0.5))),
        rows, widths, " ".join([alt, *cut]),
    )  # fmt: skip


def _picture(chart: Chart, area: SlideBox) -> bytes | None:
    """A chart drawn for the area of a slide, whose words the slide says."""
    size = Size("area", "Area of a slide", area.wide / _MM, area.high / _MM, least=SMALLEST, dots=144, bare=True)
    try:
        return draw(chart, size).png()
    except TooSmall:
        return None


def _fitting(sentences: Sequence[str]) -> list[str]:
    """The first sentences for which there is room beside a chart."""
    kept: list[str] = []
    for each in sentences:
        if sum(map(len, kept)) + len(each) <= _LETTERS:
            kept.append(each)
    return kept


def _add_sources(on: Deck, pack: Pack) -> None:
    for some in pack.credits:
        slide, area = _slide(on, pack, SOURCES, notes_of(pack))
        write(slide, area, some)
    rows = pack.files
    slide, area = _slide(on, pack, "Where these figures come from", notes_of(pack))
    told = pack.cautions[:6]
    told.append(
        f"{len(rows)} published files; their addresses and fingerprints stand in the notes. Pack {pack.identity.code}."
    )
    write(slide, area, told)
