"""What each source says of each theme, in a table that is a chart: one row a theme, one column a source, no blended score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from insight.benchmarks.agreement import METHOD, Accord, Agreement, agreement_finding
from insight.benchmarks.grammar import counted
from insight.benchmarks.refusals import Refusal, unavailable
from insight.benchmarks.source_findings import SourceFinding
from insight.benchmarks.themes import TITLES
from insight.charts.chart import Chart
from insight.charts.drawing import Drawing
from insight.charts.provenance import foot_of
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.layout import BODY, SILENT, balanced, plain, wrapped
from insight.charts.style.palette import ALERT, BETTER, GRID, INK, QUIET_INK, VERDICTS
from insight.charts.style.plotting import level_line, write

_ROW, _LINE = 92, 22
"""Pixels of a row at the least, and of each line of its fullest cell or of the headings."""
_LEFT = 210
_CELL, _ROOM = 21, 119
"""Characters in a line of a cell at most, and in a line of all columns."""
_SHAPES: Mapping[str, str] = {
    "better": "▲",
    "worse": "▼",
    "similar": "●",
    "mixed": "◆",
    "improving": "↗",
    "getting worse": "↘",
    "no clear change": "→",
}
_COLOURS = {"better": VERDICTS["better"], "worse": VERDICTS["worse"], "similar": VERDICTS["similar"], "mixed": INK}
_ACCORDS = {
    Accord.IN_LINE: ("=", "In line", BETTER),
    Accord.OPPOSED: ("≠", "Opposed", ALERT),
    Accord.SILENT: ("–", "Nothing to<br>compare", QUIET_INK),
}


def sources_agree(found: Sequence[Agreement], titles: Mapping[str, str], place: ChartFootprint) -> Chart | Refusal:
    """One row per theme, one column per source that says anything, and whether they point one way. `titles` names the sources.

    Refused where no source says anything at all.
    """
    spoken = [each for theme in found for each in theme.findings]
    sources = [source for source in titles if any(each.source == source for each in spoken)]
    if not sources:
        return unavailable(f"No loaded source says anything of {place.name} that could be set side by side.")
    finding = agreement_finding(found, place.name)
    subtitle = (
        f"What each source says of {place.name} in its latest period, in its own terms, {place.provenance.vintage}."
    )
    releases = sorted({release for each in spoken for release in each.releases})
    caption = Caption(finding, subtitle, foot_of(place.provenance, releases, METHOD))
    columns = len(sources) + 1
    width = min(_CELL, _ROOM // columns)
    fullest = max(_cell(each, width).count("<br>") + 1 for each in spoken)
    headings = [f"<b>{balanced(titles[source], width - 3)}</b>" for source in sources] + ["<b>Together</b>"]
    head = max(heading.count("<br>") + 1 for heading in headings) * _LINE
    chart = framed_plot(caption, Room(_LEFT, above=head + 16, below=16), len(found) * max(_ROW, fullest * _LINE))
    chart.update_layout(
        xaxis={"range": [0, columns], "visible": False}, yaxis={"range": [len(found) - 0.5, -0.5], "visible": False}
    )
    for at, heading in enumerate(headings):
        _write(chart, at + 0.5, -0.5, heading, colour=INK, anchor="bottom")
    for at, theme in enumerate(found):
        _draw_theme(chart, at, theme, sources, width)
    alt = f"Table of {counted(len(found), 'theme')} by source for {place.name}. {finding}. " + " ".join(
        each.sentence(titles) for each in found
    )
    named = ("themes", place.code, place.vintage, "agreement")
    return finished(chart, caption, place.provenance, alt=alt, table=_table(found, place.name, titles), name=named)


def _draw_theme(chart: Drawing, at: int, theme: Agreement, sources: Sequence[str], width: int) -> None:
    level_line(chart, at - 0.5, {"color": GRID, "width": 2})
    title = f"<b>{wrapped(TITLES[theme.theme], 20)}</b>"
    write(chart, title, BODY, INK, x=0, xref="paper", xanchor="right", xshift=-14, y=at, align="right")
    for column, source in enumerate(sources):
        said = [each for each in theme.findings if each.source == source]
        text = "<br>".join(_cell(each, width) for each in said) or SILENT
        colour = _COLOURS.get(said[0].word, QUIET_INK) if len(said) == 1 else QUIET_INK
        _write(chart, column + 0.5, at, text, colour=colour)
    shape, word, colour = _ACCORDS[theme.accord]
    _write(chart, len(sources) + 0.5, at, f"<b>{shape} {word}</b>", colour=colour)


def _cell(said: SourceFinding, width: int) -> str:
    shape = _SHAPES.get(said.word, "")
    return f"<b>{shape}</b> {wrapped(said.brief, width)}<br><i>{plain(said.period)}</i>"


def _write(chart: Drawing, x: float, y: float, text: str, *, colour: str, anchor: str = "middle") -> None:
    write(chart, text, BODY, colour, x=x, y=y, yanchor=anchor, yshift=6 if anchor == "bottom" else 0, align="center")


def _table(found: Sequence[Agreement], name: str, titles: Mapping[str, str]) -> pd.DataFrame:
    """One row per theme and source; a theme nobody speaks of has one row."""
    rows = [
        {
            "Theme": TITLES[theme.theme],
            "Footprint": name,
            "Source": titles.get(said.source, said.source) if said else "none",
            "Period": said.period if said else "[x]",
            "Says": (said.word or "not judged") if said else "[x]",
            "In its own terms": said.said if said else "No loaded source asks about this.",
            "Sources": str(theme.accord),
        }
        for theme in found
        for said in theme.findings or (None,)
    ]
    return pd.DataFrame(rows)
