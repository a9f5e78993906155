"""What a figure says and shows, read back from the JSON that travels to the browser."""

from __future__ import annotations

import json
from typing import Any

from insight.charts.chart import Chart


def spec(chart: Chart) -> dict[str, Any]:
    """The figure as plain values; fails where it would not travel."""
    made = chart.figure.to_plotly_json()
    json.dumps(made)
    return made


def words(chart: Chart) -> str:
    """All text written on a figure, lines joined."""
    notes = spec(chart)["layout"]["annotations"]
    return " ".join(note["text"] for note in notes).replace("<br>", " ")


def markers(chart: Chart) -> list[dict[str, Any]]:
    """The traces that are drawn as marks, in order."""
    return [trace for trace in spec(chart)["data"] if trace.get("mode") == "markers"]


def complete(chart: Chart) -> bool:
    """Whether a chart carries all that must travel with it, in a figure that says it too."""
    said = words(chart).replace("<b>", "").replace("</b>", "")
    return bool(
        chart.alt
        and len(chart.table)
        and chart.foot
        and chart.name == chart.name.lower()
        and " " not in chart.name
        and chart.finding in said
        and chart.finding in chart.alt
    )
