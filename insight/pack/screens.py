"""A pack as screens for a meeting room: one finding each, in type that is read from five metres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.picture import draw, sheet_svg
from insight.charts.drawn.rich import balanced, broken, height, read
from insight.charts.drawn.sheet import DrawnSheet
from insight.charts.drawn.sizes import SLIDE
from insight.charts.drawn.words import EDGE
from insight.charts.style.layout import FOOT, plain
from insight.charts.style.palette import ALERT, INK, QUIET_INK
from insight.pack.content import Pack, PackPart, together
from insight.pack.notes import SOURCES, sources_line

_TITLE, _BODY = 30, 21
_ACROSS, _BETWEEN = SLIDE.width - 4 * EDGE, EDGE * 0.8
"""Units that words have across, and those between sentences."""
_MOST = 4
"""Sentences on a screen of words."""
_ASKED = 2


@dataclass(frozen=True)
class Screen:
    """One screen: its drawing, and its words for those who cannot see it."""

    svg: str
    alt: str


def screens(pack: Pack) -> list[Screen]:
    """The screens in order: whose findings these are, each finding, what to ask next, and who is to be named."""
    told = [pack.about, *pack.introduction]
    found = [_words(pack, pack.title, told, f"Pack {pack.identity.code}.")]
    # What says only that something is not loaded is nothing to show a meeting.
    found += [_of(pack, part, at) for at, part in enumerate(pack.parts) if part.chart or sources_line(pack, part)]
    found.append(_words(pack, "What to ask next", next_questions(pack), "Questions that these findings raise."))
    head = 3.0 * EDGE + height(read(SOURCES), _TITLE) + EDGE
    credits = together(pack.attributions, _said_high, SLIDE.height - 3 * EDGE - head)
    return found + [
        _words(pack, SOURCES, some, f"Pack {pack.identity.code}.", type_size=FOOT, most=len(some)) for some in credits
    ]


def _said_high(sentence: str) -> float:
    """Units that a sentence of the smallest type takes."""
    return height(broken(read(plain(sentence)), _ACROSS, FOOT), FOOT) + _BETWEEN


def next_questions(pack: Pack) -> list[str]:
    """What a board asks on hearing these findings."""
    asked = [f"{measure}: what lies behind it, who acts, and by when?" for measure in _worst(pack)[:_ASKED]]
    return [*asked, "Who did not answer, and how do we hear from them?", "What have we told patients we will do?"]


def _worst(pack: Pack) -> list[str]:
    """The measures that are worse: the worst of each source, then the second of each, so that none fills the screen alone."""
    if not pack.judged:
        return []
    worse, measures = pack.judged[1].query("Verdict == 'worse'"), pack.question.store.measures
    source = worse["Measure"].map(dict(zip(measures["title"], measures["source"], strict=True)))
    return list(worse["Measure"].iloc[worse.groupby(source, dropna=False).cumcount().argsort(kind="stable")])


def _of(pack: Pack, part: PackPart, at: int) -> Screen:
    """The chart of a finding, or its sentences where a chart cannot be read from afar."""
    if part.chart is not None:
        try:
            return Screen(draw(part.chart, SLIDE).svg(faces=False, apart=f"s{at}"), part.chart.alt)
        except TooSmall:
            pass
    return _words(pack, part.question, [part.finding, *part.sentences], sources_line(pack, part))


def _words(
    pack: Pack, title: str, sentences: Sequence[str], source: str, *, type_size: float = _BODY, most: int = _MOST
) -> Screen:
    """A screen of words: a finding and what is said of it, at `most` so many sentences."""
    sheet, room = DrawnSheet(), _ACROSS
    heading = balanced(read(f"<b>{plain(title)}</b>"), room, _TITLE)
    top = 3.0 * EDGE
    if pack.demonstration:
        sheet.write(read("<b>DEMONSTRATION DATA</b>"), SLIDE.width - EDGE, EDGE, FOOT, ALERT, "right")
    sheet.write(heading, 2 * EDGE, top, _TITLE, INK)
    top += height(heading, _TITLE) + EDGE
    for sentence in list(sentences)[:most]:
        lines = broken(read(plain(sentence)), room, type_size)
        if top + height(lines, type_size) > SLIDE.height - 3 * EDGE:
            break
        sheet.write(lines, 2 * EDGE, top, type_size, INK)
        top += height(lines, type_size) + _BETWEEN
    sheet.write(broken(read(plain(source)), room, FOOT)[:1], 2 * EDGE, SLIDE.height - 2 * EDGE, FOOT, QUIET_INK)
    alt = " ".join([f"{title}.", *sentences])
    return Screen(sheet_svg(sheet.body, SLIDE, SLIDE.height, title, alt), alt)
