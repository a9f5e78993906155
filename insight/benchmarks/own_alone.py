"""What is counted of one organisation and held against nobody: how many complaints, and what they are about most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.grammar import listed, mid_sentence, sentence_case
from insight.benchmarks.refusals import why_barred
from insight.benchmarks.wording import figure, period_name, topic
from insight.model import EVERYONE, Measure, Unit

_MOST = 3
"""So many parts of a whole are named."""


@dataclass(frozen=True)
class OwnAlone:
    """What one source counts of an organisation in its latest period."""

    title: str
    """The source's."""
    period: str
    sentences: tuple[str, ...]
    why: str
    """Why it is compared with nobody, in its publisher's words; empty where none are given."""
    releases: tuple[str, ...]


def own_alone(title: str, facts: pd.DataFrame, measures: Mapping[str, Measure]) -> OwnAlone | None:
    """The figures of the latest period, the parts of each whole the largest first, and why they are not compared.

    `facts` are of one organisation, `measures` by id, in their order. None where no figure stands.
    """
    rows = facts[facts["segment"].eq(EVERYONE) & facts["value"].notna() & facts["measure"].isin(list(measures))]
    if rows.empty:
        return None
    rows = rows[rows["start"] == rows["start"].max()].set_index("measure")
    known = {id: measure for id, measure in measures.items() if id in rows.index}
    told = {id: figure(rows.at[id, "value"], measure) for id, measure in known.items()}
    out_of = {id: _out_of(rows.at[id, "denominator"], measure) for id, measure in known.items()}
    whole_figures = [
        f"{topic(measure)}: {told[id]}{out_of[id] and f' of {out_of[id]}'}"
        for id, measure in known.items()
        if not measure.part_of
    ]
    said = [sentence_case("; ".join(whole_figures))]
    for whole in dict.fromkeys(measure.part_of for measure in known.values() if measure.part_of):
        parts = [id for id, measure in known.items() if measure.part_of == whole and rows.at[id, "value"] > 0]
        first = sorted(parts, key=lambda id: -rows.at[id, "value"])[:_MOST]
        named = [f"{mid_sentence(known[id].short or known[id].title)} {told[id]}" for id in first]
        said += [f"{whole}{out_of[parts[0]] and f' ({out_of[parts[0]]})'}: most often {listed(named)}"] if named else []
    return OwnAlone(
        title,
        period_name(rows["start"].iloc[0], rows["end"].max()),
        tuple(f"{each}." for each in said if each),
        why_barred(known.values()),
        tuple(sorted(rows["release"].unique())),
    )


def _out_of(base: float, measure: Measure) -> str:
    """What a share is out of: "1,391 complaints resolved"; nothing for a count, or where it is not known."""
    return f"{base:,.0f} {measure.traits.counts}" if measure.unit is Unit.PERCENT and base > 0 else ""
