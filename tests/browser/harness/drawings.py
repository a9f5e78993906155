"""Invented charts for looking at the chart component alone: a map and a row of dots, over the tiny silver of the tests."""

from __future__ import annotations

from insight.charts.chart import Chart, Shapes
from insight.charts.drawing import Drawing, scatter
from insight.model import Level
from insight.selection import Selection
from insight.store import Store

COLOURS = ["#B04A0D", "#F46A25", "#FBD0B8", "#FFFFFF", "#BBD7EE", "#6BACE6", "#12436D"]


def standing(store: Store, chosen: Selection):
    """One row per footprint: its figure in the chosen period."""
    facts = store.facts(chosen.measure or "", [Level.FOOTPRINT])
    return facts[facts["start"].dt.date == chosen.period].set_index("org")


def map_of(store: Store, chosen: Selection) -> Chart:
    """A map like the real one in all that the component must handle."""
    drawn = store.shapes(chosen.vintage or "", chosen.shape or "true")
    figures = standing(store, chosen)
    figure = Drawing()
    for place, (code, name) in enumerate(zip(drawn["code"], drawn["name"], strict=True)):
        value = figures["value"].get(code)
        figure.add_trace(scatter(
            mode="lines", fill="toself", hoveron="fills", name=name, text=f"{name}: {value}", hoverinfo="text",
            fillcolor=COLOURS[place % 7], line={"color": "#212B32", "width": 4 if code == chosen.footprint else 1},
            meta={"shape": code}, showlegend=False,
        ))  # fmt: skip
    finding = f"{chosen.footprint} stands out in {chosen.period}"
    figure.update_layout(
        height=700, title={"text": finding, "x": 0, "font": {"size": 24, "weight": 600}}, font={"family": "Inter, Arial, sans-serif"},
        plot_bgcolor="white", margin={"l": 10, "r": 10, "t": 60, "b": 60},
        xaxis={"visible": False, "range": [290_000, 610_000]}, yaxis={"visible": False, "scaleanchor": "x", "range": [190_000, 510_000]},
        annotations=[{"text": "Source: invented <br> DEMONSTRATION DATA", "x": 0, "y": -0.05, "xref": "paper", "yref": "paper", "showarrow": False}],
    )  # fmt: skip
    table = figures.reset_index()[["org", "value", "status"]].rename(columns=str.title)
    rings = dict(zip(drawn["code"], drawn["rings"], strict=True))
    return Chart(
        figure.kept(), finding, "Overall experience, percent", "Source: invented. DEMONSTRATION DATA", f"Map. {finding}", table,
        f"overall-{str(chosen.footprint).lower()}-{chosen.period}-{chosen.vintage}-map", Shapes(f"{chosen.vintage}-{chosen.shape}", rings),
    )  # fmt: skip


def dots_of(store: Store, chosen: Selection) -> Chart:
    """Marks whose customdata is the code of a footprint."""
    figures = standing(store, chosen)
    figure = Drawing()
    figure.add_trace(
        scatter(
            x=figures["value"], y=figures.index, mode="markers", customdata=list(figures.index), marker={"size": 18}
        )
    )
    figure.update_layout(height=400, title={"text": "Dots in a row"})
    table = figures.reset_index()[["org", "value"]]
    return Chart(figure.kept(), "Dots in a row", "", "Source: invented", "Dots. Dots in a row", table, "dots")
