"""What is loaded, how fresh it is, and what its publishers say it may not be used for."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from insight.benchmarks.wording import day, period_name
from insight.queries.menu import Options
from insight.store import Store


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
                "Latest period": _latest_period(latest["start"], latest["end"]) if latest is not None else "no period",
                "Published": _latest(files["published"]),
                "Retrieved": _latest(files["retrieved"]),
                "Licence": "; ".join(sorted(set(files["licence"]))),
            }
        )
    return pd.DataFrame(rows)


def _latest_period(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """The period of a file; of one that holds many years the last of them."""
    first, to, last = period_name(start, end).partition(" to ")
    return f"up to {last}" if to else first


def files_of(releases: pd.DataFrame, source: str) -> pd.DataFrame:
    """The releases of a source, the newest first."""
    rows = releases[releases["source"] == source].reset_index(drop=True)
    return rows.sort_values(["start", "id"], ascending=False)


def files_behind(store: Store, releases: Iterable[str]) -> pd.DataFrame:
    """The rows of some releases, source by source and in order of time."""
    known = store.releases
    return known[known["id"].isin(list(releases))].sort_values(["source", "start"], ascending=[True, False])


def warnings_of(sources: pd.DataFrame, source: str) -> list[str]:
    """What the publisher of a source says its figures may not be used for, one paragraph each."""
    return str(sources.at[source, "cautions"]).splitlines()


def parts_of(store: Store, files: pd.DataFrame) -> list[str]:
    """What is said of those of some files that are a part of what was published, a sentence or two each."""
    titles = tuple(f"{title}, " for title in files["title"])
    return [f"{each.rstrip('.')}." for each in store.notices if each.startswith(titles)]


def caveats_of(measures: pd.DataFrame, breaks: pd.DataFrame, source: str) -> list[str]:
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


def _latest(moments: pd.Series) -> str:
    known = moments.dropna()
    return day(known.max()) if len(known) else "not stated"
