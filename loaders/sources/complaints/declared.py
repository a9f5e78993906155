"""What the returns of each era hold and how they are called, read from the tables in `columns/`: drift is data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from insight.model import Level
from loaders.declared import columns, records

SOURCE_ID = "complaints"


@dataclass(frozen=True)
class Form:
    """One kind of file: a return (KO41a, KO41b) at one level, and the columns that tell it."""

    id: str
    level: Level
    title: str
    words: str
    """A pattern: how file names call it."""
    marks: tuple[str, ...]
    counts: str
    """`summary` where it has the summary's alone."""


@dataclass(frozen=True)
class CountColumn:
    """One column of counts: our name, the block whose columns add up to a total, and the words for a reader."""

    name: str
    block: str
    title: str
    heading: str


@dataclass(frozen=True)
class Sum:
    """What adds up within a row: `total` is, or is at least, all of `plus` less `minus` (columns)."""

    total: str
    exact: bool
    plus: tuple[str, ...]
    minus: tuple[str, ...]

    @property
    def doubted(self) -> tuple[str, ...]:
        """The columns of which one is wrong where it does not add up."""
        return (self.total, *self.plus, *self.minus) if self.exact else (self.total,)


@dataclass(frozen=True)
class ComplaintsReturn:
    """What complaints are about: the return and its parts that count them, and the levels that are loaded."""

    id: str
    form: str
    returns: tuple[str, ...]
    title: str
    about: str
    levels: tuple[Level, ...]


rows = partial(columns, SOURCE_ID)
"""The rows of a table of `columns/` by its name, every cell as text."""


def plain(heading: str) -> str:
    """A heading to compare by: `4.39 Other` is `4_other`, `Age_0_5` is `age_0_5`."""
    return re.sub(r"^(\d)_\d+_", r"\1_", re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_"))


@cache
def forms() -> tuple[Form, ...]:
    """Every kind of file; the first whose marks a file has is its own."""
    return records(Form, rows("forms"), id="form")


@cache
def names_of(identifier: str) -> tuple[str, ...]:
    """How files call a column of codes or names."""
    return next(tuple(row["names"].split("|")) for row in rows("identifiers") if row["column"] == identifier)


@cache
def identifiers(level: Level) -> dict[str, bool]:
    """The columns of codes and names that files of a level may have, and whether they must."""
    other = {Level.TRUST: "practice", Level.SITE: "practice"}.get(level, "trust")
    wanted = (row for row in rows("identifiers") if not row["column"].startswith(other))
    return {row["column"]: str(level) in row["needed_by"].split() for row in wanted}


@cache
def counts(form: Form, era: str) -> tuple[CountColumn, ...]:
    """The columns of counts that such a file has in an era."""
    return tuple(
        CountColumn(row["column"], row["block"], row["title"], row[era])
        for row in rows(form.id)
        if row[era] and (row["block"] == "summary" or form.counts != "summary")
    )


@cache
def sums(form: Form, era: str) -> tuple[Sum, ...]:
    """What adds up in every row of such a file."""
    there = counts(form, era)

    def columns_of(words: str) -> Iterator[str]:
        for word in words.split():
            block = [each.name for each in there if each.block == word]
            yield from block or [word]

    every = (
        Sum(row["total"], row["relation"] == "is", tuple(columns_of(row["plus"])), tuple(columns_of(row["minus"])))
        for row in rows("sums")
        if form.id in row["form"].split()
    )
    known = {each.name for each in there}
    return tuple(each for each in every if {each.total, *each.plus, *each.minus} <= known)


@cache
def services() -> dict[str, ComplaintsReturn]:
    """Every kind of service complained about, by id."""
    return {each.id: each for each in records(ComplaintsReturn, rows("services"), id="service")}
