"""Method and provenance in plain text: what stands in the notes of a slide and in the small print of a page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from insight.benchmarks.wording import day
from insight.charts.provenance import DEMONSTRATION
from insight.pack.content import Pack, PackPart

_LONGEST = 105
"""Characters of a line of 18 points across a slide."""


def notes_of(pack: Pack, part: PackPart | None = None) -> str:
    """How a finding came about and the files behind it; of the whole pack where no part is meant."""
    lines: list[str] = [DEMONSTRATION] if pack.demonstration else []
    if part is not None and part.chart is not None:
        lines += [f"{part.finding}. {part.chart.subtitle}", *part.sentences]
        lines += [f"{each.rule} Source of the rule: {each.citation}" for each in _rules(part)]
        lines += [part.chart.foot, *part.chart.notes]
        files = pack.files[pack.files["id"].isin(list(part.answer.releases))]
    else:
        lines += pack.cautions
        files = pack.files
    return "\n".join([*lines, *files_of(files), f"Pack {pack.identity.code}, version {pack.identity.version}."])


def files_of(files: pd.DataFrame) -> Iterator[str]:
    """One line for each published file: what it is, when it was published, where it came from and its fingerprint."""
    for row in files.to_dict("records"):
        when = "" if pd.isna(row["published"]) else f", published {day(row['published'])}"
        yield f"{row['title']}{when}. {row['url']} SHA-256 {row['sha256']}"


def sources_line(pack: Pack, part: PackPart) -> str:
    """The sources of a finding in one short line; nothing where it has none."""
    files = pack.files[pack.files["id"].isin(list(part.answer.releases))]
    titles = pack.question.store.sources["title"]
    named = list(dict.fromkeys(str(titles.get(source, source)) for source in files["source"]))
    if not named:
        return ""
    dates = pd.to_datetime(files["published"]).dropna()
    when = f" Latest published {day(dates.max())}." if len(dates) else ""
    line = f"Source: {', '.join(named)}.{when}"
    return line if len(line) <= _LONGEST else f"Source: {', '.join(named)}."[:_LONGEST]


def _rules(part: PackPart) -> list:
    """The rules behind the sentences of a part, each once."""
    return list({each.rule: each for each in part.answer.explanation}.values())
