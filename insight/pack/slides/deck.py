"""The deck: a title, a summary, one slide for each finding, and where the figures come from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import ceil
from textwrap import wrap
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from insight.benchmarks.grammar import listed
from insight.charts.chart import Chart
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.picture import draw
from insight.charts.drawn.sizes import Size
from insight.charts.style.palette import ALERT, INK, QUIET_INK
from insight.model import Unit
from insight.pack.content import Pack, PackPart, together
from insight.pack.native import Native, native
from insight.pack.notes import REFUSED, SOURCES, notes_of, sources_line
from insight.pack.settled import settled
from insight.pack.slides.charts import add_chart
from insight.pack.slides.maps import add_map
from insight.pack.slides.objects import SMALLEST, SlideBox, look, picture, table, tell, write, written_high
from insight.pack.slides.tables import SlideTable, at_a_glance, fitted, in_units, told_on_a_slide
from insight.pack.slides.template import Deck, our_deck

_EDGE, _GAP = Inches(0.55), Inches(0.3)
_TITLE_TOP, _TITLE_HIGH, _FOOT = Inches(0.3), Inches(1.1), Inches(0.75)
_TEXT_SHARE = 0.31
"""Of the width, what is said beside a chart."""
_TITLE_SIZES, _LEADING, _LETTER = (28, 24, 22, 20, SMALLEST), 1.2, 0.56
"""Points of a title, the largest in which it has room; the height of its lines and the width of a letter in them."""
_LINE = Inches(0.4)
"""A line of words in type of 18 points."""
FILES = "Where these figures come from"
"""What heads the last slide."""
_MM = 36_000
_TAG, _TAG_WIDE, _TAG_HIGH = "DEMONSTRATION DATA", Inches(3.6), Inches(0.42)


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
    _add_words(on, pack, REFUSED, pack.refused)
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
    heading.height = Emu(high if on.own else max(high, place.high))
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
    """The largest type in which a title has room in its place, and how high it is then."""
    size, high = SMALLEST, 0
    for size in _TITLE_SIZES:
        lines = wrap(title, max(int(place.wide / Pt(size * _LETTER)), 1))
        high = ceil(len(lines) * Pt(size) * _LEADING)
        if high <= place.high:
            break
    return size, high


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
        [pack.about, *pack.introduction, f"Pack {pack.identity.code}."],
        size=24,
    )


def _add_summary(on: Deck, pack: Pack) -> None:
    """The findings at a glance, as a table with a shape and a word for each verdict."""
    if pack.judged is None:
        return
    part, whole = pack.judged
    slide, area = _slide(on, pack, f"{pack.name} at a glance", notes_of(pack, part), sources_line(pack, part))
    alt = f"Summary table. {part.finding}. {' '.join(part.sentences)}"
    told = at_a_glance(in_units(whole, _units(pack), _unit(pack, part)))
    _add_table(slide, area, fitted(told, area, _LINE, part.chart.telling if part.chart else ()), alt)


def _add_part(on: Deck, pack: Pack, part: PackPart) -> None:
    chart = part.chart
    assert chart is not None
    alt = " ".join([f"{part.finding}.", *part.sentences])
    drawn = _native(pack, part, chart)
    notes = notes_of(pack, part)
    for each in chart.behind if drawn else ():
        notes = notes.replace(f" {each}", "")
    slide, area = _slide(on, pack, part.finding, notes, sources_line(pack, part))
    if chart.warning:
        area = _warn(slide, area, chart.warning)
    said = [*_of_drawing(chart, drawn), *_of_drawn(chart, drawn, part.sentences)]
    said = _fitting(said, int(area.wide * _TEXT_SHARE), area.high - _GAP // 2)
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
        whole = in_units(chart.table, _units(pack), _unit(pack, part))
        told, cut = told_on_a_slide(whole, part.finding, pack.name, area)
        _add_table(slide, area, fitted(told, area, _LINE, chart.telling, pack.name), alt, cut)
        said = []
    if said:
        right = area.left + int(area.wide * (1 - _TEXT_SHARE))
        write(slide, SlideBox(right, area.top + Inches(0.1), int(area.wide * _TEXT_SHARE), area.high), said)


def _warn(slide: Any, area: SlideBox, warning: str) -> SlideBox:
    """Say over what is shown how its figures must not be read; the area that is left for it."""
    high = int(written_high(warning, area.wide))
    write(slide, area._replace(high=high), [warning], bold=True).name = "Caution"
    return area._replace(top=area.top + high, high=area.high - high)


def _of_drawing(chart: Chart, drawn: Native | None) -> list[str]:
    """What the chart of an office program must have said beside it: rows left out, points estimated, and where lines stop."""
    if drawn is None:
        return []
    cut = _cut(len(drawn.categories), len(drawn.categories) + drawn.left_out, "drawn")
    built = [drawn.categories[at] for each in drawn.series for at in each.built]
    dashed = [f"Dashed, hollow: estimated, not published for the area ({listed(built)})."] if built else []
    return [
        *cut,
        *([f"No bar of this area, too few places: {'; '.join(drawn.blank)}."] if drawn.blank else []),
        *dashed,
        *chart.stops,
    ]


def _of_drawn(chart: Chart, drawn: Native | None, sentences: Sequence[str]) -> list[str]:
    """The sentences that tell of no measure that the chart beside them has no bar of."""
    without = set(chart.table.get("Measure", [])) - {*drawn.categories} if drawn else set[str]()
    return [each for each in sentences if each.partition(":")[0] not in without]


def _native(pack: Pack, part: PackPart, chart: Chart) -> Native | None:
    """The chart as one that stays a chart; None where its rows are in several units, which share no axis, or it is a map."""
    known, titles = _units(pack), chart.table.get("Measure")
    units = {known[each] for each in titles if each in known} if titles is not None else {_unit(pack, part)}
    if chart.shapes is not None or len(units) != 1:
        return None
    drawn = native(chart.table, units.pop().sign, pack.name, pack.question.comparator().heading, chart.telling)
    return drawn if drawn is not None and drawn.categories else None


def _units(pack: Pack) -> dict[str, Unit]:
    """What the figures of each measure count, by its title."""
    known = pack.question.store.measures
    return {str(title): Unit(unit) for title, unit in zip(known["title"], known["unit"], strict=True)}


def _unit(pack: Pack, part: PackPart) -> Unit:
    """The same of the measure that a finding is about."""
    known, own = pack.question.store.measures, part.wanted.measure
    return Unit(known.at[own, "unit"]) if own in known.index else pack.question.measure.unit


def _cut(kept: int, whole: int, how: str = "shown") -> list[str]:
    """The sentence on rows for which there is no room, where there are any."""
    return [f"{kept} of {whole} rows are {how}; all of them are in the zip of tables."] if kept < whole else []


def _add_table(slide: Any, area: SlideBox, told: SlideTable, alt: str, cut: Sequence[str] = ()) -> None:
    """A table; what says that it is cut stands above it, where rows that grow cannot cover it."""
    cut = [" ".join([*cut, *_cut(told.shown, told.whole)])] if cut or told.shown < told.whole else []
    down = _LINE if cut else 0
    if cut:
        write(slide, SlideBox(area.left, area.top, area.wide, down), cut, colour=QUIET_INK)
    place = SlideBox(area.left, area.top + down, area.wide, area.high - down)
    table(slide, place, told, " ".join([alt, *cut]))


def _picture(chart: Chart, area: SlideBox) -> bytes | None:
    """A chart drawn for the area of a slide, whose words the slide says."""
    size = Size("area", "Area of a slide", area.wide / _MM, area.high / _MM, least=SMALLEST, dots=144, bare=True)
    try:
        return draw(chart, size).png()
    except TooSmall:
        return None


def _fitting(sentences: Sequence[str], wide: float, high: float) -> list[str]:
    """The first sentences for which a box has room."""
    kept: list[str] = []
    for each in sentences:
        if sum(written_high(said, wide) for said in (*kept, each)) <= high:
            kept.append(each)
    return kept


def _add_words(on: Deck, pack: Pack, title: str, sentences: Sequence[str]) -> None:
    """Sentences on as few slides as have room for them."""
    left = list(sentences)
    while left:
        slide, area = _slide(on, pack, title, notes_of(pack))
        some = together(left, lambda each, wide=area.wide: written_high(each, wide), area.high)[0]
        write(slide, area, some)
        left = left[len(some) :]


def _add_sources(on: Deck, pack: Pack) -> None:
    _add_words(on, pack, SOURCES, pack.attributions)
    rows = pack.files
    slide, area = _slide(on, pack, FILES, notes_of(pack))
    told = pack.cautions[:6]
    told.append(
        f"{len(rows)} published files; their addresses and fingerprints stand in the notes. Pack {pack.identity.code}."
    )
    write(slide, area, told)
