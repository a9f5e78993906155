"""Method and provenance in plain text: what stands in the notes of a slide and in the small print of a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from insight.benchmarks.wording import day
from insight.charts.provenance import DEMONSTRATION, map_credit, published_on
from insight.pack.content import Pack, PackPart

_LONGEST = 105
"""Characters of a line of 18 points across a slide."""
_NAMED = 12
"""More files than this of one source are counted: a register has one for each of its places."""
REFUSED = "What could not be shown"
"""What heads the reasons of findings without a chart."""
SOURCES = "Sources and licences"
"""What heads the attributions in full."""


def notes_of(pack: Pack, part: PackPart | None = None) -> str:
    """How a finding came about and the files behind it; of the whole pack where no part is meant."""
    lines: list[str] = [DEMONSTRATION] if pack.demonstration else []
    if part is not None and part.chart is not None:
        lines += [f"{part.finding}. {part.chart.subtitle}", *part.sentences]
        rules = {each.rule: each.citation for each in part.answer.explanation}
        lines += [f"{rule} Source of the rule: {citation}" for rule, citation in rules.items()]
        lines += [part.chart.foot, *([f"In its table: {'; '.join(part.chart.notes)}."] if part.chart.notes else [])]
        files = pack.files[pack.files["id"].isin(list(part.answer.releases))]
    else:
        lines += pack.cautions
        files = pack.files
    return "\n".join([*lines, *files_of(pack, files), f"Pack {pack.identity.code}, version {pack.identity.version}."])


def files_of(pack: Pack, files: pd.DataFrame) -> Iterator[str]:
    """One line for each published file: what it is, when it was published, where it came from and its fingerprint.

    Many files of one source are one line, with one fingerprint of theirs; the zip names each.
    """
    for source, some in files.groupby("source", sort=False):
        if len(some) > _NAMED:
            title = pack.question.store.sources["title"].get(source, source)
            one = hashlib.sha256("\n".join(sorted(some["sha256"].astype(str))).encode()).hexdigest()
            yield f"{title}: {len(some)} files{_when(some['published'])}. The zip names each. SHA-256 of their fingerprints {one}"
            continue
        columns = (some[name] for name in ("title", "published", "url", "sha256"))
        for title, published, url, sha256 in zip(*columns, strict=True):
            yield f"{title}{_when([published])}. {url} SHA-256 {sha256}"


def _when(published: Iterable[Any]) -> str:
    """The first and the last day of publication, as the end of a clause; nothing where none is known."""
    known = [each for each in published if not pd.isna(each)]
    return f", published {' to '.join(dict.fromkeys([day(min(known)), day(max(known))]))}" if known else ""


def sources_line(pack: Pack, part: PackPart) -> str:
    """The sources of a finding in one short line, with the rights in the boundaries of a map; nothing where it has none.

    Sources for which the line has no room are counted: all stand in full at the end.
    """
    files = pack.files[pack.files["id"].isin(list(part.answer.releases))]
    titles = pack.question.store.sources["title"]
    named = list(dict.fromkeys(str(titles.get(source, source)) for source in files["source"]))
    if not named:
        return ""
    when = f" {when}" if (when := published_on(files)) else ""
    rights = f" {rights}" if part.chart and (rights := map_credit(part.chart.foot)[1]) else ""
    whole, room = f"Source: {', '.join(named)}.", _LONGEST - len(rights)
    fewer = [
        f"Source: {', '.join(named[:kept])} and {len(named) - kept} more, named at the end."
        for kept in range(len(named) - 1, 0, -1)
    ]
    lines = [whole + when, whole, *fewer]
    return next((each for each in lines if len(each) <= room), lines[-1]) + rights
