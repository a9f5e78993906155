"""The pack as a tagged PDF (PDF/UA-1), set by typst from the same content: title, language and alternative texts inside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import typst

from insight.charts.cells import readable
from insight.charts.chart import Chart
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.letters import FONTS
from insight.charts.drawn.picture import draw
from insight.charts.provenance import DEMONSTRATION
from insight.pack.content import Pack, PackPart
from insight.pack.notes import files_of
from insight.pack.page import FIGURE

_TEMPLATE = Path(__file__).with_name("paper.typ")
_FIGURE = replace(FIGURE, high=165)
"""So high that the finding and its sentences have room on the same page."""
_SAID = 4
"""Sentences over a chart: the page holds no more."""
_COLUMNS = 7
"""Columns of a table that a page has room for."""


def paper(pack: Pack) -> bytes:
    """One PDF file."""
    return printed(
        {
            "title": pack.title,
            "name": pack.name,
            "against": pack.against,
            "code": pack.identity.code,
            "mark": pack.identity.line,
            "invented": DEMONSTRATION if pack.demonstration else "",
            "introduction": [f"{pack.against}. {pack.areas}.", *pack.introduction],
            "parts": [_part(part) for part in pack.parts],
            "cautions": pack.cautions,
            "files": [*files_of(pack.files), f"Pack {pack.identity.code}, version {pack.identity.version}."],
        }
    )


def printed(told: dict[str, Any]) -> bytes:
    """Content as a PDF. The same content is the same bytes: no time is written."""
    # Given as files by name, which the library's stubs do not know of.
    files: Any = {"main.typ": _TEMPLATE.read_bytes(), "data.json": json.dumps(told).encode()}
    made = typst.compile(
        files,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def _part(part: PackPart) -> dict[str, Any]:
    chart = part.chart
    svg = _svg(chart) if chart else ""
    return {
        "finding": part.finding,
        "sentences": part.sentences[:_SAID],
        "breaks": True,
        "svg": svg,
        "alt": chart.alt if chart else "",
        "caption": f"{chart.subtitle} {chart.foot}" if chart else "",
        "table": table_of(chart.table) if chart and not svg else None,
    }


def _svg(chart: Chart) -> str:
    try:
        return draw(chart, _FIGURE).svg(faces=False)
    except TooSmall:
        return ""


def table_of(table: pd.DataFrame, columns: Sequence[str] | None = None) -> dict[str, Any]:
    """A table as text: its headings and its rows."""
    names = list(columns or [str(name) for name in table.columns][:_COLUMNS])
    shown = readable(table)[names]
    return {"head": names, "rows": [[str(cell) for cell in row] for row in shown.itertuples(index=False, name=None)]}
