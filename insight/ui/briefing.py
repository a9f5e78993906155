"""The overview on a page: a few figures large, and the six questions, each answer a way to the chart that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from insight.queries.briefing import BigNumber, BriefingSentence, Chapter
from insight.selection import Selection
from insight.ui import navigation
from insight.ui.sentences import MARKS, in_markdown, tone_of


def big_numbers(shown: Sequence[BigNumber], chosen: Selection) -> None:
    """Show a few figures large, each with its date and what stands beside it."""
    cards = "".join(
        f'<dl class="insight-headline insight-{tone_of(each.word)}"><dt>{_title(each, chosen)}</dt>'
        f"<dd>{escape(each.figure)}</dd><dd>{escape(each.when)}"
        f"{f' · {escape(each.beside)}' if each.beside else ''}{_in_words(each)}</dd></dl>"
        for each in shown
    )
    if cards:
        st.html(f'<div class="insight-numbers">{cards}</div>')


def six_questions(chapters: Sequence[Chapter], chosen: Selection) -> None:
    """Show each question with its answer; a click on a sentence opens its proof."""
    with st.container(key="insight-questions"):
        for number, chapter in enumerate(chapters):
            with st.container(key=f"insight-question-{number}", gap="small"):
                st.html(f'<h2 class="insight-question">{escape(chapter.question)}</h2>')
                for told in chapter.told:
                    _way(told, chosen)


def _way(told: BriefingSentence, chosen: Selection) -> None:
    page = navigation.page_of(told.page)
    mark = MARKS[tone_of(told.word)]
    if page is None:
        st.html(f'<p class="insight-verdict insight-{tone_of(told.word)}">{mark} {escape(told.sentence)}</p>')
        return
    leads_to = chosen.choose(**told.choices).to_query()
    st.page_link(page, label=f"{mark} {in_markdown(told.sentence)}", query_params=leads_to, width="stretch")


def _title(shown: BigNumber, chosen: Selection) -> str:
    return navigation.to("compare", shown.title, chosen.choose(**shown.proof)) if shown.proof else escape(shown.title)


def _in_words(shown: BigNumber) -> str:
    return "" if shown.word == "not compared" else f" · {MARKS[tone_of(shown.word)]}\u00a0{escape(shown.word)}"
