"""Where figures come from, down to the fingerprint of the file: every chart can be traced to the publisher's own words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from insight.benchmarks.wording import day
from insight.queries.holdings import files_behind, parts_of, warnings_of
from insight.store import Store
from insight.ui.folds import fold
from insight.ui.sentences import caution


def provenance(store: Store, releases: Iterable[str]) -> None:
    """Say what the publishers caution against and which files are a part of theirs, and fold away the files, down to the SHA-256."""
    rows = files_behind(store, releases)
    for source in rows["source"].unique():
        if warned := warnings_of(store.sources, source):
            caution(f"{store.sources.at[source, 'title']}: {' '.join(warned)}")
    if rows.empty:
        return
    for said in parts_of(store, rows):
        caution(said)
    label = f"Where these figures come from ({len(rows)} {'file' if len(rows) == 1 else 'files'})"
    fold(label, "provenance", lambda: st.html("".join(map(release_card, rows.to_dict("records")))))


def release_card(release: dict[Any, Any]) -> str:
    """One release in words, as HTML: everything needed to find the file again and to know it is the same."""
    facts = [
        ("Attribution", escape(release["attribution"])),
        ("Licence", escape(release["licence"])),
        ("Published", _day(release["published"])),
        ("Retrieved", _day(release["retrieved"])),
        ("Address", _link(release["url"])),
        ("Size", _size(int(release["bytes"]))),
        ("SHA-256", f"<code>{escape(release['sha256'])}</code>"),
    ]
    lines = "".join(f"<br>{title}: {text}" for title, text in facts if text)
    return f'<p class="insight-source"><b>{escape(release["title"])}</b>{lines}</p>'


def _day(moment: Any) -> str:
    return "" if pd.isna(moment) else day(moment)


def _link(url: str) -> str:
    """Only a web address becomes a link; anything else (a folder, the demonstration) is shown as it is."""
    safe = escape(url)
    return f'<a href="{safe}" rel="noopener noreferrer">{safe}</a>' if url.startswith(("https://", "http://")) else safe


def _size(length: int) -> str:
    return f"{length / 1e6:.1f} MB" if length >= 1e6 else f"{max(1, round(length / 1e3))} kB"
