"""One file of the publication as a table under our names: codes as text, counts as numbers, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass

import numpy as np
import pandas as pd

from loaders.errors import Incomplete, LayoutChanged, NotUsable
from loaders.read.packed import may_be_workbook
from loaders.read.plain_tables import header_of, opening, refuse_twice, with_header
from loaders.read.sheets import MARKS, as_number, as_text
from loaders.source import Raw
from loaders.sources.complaints.declared import Form, counts, forms, identifiers, names_of, plain, rows, sums
from loaders.sources.complaints.period import QUARTERS, Year, confirm_name, era_of, named_quarter, quarter_of, year_of

TOTALS = ("total", "grand total", "england", "national", "all", "all organisations", "all trusts", "all practices")
"""How a row about all others is called, where there is one."""

OURS = re.compile(r"ko41|written[ _-]complaints", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Return:
    """One file, read: `rows` has the identifiers it holds (text), the counts (numbers, missing where none was returned),
    `quarter` (1 to 4; 0 for the whole year) and `line`, the number of the row in the file."""

    file: str
    form: Form
    year: Year
    era: str
    rows: pd.DataFrame
    unknown: tuple[str, ...] = ()
    """Headings of columns that nobody has told of: they are not read."""
    lacking: tuple[str, ...] = ()
    """Headings of counts that it has not: they are empty in `rows`."""

    @property
    def quarters(self) -> list[int]:
        """The quarters it is about; 0 stands for the whole year."""
        return sorted(set(self.rows["quarter"]))


def form_of(raw: Raw) -> Form | None:
    """What kind of return a file is, by its columns; None if it is none of ours.

    Raises LayoutChanged where the name says that it is ours, or of another level than its columns; NotUsable for a
    workbook of ours that is no return.
    """
    book, named = may_be_workbook(raw), OURS.search(raw.name)
    if book and not named:
        return None  # One is opened where its name is ours: people save a CSV again with a spreadsheet program.
    headings = {plain(name) for name in header_of(opening(raw, 1))}
    found = next((form for form in forms() if all(_has(headings, mark) for mark in form.marks)), None)
    name = re.sub(r"[_-]+", " ", raw.name.casefold())
    if found is None and book:
        said = "a workbook of tables or of what columns mean. Load the CSV files of the publication"
        raise NotUsable(f"{raw.name}: {said}.")
    if found is None:
        if named and len(headings) > 1:
            expected = "columns such as Complaints_Total_New (KO41a) or 1.4 Total New (KO41b), and of codes"
            raise LayoutChanged(raw.name, expected, ", ".join(sorted(headings)[:5]))
        return None
    said = [form for form in forms() if re.search(form.words, name)]
    if said and found not in said:
        raise LayoutChanged(raw.name, f"columns of {said[0].title}", f"columns of {found.title}")
    return found


def read_return(raw: Raw) -> Return | None:
    """A file as a table; None if it is none of ours. Raises NotUsable for years that are not loaded, LayoutChanged."""
    form = form_of(raw)
    if form is None:
        return None
    frame = with_header(raw)
    frame.columns = [plain(each) for each in frame.columns]
    refuse_twice(list(frame.columns), raw.name)
    if frame.empty:
        raise LayoutChanged(raw.name, "at least one row of counts", "none: fetch it again")
    named = _identifiers(raw.name, form, frame)
    year = _year(raw.name, named["year"])
    confirm_name(raw.name, year)
    era = era_of(raw.name, form, year)
    numbers = {each.name: each.heading for each in counts(form, era)}
    lacking = _missing(raw.name, form, frame, numbers)
    frame = frame.assign(**dict.fromkeys(lacking, ""))
    counted = _numbers(raw.name, frame[list(numbers.values())]).set_axis(list(numbers), axis=1)
    whole = pd.concat([named, counted], axis=1).assign(quarter=_quarters(raw.name, named), line=frame.index + 2)
    absent = {name for name, heading in numbers.items() if heading in lacking}
    whole = _with_noughts(_without_totals(raw.name, form, whole, numbers), form, era, absent)
    if "return" in whole:
        whole["return"] = _returns(raw.name, whole)
    known = {*numbers.values(), *(name for ours in identifiers(form.level) for name in names_of(ours))}
    unknown = tuple(name for name in frame.columns if name not in known)
    return Return(raw.name, form, year, era, whole, unknown, tuple(lacking))


def _with_noughts(rows: pd.DataFrame, form: Form, era: str, lacking: Set[str]) -> pd.DataFrame:
    """The same rows, in which a part of a total that is left blank is nought where those shown are all of it already."""
    for each in sums(form, era):
        if each.exact and not each.minus and lacking.isdisjoint(each.plus):
            parts = rows[list(each.plus)]
            all_shown = parts.sum(axis="columns").sub(rows[each.total]).abs().lt(0.5)
            rows = rows.copy()
            rows[list(each.plus)] = parts.mask(parts.isna().mul(all_shown, axis="index"), 0.0)
    return rows


def _has(headings: set[str], mark: str) -> bool:
    known = next((names_of(row["column"]) for row in rows("identifiers") if row["column"] == mark), (mark,))
    return not headings.isdisjoint(known)


def _identifiers(file: str, form: Form, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of codes and names under our names; codes in capitals."""
    found: dict[str, pd.Series] = {}
    for ours, needed in identifiers(form.level).items():
        there = [name for name in names_of(ours) if name in frame.columns]
        if len(there) > 1:
            raise LayoutChanged(file, f"one column of {ours}", ", ".join(there))
        if there:
            found[ours] = frame[there[0]].map(as_text)
        elif needed:
            raise LayoutChanged(file, f"a column {names_of(ours)[0]}", "none")
    return pd.DataFrame(found).assign(**{ours: found[ours].str.upper() for ours in _CODES if ours in found})


_CODES = ("trust", "site", "practice", "sub_icb", "footprint", "region", "contract")


def _year(file: str, cells: pd.Series) -> Year:
    different = list(dict.fromkeys(cells))
    year = year_of(different[0])
    if len(different) > 1 or year is None:
        raise LayoutChanged(file, "one year such as 2024-25 in every row", ", ".join(map(repr, different[:3])))
    return year


def _quarters(file: str, named: pd.DataFrame) -> pd.Series:
    """The quarter of each row, 0 for the year: from its column, else from the name."""
    if "quarter" not in named:
        return pd.Series(named_quarter(file) or 0, index=named.index)
    try:
        quarters = named["quarter"].map(lambda cell: quarter_of(str(cell)) or 0).astype(int)
    except ValueError as error:
        expected = f"a quarter from 1 to {QUARTERS} or the year in the column of periods"
        raise LayoutChanged(file, expected, str(error)) from None
    if len(set(quarters)) > 1 and 0 in set(quarters):
        raise LayoutChanged(file, "a quarter in every row, or in none", "both")
    return quarters


_MOST_MISSING = 0.1
"""Above this share of columns of counts that lack, a file is of a year nobody has told of."""


def _missing(file: str, form: Form, frame: pd.DataFrame, numbers: dict[str, str]) -> list[str]:
    """The columns of counts that a file has not. Raises LayoutChanged for many."""
    missing = [heading for heading in numbers.values() if heading not in frame.columns]
    if len(missing) > _MOST_MISSING * len(numbers):
        expected = f"the {len(numbers)} columns of counts of {form.title}"
        raise LayoutChanged(file, expected, f"without {', '.join(missing[:3])}")
    return missing


def _numbers(file: str, cells: pd.DataFrame) -> pd.DataFrame:
    """Counts; missing where nothing was returned. Raises LayoutChanged by line for a cell that is no count."""
    places, words = pd.factorize(cells.to_numpy().ravel())
    numbers = np.array([as_number(word) for word in words], dtype=float)
    empty = np.array([word.casefold() in MARKS for word in words])
    strange = np.isnan(numbers) & ~empty | (numbers < 0) | (np.floor(numbers) != numbers) & ~np.isnan(numbers)
    if strange.any():
        row, column = divmod(int(strange[places].argmax()), cells.shape[1])
        found = f"{cells.iat[row, column]!r} in line {cells.index[row] + 2}"
        raise LayoutChanged(file, f"a count in column {cells.columns[column]!r}", found)
    return pd.DataFrame(numbers[places].reshape(cells.shape), index=cells.index, columns=cells.columns)


def _without_totals(file: str, form: Form, whole: pd.DataFrame, numbers: Mapping[str, str]) -> pd.DataFrame:
    """The rows without that of all others. Raises Incomplete where it is one and has more of a count (`numbers`, by our name) than
    stands here, LayoutChanged where it has less.
    """
    said = [whole[name].str.casefold() for name in (str(form.level), f"{form.level}_name", "trust") if name in whole]
    total = pd.concat(said, axis=1).isin(TOTALS).any(axis=1)
    rows = whole[~total]
    if rows.empty:
        raise LayoutChanged(file, "at least one row about an organisation", "none")
    for name, heading in numbers.items() if total.sum() == 1 else ():
        printed, found = whole.loc[total, name].iloc[0], rows[name].sum()
        if abs(printed - found) > 0:  # an empty cell says nothing
            error = Incomplete if found < printed else LayoutChanged
            raise error(file, f"{printed:,.0f} as {heading}, as in the row of all", f"{found:,.0f} in the others")
    return rows


def _returns(file: str, whole: pd.DataFrame) -> pd.Series:
    """`gp`, `dental` or `commissioner` for each row. Raises LayoutChanged by line for other words."""
    told: dict[str, str] = {}
    for cell, line in whole.drop_duplicates("return")[["return", "line"]].itertuples(index=False):
        text = re.sub(r"[\W_]+", " ", cell.casefold())
        known = (row["return"] for row in rows("returns") if re.search(rf"\b(?:{row['words']})\b", text))
        if (found := next(known, None)) is None:
            raise LayoutChanged(file, "GP, dental or commissioner in the column Return", f"{cell!r} in line {line}")
        told[cell] = found
    return whole["return"].map(told)
