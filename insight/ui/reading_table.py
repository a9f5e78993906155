"""A table to read: rows on a wide screen, one card a row on a narrow one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from insight.ui.glossary import with_tip

Cell = tuple[str, str]
"""What a cell says, as HTML, and the tone it is said in."""


def reading_table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], tips: Mapping[str, str]) -> str:
    """Rows as HTML, each headed by its first cell. `tips` has the word of the glossary that a heading is explained by."""
    head = "".join(f'<th scope="col">{with_tip(title, tips.get(title, ""))}</th>' for title in heads)
    body = ""
    for (first, _), *cells in rows:
        told = zip(heads[1:], cells, strict=True)
        tds = (f'<td data-title="{escape(title)}" class="insight-{tone}">{text}</td>' for title, (text, tone) in told)
        body += f'<tr><th scope="row">{first}</th>{"".join(tds)}</tr>'
    return f'<table class="insight-places"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
