"""A chart on a page, and its numbers in a table beside it."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from insight.benchmarks.refusals import Refusal
from insight.charts.cells import is_figures, readable
from insight.charts.chart import Chart, Shapes
from insight.charts.drawn.picture import draw
from insight.charts.drawn.sizes import A4, SCREENS
from insight.charts.wire import outlines_of, packed
from insight.queries.answer import Answer
from insight.queries.published import current
from insight.ui import address, navigation
from insight.ui.assets import address_of, chart_component
from insight.ui.leaving import in_words, leave
from insight.ui.listing import save_csv
from insight.ui.sentences import note, refusal

_SCREEN, _COPIED = "insight.screen", "insight.copied"
_TURNS_TO = {"org": "organisation", "measure": "trends"}
"""The page that a click turns to, by what it chooses."""


def chart(shown: Answer, key: str, picks: str | None = None) -> None:
    """Draw the chart of an answer with its ways to copy and save it, or say why it cannot be drawn.

    `key` names its place on the page and is unique there.

    `picks` is the part of the selection that a click chooses, e.g. `footprint`: the code under the pointer (the
    `meta.shape` of an area, the first `customdata` of a mark) goes to the address, and the page runs again; `org` turns
    to the page of that organisation, `measure` (its id and the first day of its period) to its years.
    """
    drawn = shown.chart
    if isinstance(drawn, Refusal):
        refusal(drawn.sentence)
        return
    component, file = chart_component(), in_words(drawn)
    laid_out, ready = _laid_out(drawn, key)
    told = {
        **laid_out,
        "finding": drawn.finding,
        "foot": drawn.foot,
        "alt": drawn.alt,
        "name": drawn.name,
        "file": file,
        "csv": address_of(drawn.csv, "text/csv", f"{key}.csv", f"{file}.csv"),
        "picks": picks is not None,
        "picture": draw(drawn, A4).svg() if st.session_state.pop(_COPIED, None) == key else None,
    }
    component(
        key=key,
        data=packed(told, **ready),
        on_picked_change=partial(_pick, key, picks),
        on_screen_change=partial(_lay_out_for, key),
        on_copied_change=partial(st.session_state.__setitem__, _COPIED, key),
    )
    leave(drawn, shown.releases, key)


def table(drawn: Chart | Refusal) -> None:
    """Show the numbers of a chart: the way to them by keyboard and screen reader, and as a file. None, if refused."""
    if isinstance(drawn, Refusal):
        return
    st.html(f'<p class="insight-caption">{escape(drawn.finding)}</p>')
    if drawn.notes:
        note("; ".join(drawn.notes))
    figures = [str(name) for name in drawn.table if is_figures(drawn.table[name])]
    st.dataframe(
        readable(drawn.table),
        hide_index=True,
        width="stretch",
        column_config={name: st.column_config.TextColumn(alignment="right") for name in figures},
    )
    save_csv("Save this table (CSV)", lambda: drawn.saved, in_words(drawn), drawn.name)


def _laid_out(drawn: Chart, key: str) -> tuple[dict[str, object], dict[str, str]]:
    """The figure (as JSON) for a wide window, which the browser draws; for a narrower one the drawing laid out for that."""
    screen = str(st.session_state.get(_SCREEN))
    if screen not in SCREENS:
        return {"screen": "wide", "shapes": _outlines(drawn.shapes) if drawn.shapes else None}, {"figure": drawn.traced}
    known = (draw, screen, key, drawn.traced)
    svg = current().memo.recall(known, lambda: draw(drawn, SCREENS[screen]).svg(faces=False, apart=f"{key}-"))
    return {"screen": screen, "svg": svg}, {}


def _lay_out_for(key: str) -> None:
    """Remember for this visit how wide the window is: one of `SCREENS`, or wide."""
    st.session_state[_SCREEN] = (st.session_state.get(key) or {}).get("screen")


def _pick(key: str, picks: str | None) -> None:
    code = (st.session_state.get(key) or {}).get("picked")
    if picks and isinstance(code, str):
        measure, _, start = code.partition(" ")
        address.choose(**({"measure": measure, "period": start} if picks == "measure" else {picks: code}))
        if picks in _TURNS_TO:
            navigation.go(_TURNS_TO[picks])


def _outlines(shapes: Shapes) -> dict[str, str]:
    """The name of a map and where the browser fetches it, which it does once."""
    content = current().memo.recall((outlines_of, shapes.id), lambda: outlines_of(shapes))
    return {"id": shapes.id, "url": address_of(content, "application/json", f"shapes.{shapes.id}")}
