"""Reads the sheet of scores: for each trust and question its score, the range expected of it, and the publisher's band."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loaders.sheets import Sheet
from loaders.trust_surveys.declared import rows
from loaders.trust_surveys.header import Header
from loaders.trust_surveys.numbers import HIGHEST, number, within

LIMITS = ("lower998", "lower95", "lower90", "upper90", "upper95", "upper998")
"""The expected ranges from the outside in and out again: band 1 lies below the first, band 7 above the last."""

_TOUCHING = 1e-6
"""A score this near to a limit may be in either band: what is printed is rounded."""


@dataclass(frozen=True)
class Score:
    """One question of one organisation; a mean of None is hidden by the publisher."""

    mean: float | None
    lower: float | None
    upper: float | None
    z: float | None
    label: str | None


def read_scores(header: Header, row: int) -> Iterator[tuple[str, Score]]:
    """One score per question and section of a row. Raises LayoutChanged where its numbers contradict one another."""
    for key, column in header.keys("mean").items():
        yield key, _score(header, row, key, column)


def check_columns(header: Header) -> None:
    """Half a set of columns is a changed layout: a field that one question has, all have."""
    means = header.keys("mean")
    for field in (*LIMITS, "band", "z"):
        found = header.keys(field)
        missing = [key for key in means if key not in found]
        if found and missing:
            raise header.sheet.changed(f"{field} for every question", f"none for {', '.join(missing[:5])}")


def _score(header: Header, row: int, key: str, column: int) -> Score:
    sheet = header.sheet
    mean = within(sheet, row, column, HIGHEST, "a score from 0 to 10")
    limits = [number(sheet, row, header.keys(field).get(key)) for field in LIMITS]
    z = number(sheet, row, header.keys("z").get(key))
    band = within(sheet, row, header.keys("band").get(key), 7, "a band from 0 to 7")
    if mean is None:
        if band or z is not None or any(limit is not None for limit in limits):
            raise sheet.changed(f"no band and no range where mean of {key} is blank", f"some in row {row + 1}")
        return Score(None, None, None, None, None)
    where = f"row {row + 1}"
    known = _check_limits(sheet, key, limits, where)
    if band and known and not _agrees(mean, known, band):
        raise sheet.changed(f"a band for {key} that agrees with its limits", f"{band} for {mean} in {where}")
    label = _words(sheet, row, key, band)
    return Score(mean, limits[1], limits[4], z, label)


def _words(sheet: Sheet, row: int, key: str, band: float | None) -> str | None:
    """The publisher's words for a band; 0 is "not applicable" and has none."""
    if not band:
        return None
    words = {int(each["band"]): each["words"] for each in rows("bands")}
    if band not in words:
        raise sheet.changed(f"a whole band from 0 to 7 for {key}", f"{band} in row {row + 1}")
    return words[int(band)]


def _check_limits(sheet: Sheet, key: str, limits: list[float | None], where: str) -> list[float]:
    """The six limits, from the lowest to the highest; none where the sheet has none. Raises LayoutChanged."""
    known = [limit for limit in limits if limit is not None]
    if known and (len(known) != len(LIMITS) or any(first > second + _TOUCHING for first, second in pairwise(known))):
        raise sheet.changed(f"six limits for {key}, from the lowest to the highest", f"{known} in {where}")
    return known


def _agrees(mean: float, limits: list[float], band: float) -> bool:
    """Whether a band says between which limits the score lies; where it does not, columns are mixed up.

    The rule is the publisher's (Key and Guidance of 2022) and holds in every cell of that workbook.
    """
    lowest = 1 + sum(1 for limit in limits if mean > limit + _TOUCHING)
    highest = 1 + sum(1 for limit in limits if mean >= limit - _TOUCHING)
    return lowest <= band <= highest
