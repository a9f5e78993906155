"""What a file of the publication is: one return, or the ZIP that holds several of one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from insight.model import Level
from loaders.errors import Incomplete, LayoutChanged, NotUsable
from loaders.read.archive import is_archive, members
from loaders.source import Raw, Release
from loaders.sources.complaints.declared import SOURCE_ID
from loaders.sources.complaints.period import confirm_name
from loaders.sources.complaints.returns import OURS, Return, read_return

TITLE = "Written complaints"
_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_TABLES = (*_BOOKS, ".txt", ".tsv")
"""What somebody may have made of a CSV in it."""
_APART = 0.02
"""The sites of all organisations add up to the organisations: further off than this, one of the two files was cut."""


@dataclass(frozen=True)
class Publication:
    """The returns that one file holds, and why others in it are left out."""

    returns: Sequence[Return]
    left_out: Sequence[str] = ()


def read(raw: Raw) -> Publication | None:
    """The returns of a file; None if there is none of ours. Raises NotUsable, LayoutChanged or Incomplete."""
    return _read(raw, raw.sha256)


@lru_cache(maxsize=1)  # a file is recognised and then made tidy: its returns are read once for both
def _read(raw: Raw, sha256: str) -> Publication | None:
    if not is_archive(raw):
        found = read_return(raw)
        return Publication([found]) if found else None
    returns: list[Return] = []
    left_out: list[str] = []
    unread: list[str] = []
    for member in members(raw, (*_TABLES, ".csv")):
        is_workbook = member.name.lower().endswith(_BOOKS)
        try:
            found = read_return(member)
        except NotUsable as error:
            left_out += [] if is_workbook else [str(error)]  # every publication has one that explains its columns
            continue
        returns += [found] if found else []
        if found is None and not is_workbook and (member.name.lower().endswith(".csv") or OURS.search(member.name)):
            unread.append(f"{member.name} in it is no table of comma-separated values of ours, and is not read.")
    if not returns and left_out:
        raise NotUsable(left_out[0])
    _check_together(raw, returns)
    return Publication(returns, left_out + unread) if returns else None


def release_of(published: Publication, note: str, doubt: str) -> Release:
    """The release: the year or quarters, and the level where it is one return alone, packed or not."""
    year, quarters = published.returns[0].year, published.returns[0].quarters
    parts = [str(year), *(f"q{quarter}" for quarter in quarters if quarter)]
    alone = published.returns[0].form if len(published.returns) == 1 else None
    when = f"{year}" + (f", quarter {' and '.join(map(str, quarters))}" if any(quarters) else "")
    spans = [year.span(quarter or None) for quarter in quarters]
    told = " ".join(filter(None, (note, *published.left_out)))
    part = [f"{alone.id}-{alone.level}".replace("_", "-")] if alone else []
    return Release(
        id=".".join([SOURCE_ID, *parts, *part]),
        title=f"{TITLE} {when}" + (f": {alone.title}" if alone else ""),
        start=spans[0][0],
        end=spans[-1][1],
        details={name: said for name, said in (("note", told), ("doubt", doubt)) if said},
    )


def _check_together(raw: Raw, returns: Sequence[Return]) -> None:
    """The returns of one ZIP are of one period, one of each kind, and agree. Raises LayoutChanged or Incomplete."""
    periods = {(each.year, tuple(each.quarters)) for each in returns}
    if len(periods) > 1:
        years = ", ".join(sorted({str(year) for year, _ in periods}))
        found = f"several ({years}): unpack it and load its files one by one"
        raise LayoutChanged(raw.name, "returns of one period", found)
    for each in returns[:1]:
        confirm_name(raw.name, each.year)
    forms = [each.form for each in returns]
    if twice := next((form for form in forms if forms.count(form) > 1), None):
        raise LayoutChanged(raw.name, "one file of each kind", f"several of {twice.title}")
    new = {each.form.level: each.rows["new"].sum() for each in returns if each.form.id == "ko41a"}
    if len(new) > 1 and abs(new[Level.SITE] - new[Level.TRUST]) > _APART * max(new.values()):
        expected = f"{new[Level.TRUST]:,.0f} new complaints in the file of sites, as in that of organisations"
        raise Incomplete(raw.name, expected, f"{new[Level.SITE]:,.0f}")
