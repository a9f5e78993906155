"""What is loaded, how fresh it is, and what its publishers say it may not be used for."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insight.benchmarks.wording import day, period_name
from insight.queries.menu import Options
from insight.ui.page import Page
from insight.ui.provenance import cautions_of, release_card
from insight.ui.sentences import caution, note, refusal


def holdings(page: Page) -> None:
    """Show what is kept and not shown, then every source: its freshness, its cautions and its files."""
    for notice in page.store.notices:
        refusal(notice)
    releases = page.store.releases
    whole = st.column_config.NumberColumn(format="localized")
    st.dataframe(
        freshness(releases, page.menu.sources), hide_index=True, width="stretch", column_config={"Rows": whole}
    )
    for source, title in page.menu.sources.items():
        files = (
            releases[releases["source"] == source].reset_index(drop=True).sort_values(["start", "id"], ascending=False)
        )
        with st.expander(f"{title}: {len(files)} {'file' if len(files) == 1 else 'files'}"):
            for warned in cautions_of(page.store.sources, source):
                caution(warned)
            for known in cautions(page.store.measures, page.store.breaks, source):
                note(known)
            st.html("".join(release_card(row) for row in files.to_dict("records")))


def freshness(releases: pd.DataFrame, titles: Options) -> pd.DataFrame:
    """One row per source: how many files, what the latest is about, when it was published and when retrieved."""
    rows = []
    for source, files in releases.groupby("source"):
        dated = files.dropna(subset=["start", "end"]).sort_values("end")
        latest = dated.iloc[-1] if len(dated) else None
        rows.append(
            {
                "Source": titles.get(str(source), str(source)),
                "Files": len(files),
                "Rows": int(files["rows"].sum()),
                "Latest period": period_name(latest["start"], latest["end"]) if latest is not None else "no period",
                "Published": _latest(files["published"]),
                "Retrieved": _latest(files["retrieved"]),
                "Licence": "; ".join(sorted(set(files["licence"]))),
            }
        )
    return pd.DataFrame(rows)


def _latest(moments: pd.Series) -> str:
    known = moments.dropna()
    return day(known.max()) if len(known) else "not stated"


def cautions(measures: pd.DataFrame, breaks: pd.DataFrame, source: str) -> list[str]:
    """One sentence per caveat and per break of a source, each said once with the measures it is about."""
    own = measures[measures["source"] == source]
    said: dict[str, list[str]] = {}
    for row in own[own["caveat"].fillna("") != ""].to_dict("records"):
        said.setdefault(row["caveat"], []).append(row["title"])
    titles = dict(zip(own["id"], own["title"], strict=True))
    for row in breaks[breaks["measure"].isin(own["id"])].to_dict("records"):
        sentence = f"Not comparable across {day(row['date'])}: {row['reason']} ({row['citation']})."
        said.setdefault(sentence, []).append(titles[row["measure"]])
    everything = len(own)
    return [
        sentence if len(about) == everything > 1 else f"{sentence} Concerns: {', '.join(about)}."
        for sentence, about in said.items()
    ]
