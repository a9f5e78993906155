"""A table to read: rows on a wide screen, one card a row on a narrow one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from insight.ui.glossary import with_tip

Cell = tuple[str, str]
"""What a cell says, as HTML, and the tone it is said in."""


_TONES = ("worse", "better")
"""The tones that the style sheet colours; a cell of another says nothing of it."""


def reading_table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], tips: Mapping[str, str]) -> str:
    """Rows as HTML, each headed by its first cell. `tips` has the word of the glossary that a heading is explained by.

    The titles that stand before the cells of a card are told once for the whole table, for the style sheet to put there.
    """
    head = "".join(f'<th scope="col">{with_tip(title, tips.get(title, ""))}</th>' for title in heads)
    titles = "".join(f"--t{at}:{json.dumps(title, ensure_ascii=False)};" for at, title in enumerate(heads[1:], 2))
    body = ""
    for (first, _), *cells in rows:
        tds = (f"<td{f' class=insight-{tone}' if tone in _TONES else ''}>{text}</td>" for text, tone in cells)
        body += f'<tr><th scope="row">{first}</th>{"".join(tds)}</tr>'
    return f'<table class="insight-places" style="{escape(titles)}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
