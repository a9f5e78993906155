"""Objects on a slide, each with its alternative text: boxes of words, tables, pictures, and shapes given as paths."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from insight.charts.drawn.letters import width
from insight.charts.drawn.rich import broken, read
from insight.charts.style.layout import plain
from insight.charts.style.palette import FOOTPRINT, GROUND, INK

SMALLEST = 18
"""Points of the smallest type on a slide."""
FAMILY = "Arial"
"""On every computer that opens a deck."""
LINE, _AFTER = Pt(21.6), Pt(8)
"""The height of a line of it, and the space after a paragraph."""
_OF_OURS, _BOLD_OF_OURS = 0.96, 1.0
"""How wide its letters are at most beside those of our own type, whose widths are known here, plain and bold."""
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STRIPES = ("#EEF2F6", GROUND)
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"


class SlideBox(NamedTuple):
    """A rectangle on a slide in EMU."""

    left: int
    top: int
    wide: int
    high: int


def tell(shape: Any, text: str) -> None:
    """Give an object its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def write(
    slide: Any,
    area: SlideBox,
    paragraphs: Sequence[str],
    *,
    size: int = SMALLEST,
    bold: bool = False,
    colour: str = INK,
) -> Any:
    """A box of words, one paragraph each."""
    box = slide.shapes.add_textbox(*area)
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        paragraph.space_after = _AFTER
        look(run.font, size, bold, colour)
    tell(box, " ".join(paragraphs))
    return box


def look(font: Any, size: int, bold: bool, colour: str) -> None:
    """How a text looks."""
    font.size, font.bold, font.name = Pt(size), bold, FAMILY
    font.color.rgb = rgb(colour)


def rgb(colour: str) -> RGBColor:
    """A colour as the library takes it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def picture(slide: Any, area: SlideBox, png: bytes, alt: str) -> None:
    """A picture as large as its area lets it be."""
    tell(slide.shapes.add_picture(io.BytesIO(png), area.left, area.top, width=area.wide), alt)


def wide_of(text: str, bold: bool = False) -> float:
    """How wide a line of the smallest type is, in EMU."""
    return Pt(width(text, SMALLEST, bold) * (_BOLD_OF_OURS if bold else _OF_OURS))


def lines_of(text: str, room: float, *, bold: bool = False) -> int:
    """How many lines of the smallest type a text takes."""
    marked, letters = (f"<b>{plain(text)}</b>", _BOLD_OF_OURS) if bold else (plain(text), _OF_OURS)
    return len(broken(read(marked), room / Pt(1) / letters, SMALLEST))


def written_high(text: str, room: float) -> float:
    """How high a paragraph of the smallest type is, with the space after it."""
    return lines_of(text, room) * LINE + _AFTER


class SlideTable(NamedTuple):
    """Rows of text under a heading, how wide each column is and how high each row, and how many rows there are in all."""

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    heights: Sequence[int]
    whole: int

    @property
    def shown(self) -> int:
        """Rows but the heading."""
        return len(self.rows) - 1


def table(slide: Any, area: SlideBox, told: SlideTable, alt: str) -> None:
    """A table whose first row heads its columns; `widths` are the columns' shares."""
    rows, widths = told.rows, told.widths
    shape = slide.shapes.add_table(len(rows), len(rows[0]), area.left, area.top, area.wide, sum(told.heights))
    shape.name = "Table"
    tell(shape, alt)
    found = shape.table
    for at, share in enumerate(widths):
        found.columns[at].width = Emu(int(area.wide * share / sum(widths)))
    for down, row in enumerate(rows):
        found.rows[down].height = Emu(told.heights[down])
        for across, text in enumerate(row):
            cell = found.cell(down, across)
            cell.text_frame.text = text
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_top = cell.margin_bottom = Emu(25_000)
            for paragraph in cell.text_frame.paragraphs:
                for run in paragraph.runs:
                    look(run.font, SMALLEST, down == 0, GROUND if down == 0 else INK)
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(FOOTPRINT if down == 0 else _STRIPES[down % 2])


class AltText(NamedTuple):
    """What an object is called, and what it says to those who cannot see it."""

    number: int
    name: str
    alt: str


def freeform(parent: Any, told: AltText, area: SlideBox, rings: Sequence[Sequence[tuple[int, int]]], look: str) -> None:
    """A shape from closed rings (EMU from its own upper left corner) in one step: the library's builder takes the square of their length.

    `look` is the XML of its fill and its line.
    """
    steps = "".join(
        f'<a:moveTo><a:pt x="{ring[0][0]}" y="{ring[0][1]}"/></a:moveTo>'
        + "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in ring[1:])
        + "<a:close/>"
        for ring in rings
    )
    shape = parse_xml(
        f'<p:sp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvSpPr><p:cNvPr id="{told.number}" name=""/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{area.left}" y="{area.top}"/><a:ext cx="{area.wide}" cy="{area.high}"/></a:xfrm>'
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{area.wide}" h="{area.high}">{steps}</a:path></a:pathLst></a:custGeom>{look}</p:spPr></p:sp>'
    )
    _name(shape, told)
    parent.append(shape)


def group(slide: Any, told: AltText, area: SlideBox) -> Any:
    """A group of shapes whose places are those of the slide."""
    place = f'x="{area.left}" y="{area.top}"'
    size = f'cx="{area.wide}" cy="{area.high}"'
    found = parse_xml(
        f'<p:grpSp xmlns:p="{_P}" xmlns:a="{_A}"><p:nvGrpSpPr><p:cNvPr id="{told.number}" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off {place}/><a:ext {size}/><a:chOff {place}/><a:chExt {size}/></a:xfrm>"
        "</p:grpSpPr></p:grpSp>"
    )
    _name(found, told)
    slide.shapes._spTree.append(found)
    return found


def _name(element: Any, told: AltText) -> None:
    found = element.find(f".//{qn('p:cNvPr')}")
    found.set("name", told.name)
    found.set("descr", told.alt)


def filled(colour: str, line: str, width: float, dash: str = "") -> str:
    """The XML of a plain fill and a line; `width` in points."""
    return f"<a:solidFill>{_colour(colour)}</a:solidFill>{_line(line, int(width * 12700), dash)}"


def hatched(colour: str, line: str) -> str:
    """The XML of a hatching on white and a thin line."""
    stripes = f"<a:fgClr>{_colour(colour)}</a:fgClr><a:bgClr>{_colour(GROUND)}</a:bgClr>"
    return f'<a:pattFill prst="wdUpDiag">{stripes}</a:pattFill>{_line(line, 9525)}'


def outlined(line: str, width: int, dash: str = "") -> str:
    """The XML of no fill and a line; `width` in EMU."""
    return f"<a:noFill/>{_line(line, width, dash)}"


def _line(colour: str, width: int, dash: str = "") -> str:
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{width}"><a:solidFill>{_colour(colour)}</a:solidFill>{dashed}</a:ln>'


def _colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour.removeprefix("#")}"/>'
