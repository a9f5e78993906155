"""Why a workbook waits for somebody's word: a cell or two say otherwise than nearly all of their kind, or than England."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from insight.model import Level
from loaders.grammar import listed
from loaders.read.rounding import NOISE, Floats, steps
from loaders.read.slips import nearly_all_fit
from loaders.sources.trust_surveys.extremes import figures
from loaders.sources.trust_surveys.header import BenchmarkHeader, read_header
from loaders.sources.trust_surveys.numbers import HIGHEST
from loaders.sources.trust_surveys.scores import scale_of, z_due
from loaders.sources.trust_surveys.workbook import BenchmarkWorkbook

_Z_NOISE = 0.001
"""Some take 1.96 where others have 1.959964."""
_TIMES, _FEWEST = 10.0, 3
"""Of so many response rates none is a tenth of the one in the middle, nor ten times as much: those of 2022 are 0.5 to 1.6 times."""

_Marks = NDArray[np.bool_]


def doubt(workbook: BenchmarkWorkbook) -> str:
    """What to ask about before a workbook is believed, as a sentence; '' where there is nothing. Raises LayoutChanged."""
    return next(filter(None, (_of_rows(workbook), *_of_scores(workbook), *_of_answers(workbook))), "")


def _of_rows(workbook: BenchmarkWorkbook) -> str:
    """Organisations that one of the two sheets lacks: those without scores have no figure, those without respondents no base.

    One of whom no question has a base has no scores to lack.
    """
    sheet = workbook.respondents
    if sheet is None:
        return ""
    header = read_header(sheet, workbook.level, "base")
    answered, scored = _answered(header, _rows(header, workbook))[:, 0], _scored(workbook)
    held = dict(zip((org for _, org in header.codes(workbook.level)), answered, strict=True))
    lacking = {org for org, any_base in held.items() if any_base} - scored
    for lacks, missing in ((workbook.scores, lacking), (sheet, scored - held.keys())):
        if missing:
            found = f"none for {listed(sorted(missing))}"
            return str(lacks.changed("a row for every organisation of the other sheet", found))
    return ""


def note(workbook: BenchmarkWorkbook) -> str:
    """Sentences on rows about all trusts among the scores, and on who has figures of an earlier year alone; '' for none.

    Trusts merge, close and are left out of a year.
    """
    found = read_header(workbook.scores, workbook.level, "mean").summaries
    before = (read_header(sheet, "year", workbook.level, "mean_then") for sheet in workbook.history)
    gone = {org for header in before for _, org in header.codes(workbook.level)} - _scored(workbook)
    said = (
        f"Rows about all trusts are not read: {listed(dict.fromkeys(found.values()))}." if found else "",
        f"Of an earlier year alone are the figures of {listed(sorted(gone))}." if gone else "",
    )
    return " ".join(filter(None, said))


def _scored(workbook: BenchmarkWorkbook) -> set[str]:
    return {org for _, org in read_header(workbook.scores, workbook.level, "mean").codes(workbook.level)}


def _of_scores(workbook: BenchmarkWorkbook) -> Iterator[str]:
    """Scores without what stands beside the others, and z scores that their mean and range do not give."""
    header = read_header(workbook.scores, workbook.level, "mean")
    rows, keys = _rows(header, workbook), [*header.keys("mean")]
    fields = ("mean", "lower95", "upper95", "band", "z")
    mean, lower, upper, band, z = (figures(header, rows, field, keys) for field in fields)
    shown = ~np.isnan(mean)
    everybody = figures(header, rows, "respondents")
    any_shown = shown.sum(axis=1, keepdims=True) > 0
    yield _odd(header, rows, "how many answered, as of the others", np.isnan(everybody), any_shown)
    for field, found in (("band", band), ("z score", z)):
        yield _odd(header, rows, f"a {field} beside each score, as beside the others", np.isnan(found), shown)
    with np.errstate(divide="ignore", invalid="ignore"):
        due, error = z_due(mean, lower, upper)
        room = _Z_NOISE + max(steps([*z.T]), default=0.0) / 2 + 2 * scale_of(header).touching / error
        known = (lower > 0) & (lower < upper) & (upper < HIGHEST) & ~np.isnan(mean + z)
        expected = "z scores that follow from their means and ranges, as the others do"
        yield _odd(header, rows, expected, np.abs(z - due) > room, known)


def _of_answers(workbook: BenchmarkWorkbook) -> Iterator[str]:
    """Organisations that do not say how many answered, an England of fewer than its trusts, and rates of another size."""
    sheet, national = workbook.respondents, workbook.national
    if sheet is None:
        return
    header = read_header(sheet, workbook.level, "base")
    rows = _rows(header, workbook)
    rates = figures(header, rows, "rate")
    yield _odd(header, rows, "a response rate, as of the others", np.isnan(rates), _answered(header, rows))
    if national is not None and workbook.level is Level.TRUST:
        england, keys = read_header(national, "respondents", "rate"), [*header.keys("base")]
        row = england.row + 1
        below = np.nansum(figures(header, rows, "base", keys), axis=0)
        whole = figures(england, [row], "base", keys)[0]
        for at in np.flatnonzero(below > whole * (1 + NOISE))[:1]:
            least = f"at least the {below[at]:,.0f} who answered {keys[at]} in its trusts"
            yield str(national.changed(least, f"{whole[at]:,.0f}"))
        yield _size(england, [row], rates)
    yield _size(header, rows, rates)


def _size(header: BenchmarkHeader, rows: list[int], among: Floats) -> str:
    """The first rate of another size than the middle one of all."""
    rates = figures(header, rows, "rate")
    middle = np.nanmedian(among) if np.count_nonzero(~np.isnan(among)) >= _FEWEST else np.nan
    off = (rates * _TIMES < middle) | (rates > middle * _TIMES)
    return _first(header, rows, f"a response rate of the size of {middle:.3g}, as in the middle", off)


def _odd(header: BenchmarkHeader, rows: list[int], expected: str, odd: _Marks, known: _Marks) -> str:
    """The first odd cell, where nearly all of those known are not; else the workbook is made otherwise."""
    odd = odd & known
    return _first(header, rows, expected, odd) if nearly_all_fit(int(odd.sum()), int(known.sum())) else ""


def _first(header: BenchmarkHeader, rows: list[int], expected: str, odd: _Marks) -> str:
    places = np.argwhere(odd)
    if not len(places):
        return ""
    row, at = places[0]
    of = f" for {[*header.keys('mean')][at]}" if odd.shape[1] > 1 else ""
    return str(header.sheet.changed(expected, f"another{of} in row {rows[row] + 1}"))


def _answered(header: BenchmarkHeader, rows: list[int]) -> _Marks:
    """Of which rows any question has a base."""
    bases = figures(header, rows, "base", header.keys("base"))
    return np.nansum(bases, axis=1, keepdims=True) > 0


def _rows(header: BenchmarkHeader, workbook: BenchmarkWorkbook) -> list[int]:
    return [row for row, _ in header.codes(workbook.level)]
