"""One organisation on its page: what it is, what its inspectors, patients and months say, and what those like it do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from insight.benchmarks.control_sentences import MEANINGS, TONES, control_sentence
from insight.benchmarks.grammar import counted
from insight.benchmarks.inspections import QUESTIONS
from insight.benchmarks.org_names import written
from insight.benchmarks.own_staff import NO_CAUSE
from insight.queries import organisations as queries
from insight.queries.agreement import own_counts_of
from insight.queries.answer import Answer
from insight.queries.organisations import Organisation
from insight.queries.own_measures import OwnMeasures
from insight.queries.own_measures import its_counts as its_counts_of
from insight.queries.own_measures import its_measures as its_measures_of
from insight.queries.own_months import its_months as its_months_of
from insight.queries.own_months import on_a_control_chart
from insight.queries.own_needs import its_needs as its_needs_of
from insight.queries.own_staff import own_staffs
from insight.ui.answer import comparison, explanation
from insight.ui.drawing import chart
from insight.ui.folds import fold
from insight.ui.navigation import PRODUCT, to_org
from insight.ui.own_rows import own_rows
from insight.ui.page import Page
from insight.ui.reading_table import reading_table
from insight.ui.sentences import note, part, refusal, verdict, verdicts

_IN_VIEW = 8
_MOST_LINKED = 40
_MONTHS = "insight.org.months"


def what_it_is(page: Page, org: Organisation) -> None:
    """Its name, what the registers say of it, and the way to what belongs together."""
    st.set_page_config(page_title=f"{org.name} - {PRODUCT}")
    part(org.name, org.note)
    lines = "".join(
        f"<div><dt>{escape(each.title)}</dt><dd>{escape(each.text) or _links(page, each.leads)}</dd></div>"
        for each in queries.what_it_is(org)
    )
    st.html(f'<dl class="insight-facts">{lines}</dl>')


def _links(page: Page, leads: Sequence[tuple[str, str]]) -> str:
    shown = ", ".join(to_org(code, name, page.selection) for code, name in leads[:_MOST_LINKED])
    return shown if len(leads) <= _MOST_LINKED else f"{shown} and {len(leads) - _MOST_LINKED:,} more"


def its_ratings(page: Page, org: Organisation) -> None:
    """What the inspectors found, with the way to their reports; nothing where they have not been."""
    found = queries.its_ratings(org)
    if found.empty:
        return
    part("What the inspectors found")
    heads = ["Place", "Overall", *QUESTIONS, "Before", "Report"]
    told = (_rating(row, page, org) for row in found.head(_MOST_LINKED).to_dict("records"))
    st.html(reading_table(heads, ([(text, "plain") for text in row] for row in told), {}))
    if page.store.demonstration:
        note("These places are invented: no inspector knows any of them, so the links to reports lead nowhere.")


def _rating(row: dict, page: Page, org: Organisation) -> Sequence[str]:
    """The cells of one place, as HTML."""
    called = written(row["name"])
    name = escape(called) if row["org"] == org.code else to_org(row["org"], called, page.selection)
    when = f"<small>{row['published']:%B %Y}</small>" if pd.notna(row["published"]) else ""
    before = f"{escape(row['before'])}<small>{row['since']:%B %Y}</small>" if isinstance(row["before"], str) else ""
    link = f'<a href="{escape(row["link"])}" rel="noopener noreferrer">Read it</a>' if _web(row["link"]) else ""
    return [name, f"{_asks(row['overall'])}{when}", *(_asks(row[each]) for each in QUESTIONS), before, link]


def _asks(word: object) -> str:
    if not isinstance(word, str):
        return ""
    return f"<b>▼ {escape(word)}</b>" if word in ("Inadequate", "Requires improvement") else escape(word)


def _web(link: object) -> bool:
    return isinstance(link, str) and urlsplit(link).scheme in ("http", "https")


def its_measures(org: Organisation) -> Sequence[str]:
    """All its measures, source by source, the worst first; the releases behind them."""
    releases: set[str] = set()
    known = its_measures_of(org)
    if not known and not its_months_of(org) and not its_counts_of(org):
        refusal(f"No loaded file has a figure of what patients or staff say of {org.name}.")
    for found in known:
        counts = found.table["verdict"].value_counts()
        period = found.table["period"].iloc[0]
        part(f"{found.title}, {period}")
        against = "what was expected" if found.table["word"].ne("").any() else found.whom.name
        told = [f"{counts[word]} {word}" for word in ("worse", "similar", "better") if counts.get(word)]
        few = int(found.table["few"].sum())
        thin = f"; {few} on too few replies for a verdict" if few else ""
        replied = f" {found.response_rate} of those asked replied." if found.response_rate else ""
        why = f" {found.uncompared}" if found.uncompared and not told else ""
        verdict(
            f"Of {counted(len(found.table), 'measure')} beside {against}: {', '.join(told) or 'none is called better or worse'}{thin}.{why}{replied}"
        )
        unworded = found.table["measure"].isin(found.further) & found.table["verdict"].ne("worse")
        worded, further = found.table[~unworded], found.table[unworded]
        if len(worded):
            _listed(found, worded.head(_IN_VIEW), org)
        if len(worded) > _IN_VIEW:
            fold(f"All {len(worded)} measures", f"all.{found.source}", partial(_listed, found, worded, org))
        if len(further):
            label = f"Further questions ({len(further)}): single subjects, or without published wording"
            fold(label, f"further.{found.source}", partial(_listed, found, further, org))
        releases |= set(found.table["release"].dropna())
    return sorted(releases)


def _listed(found: OwnMeasures, some: pd.DataFrame, org: Organisation) -> None:
    st.html(own_rows(found, some, org.question.name))


def its_counts(org: Organisation) -> Sequence[str]:
    """What is counted of it and compared with nobody; the releases behind it."""
    for each in its_counts_of(org):
        part(f"{each.title}, {each.period}", each.why)
        verdicts([(sentence, "not compared") for sentence in each.sentences])
    return [release for each in its_counts_of(org) for release in each.releases]


def its_needs(org: Organisation) -> Sequence[str]:
    """Who its patients are, figure by figure; the releases behind it."""
    told = its_needs_of(org)
    if told:
        part(
            "Who its patients are", "This describes the people, not the care they get: neither more nor less is better."
        )
        whom, home = org.question.compared.comparator.heading, org.question.name
        cells = ((each.title, each.own, each.whom, each.footprint, each.period) for each in told)
        rows = ([(escape(text), "plain") for text in row] for row in cells)
        st.html(reading_table(["Of its patients", "Its figure", whom, home, "Period"], rows, {}))
    return [each.release for each in told]


def its_staff(org: Organisation) -> Sequence[str]:
    """What its staff say of its care beside its patients; the releases behind it."""
    told = [each for each in own_staffs(org.question) if each.code == org.code]
    if told:
        part("Its staff beside its patients", NO_CAUSE)
    for each in told:
        verdict(each.sentence)
    return [release for each in told for release in each.releases]


def its_months(org: Organisation) -> Answer | None:
    """What each service's latest month says by its own past, and the control chart of one; None where it has no months."""
    charts = its_months_of(org)
    if not charts:
        return None
    part("Month by month, by its own past")
    for each in own_counts_of(org.question, org.code):
        verdict(each.sentence)
    tones = [TONES.get(MEANINGS[each.variation], "") for each in charts]
    said = [f"{each.measure.title}. {control_sentence(each)}" for each in charts]
    verdicts(list(zip(said, tones, strict=True)))
    number = 0
    if len(charts) > 1:
        number = st.selectbox("Chart", range(len(charts)), key=_MONTHS, format_func=lambda at: charts[at].measure.title)
    shown = on_a_control_chart(org, charts[number])
    chart(shown, key="months")
    verdicts(shown.sentences[1:])
    explanation(shown.explanation, "months")
    return shown


def its_neighbours(org: Organisation) -> Sequence[Answer]:
    """How it does beside those of its kind most like it, and how it changed."""
    shown = [each for each in (queries.beside_its_like(org), queries.through_the_years(org)) if each is not None]
    for each in shown:
        comparison(each, picks="org")
    return shown
