"""The pack as a tagged PDF (PDF/UA-1), set by typst from the same content: title, language and alternative texts inside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import typst

from insight.charts.cells import readable
from insight.charts.drawn.letters import FONTS
from insight.charts.drawn.rich import broken, read
from insight.charts.provenance import DEMONSTRATION
from insight.charts.style.layout import plain
from insight.pack.content import Pack, PackPart
from insight.pack.notes import REFUSED, SOURCES, files_of

_TEMPLATE = Path(__file__).with_name("paper.typ")
_HIGH, _ACROSS, _INDENT, _MM = 255, 170, 6, 72 / 25.4
"""Millimetres that a page has down and across, and by which sentences are set in; points in one."""
_HEADING, _TEXT, _SMALL, _LEADING, _AROUND = 15, 11, 9, 1.39, 18
"""Points of a finding, its sentences and the caption, and how far their lines stand apart; millimetres between them, of which
a few are to spare, so that a drawing is never higher than its page."""
_SAID = 4
"""Sentences over a chart: the page holds no more."""
_COLUMNS, _WIDEST, _LONGEST = 7, 40, 300
"""Columns of a table that a page has room for; characters up to which a column is wider than others, and those of a cell
that would take a page for itself."""


def paper(pack: Pack) -> bytes:
    """One PDF file."""
    parts = [
        *(_part(pack, part) for part in pack.drawn),
        *([said(REFUSED, pack.refused)] if pack.refused else []),
        said(SOURCES, pack.attributions),
    ]
    return printed(
        pack,
        pack.title,
        11,
        parts,
        introduction=[pack.about, *pack.introduction],
        contents=[part.finding for part in pack.drawn],
        cautions=pack.cautions,
        files=[*files_of(pack, pack.files), f"Pack {pack.identity.code}, version {pack.identity.version}."],
    )


def printed(pack: Pack, title: str, size: int, parts: Sequence[dict[str, Any]], **more: Sequence[str]) -> bytes:
    """Parts (`said`) as a PDF in type of so many points, or of 0 in the largest in which they are one page; `more` are an
    introduction, contents, cautions and files.

    The same content is the same bytes: no time is written.
    """
    told = {"introduction": [], "contents": [], "cautions": [], "files": []} | more
    told |= {"title": title, "size": size, "parts": parts, "name": pack.name, "against": pack.against}
    told |= {"code": pack.identity.code, "mark": pack.identity.line}
    told |= {"invented": DEMONSTRATION if pack.demonstration else ""}
    # Given as files by name, which the library's stubs do not know of.
    files: Any = {"main.typ": _TEMPLATE.read_bytes(), "data.json": json.dumps(told).encode()}
    made = typst.compile(
        files, font_paths=[FONTS], ignore_system_fonts=True, format="pdf", pdf_standards="ua-1", timestamp=0
    )
    assert isinstance(made, bytes)
    return made


def said(heading: str, lines: Sequence[str]) -> dict[str, Any]:
    """A heading with what is said under it."""
    told = {"finding": heading, "sentences": list(lines), "warning": ""}
    return told | {"svg": "", "alt": "", "caption": "", "table": None}


def _part(pack: Pack, part: PackPart) -> dict[str, Any]:
    chart = part.chart
    assert chart is not None
    told = said(part.finding, part.sentences[:_SAID]) | {"warning": chart.warning}
    told |= {"alt": chart.alt, "caption": f"{chart.subtitle.removesuffix('.')}. {chart.foot}"}
    said_high = sum(
        _high(each, _TEXT, _ACROSS - _INDENT) for each in (*told["sentences"], *filter(None, [chart.warning]))
    )
    high = _HIGH - _AROUND - _high(part.finding, _HEADING, _ACROSS, bold=True) - said_high
    high -= _high(told["caption"], _SMALL, _ACROSS)
    if drawn := pack.figure_of(part, high):
        return told | {"svg": drawn.svg(faces=False)}
    return told | {"table": table_of(chart.table, part.finding)}


def _high(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """Millimetres that a paragraph takes."""
    marked = f"<b>{plain(text)}</b>" if bold else plain(text)
    return len(broken(read(marked), room * _MM, size)) * size * _LEADING / _MM


def table_of(table: pd.DataFrame, finding: str) -> dict[str, Any]:
    """A table as text: its headings, its rows, the shares of its columns, and what is said of columns too long for paper.

    A column that says in every row what its `finding` names, such as the footprint, is left out.
    """
    shown = readable(table)
    shown = shown[[name for name in shown if len(told := set(shown[name])) != 1 or told.pop() not in finding]]
    long = [str(name) for name in shown if shown[name].str.len().max() > _LONGEST]
    names = [str(name) for name in shown if name not in long][:_COLUMNS]
    rows = [[str(cell) for cell in row] for row in shown[names].itertuples(index=False, name=None)]
    wide = [min(max(map(len, column)), _WIDEST) for column in zip(names, *rows, strict=True)]
    note = (
        f"Not on paper, which has no room for it: {', '.join(long)}. The web page and the zip have it." if long else ""
    )
    return {"head": names, "rows": rows, "wide": wide, "note": note}
