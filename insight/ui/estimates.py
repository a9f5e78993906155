"""How close our estimates are: what all differences from published figures come to, for the Data page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insight.benchmarks.wording import period_name, points
from insight.measures.reading import read_measure
from insight.model import Measure, Unit
from insight.queries.reconciled import Estimates
from insight.ui.listing import listing, said_of
from insight.ui.page import Page
from insight.ui.sentences import note, part, verdict

_UNITS = {Unit.PERCENT: "percentage points", Unit.SCORE: "score points", Unit.COUNT: "number"}


def estimates(page: Page) -> None:
    """Show how far our estimates lie from the publishers' figures of the same footprints and periods.

    It takes a while to work out, so that it is done when first asked for, and kept with the set of tables.
    """
    part(
        "How close are our estimates?",
        "Where a publisher gives no figure of a footprint, we add up those of its practices or trusts. Here the same sums "
        "are held against every figure that publishers do give: the nearer, the more the others can be relied on.",
    )
    vintage, known = page.select("vintage").vintage, page.recall(Estimates)
    if vintage is None:
        return
    if known.found is None:
        _offer(known)
        return
    rows = known.found[known.found["vintage"] == vintage]
    if rows.empty:
        note(f"No publisher gives a figure of {page.menu.vintages[vintage]} for which there is an estimate of ours.")
        return
    measures = {id: read_measure(page.store.measures.loc[id]) for id in rows["measure"].unique()}
    for source, title in page.menu.sources.items():
        if said := by_source(title, source, rows, measures):
            verdict(said)
    with st.expander(f"The {len(measures)} measures with both figures, period by period"):
        listing(
            _listed(rows, measures, page),
            f"estimates-{vintage}",
            said_of(page.store, "Published figures beside our roll-ups of the same releases."),
        )
        note(
            "Differences are given for all footprints together: one beside its published figure would tell what hidden practices answered."
        )


def by_source(title: str, source: str, rows: pd.DataFrame, measures: dict[str, Measure]) -> str:
    """What the differences of a source's percentages come to, as one sentence; empty where it has none."""
    mine = {id: each for id, each in measures.items() if each.source == source and each.unit is Unit.PERCENT}
    rows = rows[rows["measure"].isin(list(mine))]
    if rows.empty:
        return ""
    one = next(iter(mine.values()))
    made = f"{title}: {rows['pairs'].sum():,} percentages of footprints on {len(mine)} {'measure' if len(mine) == 1 else 'measures'}."
    if rows["largest"].max() == 0:
        return f"{made} Every one of our estimates lies less than {points(0.1, one)} from the published figure."
    return (
        f"{made} In every measure and period half of our estimates lie {_within(rows['median'].max(), one)} from the published "
        f"figure; the largest difference is {points(rows['largest'].max(), one)}."
    )


def _within(difference: float, measure: Measure) -> str:
    return f"{points(difference, measure)} or less" if difference > 0 else f"less than {points(0.1, measure)}"


def _listed(rows: pd.DataFrame, measures: dict[str, Measure], page: Page) -> pd.DataFrame:
    """One row per measure and period, the largest difference first; percentages before scores before numbers."""
    told = pd.DataFrame(
        {
            "Source": [page.menu.sources[measures[id].source] for id in rows["measure"]],
            "Measure": [measures[id].title for id in rows["measure"]],
            "Period": [period_name(start, end) for start, end in zip(rows["start"], rows["end"], strict=True)],
            "Footprints": rows["pairs"].to_numpy(),
            "Median difference": rows["median"].to_numpy(),
            "Largest difference": rows["largest"].to_numpy(),
            "Unit": [_UNITS.get(measures[id].unit, "") for id in rows["measure"]],
        }
    )
    order = pd.DataFrame({"unit": told["Unit"].map(list(_UNITS.values()).index), "size": -told["Largest difference"]})
    return told.iloc[order.sort_values(["unit", "size"]).index]


def _offer(known: Estimates) -> None:
    """Offer to work the differences out, show how far it has got, and run the page again with them."""
    if not st.button("Compare our estimates with every published figure", key="insight.estimates.start"):
        note("It may take a minute or two after a refresh, and is then kept for everybody.")
        return
    told = st.progress(0.0, "Adding up the figures of practices and trusts")
    known.work_out(lambda done, of: told.progress(done / of, f"Measure {done + 1} of {of}"))
    st.rerun()
