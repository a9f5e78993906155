"""What stands at an address: a page of links, or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

Link = tuple[str, str]
"""Address and words."""


@dataclass(frozen=True)
class IndexPage:
    """An index page."""

    html: str


@dataclass(frozen=True)
class File:
    """A file that lies on disk, under the name the publisher gives it here."""

    path: Path
    name: str


Resource = IndexPage | File


def page(title: str, *parts: str) -> IndexPage:
    """A page of a publisher, with a banner that nobody can mistake for the publisher's own."""
    body = "\n".join(parts)
    return IndexPage(
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        "<body>\n<p><strong>DEMONSTRATION DATA. Every figure is invented; the publisher has nothing to do with this page."
        f"</strong></p>\n<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    )


def by_year(years: Mapping[int, Iterable[Link]]) -> str:
    """The links of several years, the newest first."""
    return links(link for year in sorted(years, reverse=True) for link in years[year])


def links(items: Iterable[Link], css: str = "") -> str:
    """A list of links."""
    named = f' class="{css}"' if css else ""
    rows = (f'<li><a href="{escape(url)}"{named}>{escape(words)}</a></li>' for url, words in items)
    return "<ul>\n" + "\n".join(rows) + "\n</ul>"
