"""The public summary: one page in plain English for patients and partners, from the same findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from insight.benchmarks.grammar import counted, listed, mid_sentence
from insight.benchmarks.wording import day
from insight.model import Better
from insight.pack.besides import besides
from insight.pack.content import Pack
from insight.pack.page import document, invented
from insight.pack.paper import printed, said
from insight.queries.headlines import headlines_of
from insight.queries.response import response_rates
from insight.traits import Serves, Theme

_MOST = 3
"""Things said under a heading: more are not read."""
_ABSENT = "[x]"
"""The value in a table where no figure is loaded."""


class SummarySection(NamedTuple):
    """A heading with what is said under it."""

    heading: str
    lines: Sequence[str]


def summary(pack: Pack) -> list[SummarySection]:
    """What people told us, how we compare, what else is known, what we do not know, and where to say more."""
    better, worse = _measures(pack, "better"), _measures(pack, "worse")
    told = _told(pack) or ["No figures of what patients said are loaded for this area."]
    whom = list(dict.fromkeys(_whom(pack, row) for row in _rows(pack) if row["Verdict"] != "not compared"))
    nothing = f"Nothing stands out as clearly {{}} than {listed(whom)}." if whom else "Nothing could be compared."
    more = [each.sentence for each in besides(pack)]
    return [
        SummarySection("What people told us", told),
        SummarySection("Where care was better", better or [nothing.format("better")]),
        SummarySection("Where care was worse", worse or [nothing.format("worse")]),
        *([SummarySection("What else we know", more)] if more else []),
        SummarySection("What we do not know", _unknown(pack)),
        SummarySection(
            "Where to say more",
            [
                "Tell your GP practice or hospital what went well and what did not. They want to hear it.",
                "Your local Healthwatch listens to patients and passes on what they say.",
                f"NHS {pack.name.removeprefix('NHS ')} plans your local services. You can write to it about this page.",
            ],
        ),
    ]


def summary_page(pack: Pack) -> bytes:
    """The summary as an HTML file."""
    parts = "".join(
        f"<section><h2>{escape(each.heading)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in each.lines)}</ul></section>"
        for each in summary(pack)
    )
    banner = invented() if pack.demonstration else ""
    body = f'<div class="summary">{banner}<main id="content"><h1>{escape(_title(pack))}</h1>{parts}</main><footer><p>{escape(_source(pack))}</p></footer></div>'
    return document(_title(pack), [body], pack.identity.line)


def summary_paper(pack: Pack) -> bytes:
    """The summary as a PDF file."""
    source = _source(pack)
    ends = [said("Where this comes from", [source])] if source else []
    return printed(pack, _title(pack), 0, [*(said(each.heading, each.lines) for each in summary(pack)), *ends])


def _title(pack: Pack) -> str:
    return f"{pack.name}: what\u00a0patients\u00a0told\u00a0us"


def _told(pack: Pack) -> list[str]:
    """What people said on the whole, then the first of the other questions in the order they are asked."""
    store = pack.question.store
    themes = (each for source in store.sources.index for each in store.source(source).themes)
    whole = [
        store.measures.at[each.measure, "title"]
        for each in themes
        if each.theme is Theme.OVERALL and each.measure in store.measures.index
    ]
    order = [*whole, *store.measures["title"]]
    return [
        f"{row['Measure']}, {row['Period']}: {row['Value']:.0f} in every 100 people gave a positive answer."
        for row in sorted(_rows(pack), key=lambda row: order.index(row["Measure"]))
        if isinstance(row["Value"], int | float)
    ][:_MOST]


def _measures(pack: Pack, verdict: str) -> list[str]:
    """The measures with a verdict, the farthest from the comparator first, each with both figures and what the second is of.

    What looks alike in whole numbers is left out.
    """
    return [
        f"{row['Measure']}: {row['Value']:.0f} in every 100 here, {row['Benchmark']:.0f} in every 100 in {_whom(pack, row)}."
        for row in _rows(pack)[:: 1 if verdict == "worse" else -1]
        if row["Verdict"] == verdict and isinstance(row["Benchmark"], int | float)
        if f"{row['Value']:.0f}" != f"{row['Benchmark']:.0f}"
    ][:_MOST]


def _whom(pack: Pack, row: Mapping[Any, Any]) -> str:
    """Whom a row is held against: what the comparator has no figure of is held against another."""
    comparator = pack.question.compared.comparator
    return comparator.name if row["Compared with"] == comparator.heading else str(row["Compared with"])


def _rows(pack: Pack) -> list[dict[Any, Any]]:
    """The headline measures that are shares of patients who were positive, the worst first."""
    part = next((each for each in pack.drawn if each.wanted.view == "glance"), None)
    if part is None or part.chart is None:
        return []
    measures = pack.question.store.measures.set_index("title")
    patients = measures["weighted"].astype(bool) & measures["serves"].ne(Serves.STAFF)
    positive = set(measures.index[patients & measures["better"].eq(Better.HIGHER)])
    return [row for row in part.chart.table.to_dict("records") if row["Measure"] in positive]


def _unknown(pack: Pack) -> list[str]:
    rows, comparator = _rows(pack), pack.question.compared.comparator
    titles = {row["Measure"] for row in rows if isinstance(row["Value"], int | float)}
    surveys = [each for each in headlines_of(pack.question) if each.measure.title in titles]
    asked = ((each.measure.source, each.standing.start, each.standing.period) for each in surveys)
    chose = "These figures come from people who chose to answer."
    said = [" ".join(filter(None, [chose, response_rates(pack.question, asked), "Others may feel differently."]))]
    absent = sum(row["Value"] == _ABSENT for row in rows)
    unclear = sum(row["Verdict"] == "not compared" for row in rows) - absent
    if absent:
        said.append(f"For {counted(absent, 'question')} no figures of this area are loaded.")
    if unclear:
        said.append(
            f"For {counted(unclear, 'question')} too few people answered, or there is nothing that we may compare with."
        )
    if comparator.codes:
        said.append(f"{comparator.heading}: {mid_sentence(comparator.why)}")
    said.append(
        "A figure says what people felt, not why. A small difference can be chance: we only say better or worse when it is clear."
    )
    return said


def _source(pack: Pack) -> str:
    """The sources of the figures told, and when the newest of what patients said came out, where that is known."""
    measures, names = pack.question.store.measures, pack.question.store.sources["title"]
    patients = measures.loc[measures["title"].isin([row["Measure"] for row in _rows(pack)]), "source"].unique()
    told = list(dict.fromkeys([*patients, *(source for each in besides(pack) for source in each.sources)]))
    dates = pack.files.loc[pack.files["source"].isin(patients), "published"]
    known = len(dates) and dates.notna().all()  # a file without a date may be the newest
    latest = f" What patients said was last published on {day(dates.max())}." if known else ""
    return f"From: {', '.join(str(names.get(each, each)) for each in told)}.{latest}" if told else ""
