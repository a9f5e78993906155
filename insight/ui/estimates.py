"""How close our estimates are: every published figure of a footprint beside ours, for the Data page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insight.benchmarks.wording import period_name, points
from insight.charts.reconciliation import reconciliation
from insight.measures.reading import read_measure
from insight.measures.reconciliation import Agreement, agreement
from insight.model import Measure, Unit
from insight.ui import address
from insight.ui.desk import Desk
from insight.ui.drawing import chart, table
from insight.ui.estimates_desk import Estimates
from insight.ui.listing import listing, said_of
from insight.ui.page import Page
from insight.ui.sentences import note, part, verdict

_UNITS = {Unit.PERCENT: "percentage points", Unit.SCORE: "score points", Unit.COUNT: "number"}
_ROUNDING = 0.05
"""Percentage points. What is less is shown as 0.0."""
_CHOICE = "insight.estimates.measure"


def estimates(page: Page) -> None:
    """Show how far our estimates lie from the publishers' figures of the same footprints and periods.

    It takes a while to work out, so that it is done when first asked for, and kept with the set of tables.
    """
    part(
        "How close are our estimates?",
        "Where a publisher gives no figure of a footprint, we add up those of its practices or trusts. Here the same sums "
        "stand beside every figure that publishers do give: the nearer, the more the others can be relied on.",
    )
    vintage, known = page.select("vintage").vintage, page.recall(Estimates)
    if vintage is None:
        return
    if known.pairs is None:
        _offer(known)
        return
    rows = known.summary[known.summary["vintage"] == vintage]
    if rows.empty:
        note(f"No publisher gives a figure of {page.menu.vintages[vintage]} for which there is an estimate of ours.")
        return
    measures = {id: read_measure(page.store.measures.loc[id]) for id in rows["measure"]}
    pairs = known.pairs[known.pairs["vintage"] == vintage]
    for source, title in page.menu.sources.items():
        if said := by_source(title, source, pairs, measures):
            verdict(said)
    with st.expander(f"The {len(rows)} measures with both figures, one by one"):
        listing(
            _listed(rows, measures, page),
            f"estimates-{vintage}",
            said_of(page.store, "Published figures beside our roll-ups of the same releases."),
        )
        note("Every pair of every set of footprints stands in one file of the cache, derived/…/reconciliation.parquet.")
        _one_measure(page, known, measures, vintage)


def by_source(title: str, source: str, pairs: pd.DataFrame, measures: dict[str, Measure]) -> str:
    """What the differences of a source's percentages come to, as one sentence; empty where it has none."""
    mine = {id: each for id, each in measures.items() if each.source == source and each.unit is Unit.PERCENT}
    rows = pairs[pairs["measure"].isin(list(mine))]
    found = agreement(rows)
    if found is None:
        return ""
    worst = _worst(found, rows)
    measure = mine[str(worst["measure"])]
    when = period_name(worst["start"], worst["end"])
    made = f"{title}: {found.pairs:,} percentages of footprints on {len(mine)} {'measure' if len(mine) == 1 else 'measures'}."
    if found.largest < _ROUNDING:
        return f"{made} Every one of our estimates lies less than {points(0.1, measure)} from the published figure."
    return (
        f"{made} Half of our estimates lie {_within(found.median, measure)} from the published figure; the largest "
        f"difference is {points(found.largest, measure)} ({measure.title}, {found.worst}, {when})."
    )


def _worst(found: Agreement, pairs: pd.DataFrame) -> pd.Series:
    """The pair behind the largest difference."""
    there = pairs[(pairs["name"] == found.worst) & (pairs["start"] == found.worst_start)]
    return there.iloc[int(there["difference"].abs().argmax())]


def _within(difference: float, measure: Measure) -> str:
    return f"{points(difference, measure)} or less" if difference >= _ROUNDING else f"less than {points(0.1, measure)}"


def _listed(rows: pd.DataFrame, measures: dict[str, Measure], page: Page) -> pd.DataFrame:
    """One row per measure, the largest difference first; percentages before scores before numbers."""
    told = pd.DataFrame(
        {
            "Source": [page.menu.sources[measures[id].source] for id in rows["measure"]],
            "Measure": [measures[id].title for id in rows["measure"]],
            "Pairs": rows["pairs"].to_numpy(),
            "Median difference": rows["median"].to_numpy(),
            "Largest difference": rows["largest"].to_numpy(),
            "Unit": [_UNITS.get(measures[id].unit, "") for id in rows["measure"]],
            "Largest at": [
                f"{name}, {period_name(start, end)}"
                for name, start, end in zip(rows["worst"], rows["worst_start"], rows["worst_end"], strict=True)
            ],
        }
    )
    order = told["Unit"].map(list(_UNITS.values()).index)
    return told.iloc[
        pd.DataFrame({"unit": order, "size": -told["Largest difference"]}).sort_values(["unit", "size"]).index
    ]


def _one_measure(page: Page, known: Estimates, measures: dict[str, Measure], vintage: str) -> None:
    chosen = page.selection.measure if page.selection.measure in measures else next(iter(measures))
    st.session_state[_CHOICE] = chosen
    id = st.selectbox(
        "Every pair of one measure",
        list(measures),
        key=_CHOICE,
        format_func=lambda id: page.menu.measures.get(id, measures[id].title),
        on_change=lambda: address.choose(measure=st.session_state[_CHOICE]),
    )
    drawn = reconciliation(known.of(id, vintage), measures[id], page.recall(Desk).provenance(vintage))
    if drawn is not None:
        chart(drawn, key="reconciliation")
        table(drawn)


def _offer(known: Estimates) -> None:
    """Offer to work the pairs out, show how far it has got, and run the page again with them."""
    if not st.button("Compare our estimates with every published figure", key="insight.estimates.start"):
        note("It may take a minute or two after a refresh, and is then kept for everybody.")
        return
    told = st.progress(0.0, "Adding up the figures of practices and trusts")
    known.work_out(lambda done, of: told.progress(done / of, f"Measure {done + 1} of {of}"))
    st.rerun()
