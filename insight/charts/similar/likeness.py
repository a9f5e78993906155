"""How alike footprints really are: one strip per variable, with the footprint, its peers and all the others on it."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.likeness import Likeness
from insight.charts.chart import Chart
from insight.charts.drawing import Attributes, Drawing
from insight.charts.provenance import foot_of
from insight.charts.style.framing import Caption, ChartFootprint, Room, finished, framed_plot
from insight.charts.style.layout import BODY, plain
from insight.charts.style.palette import CONTEXT, FOOTPRINT, GRID, GROUND, QUIET_INK
from insight.charts.style.plotting import BESIDE, draw_points, row_axis, write
from insight.stats.arrays import floats

_STRIP = 72
_LEFT, _RIGHT = 270, 130
_KEY = "Each strip in standard deviations from the mean of all footprints: the footprint a diamond, its peers rings, all others ticks."
_KINDS = (
    ("others", "line-ns-open", CONTEXT, 16),
    ("peers", "circle-open", QUIET_INK, 13),
    ("own", "diamond", FOOTPRINT, 18),
)


def likeness_strips(found: Likeness, place: ChartFootprint) -> Chart:
    """One strip per variable used, in standard deviations from the mean of all footprints of the vintage."""
    peers = len(found.peers)
    finding = f"How alike {found.name} and its {peers} peers are"
    subtitle = f"{place.provenance.vintage}. {_KEY} Outcomes of care play no part."
    lines = foot_of(place.provenance, found.needs.releases, found.method, *found.notes)
    caption = Caption(finding, subtitle, lines, [_KEY])
    chart = framed_plot(caption, Room(_LEFT, _RIGHT), len(found.used) * _STRIP)
    chart.update_layout(
        xaxis={"gridcolor": GRID, "zeroline": True, "zerolinecolor": QUIET_INK, "nticks": 9},
        yaxis=row_axis([each.title for each in found.used], 12),
    )
    for kind, symbol, colour, size in _KINDS:
        _draw_kind(chart, found, kind, {"symbol": symbol, "size": size, "color": colour})
    for at, each in enumerate(found.used):
        write(chart, f"<b>{each.figure(float(found.own[each.id]))}</b>", BODY, FOOTPRINT, y=at, xshift=10, **BESIDE)
    alt = f"{finding}. {subtitle} " + " ".join(
        f"{each.title}: {each.figure(float(found.own[each.id]))}." for each in found.used
    )
    name = ("alike", found.code, place.vintage, "likeness")
    return finished(chart, caption, place.provenance, alt=alt, table=_table(found), name=name)


def _draw_kind(chart: Drawing, found: Likeness, kind: str, marker: Attributes) -> None:
    names = {found.code: found.name, **dict(zip(found.table["code"], found.table["name"], strict=True))}
    chosen = {"own": [found.code], "peers": found.peers}.get(kind)
    codes = chosen or [code for code in found.table["code"] if code not in found.peers]
    values = pd.concat([found.own.to_frame(found.code).T, found.table.set_index("code")[[*found.own.index]]])
    x, y, text = [], [], []
    for at, each in enumerate(found.used):
        x += floats(found.scaled[each.id].reindex(codes)).round(3).tolist()
        y += [at] * len(codes)
        shown = zip(codes, floats(values[each.id].reindex(codes)), strict=True)
        text += [f"<b>{plain(names[code])}</b><br>{each.title}: {each.figure(value)}" for code, value in shown]
    line = {"color": marker["color"] if kind != "own" else GROUND, "width": 2}
    draw_points(chart, x, y, marker | {"line": line}, text)


def _table(found: Likeness) -> pd.DataFrame:
    """One row per variable: what it means, whether it was used, the footprint's own value and the peers' reach."""
    who = {"Peers": found.table[found.table["peer"]], "All": found.table}
    rows = []
    for each in found.needs.variables:
        told = {"Variable": each.title, "Meaning": each.meaning, "Used": "yes" if each in found.used else "no"}
        told[found.name] = each.figure(float(found.own[each.id]))
        for whose, table in who.items():
            told[f"{whose} from"] = each.figure(float(table[each.id].min()))
            told[f"{whose} to"] = each.figure(float(table[each.id].max()))
        rows.append(told)
    return pd.DataFrame(rows)
