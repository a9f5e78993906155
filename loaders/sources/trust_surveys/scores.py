"""Reads the sheet of scores: for each trust and question its score, the range expected of it, and the publisher's band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from loaders.read.rounding import NOISE, Floats, steps
from loaders.read.sheets import Sheet
from loaders.sources.trust_surveys.declared import rows
from loaders.sources.trust_surveys.extremes import figures
from loaders.sources.trust_surveys.header import BenchmarkHeader
from loaders.sources.trust_surveys.numbers import HIGHEST, number, within

LIMITS = ("lower998", "lower95", "lower90", "upper90", "upper95", "upper998")
"""The expected ranges from the outside in and out again: band 1 lies below the first, band 7 above the last."""

MOST_Z = 100
"""No score lies further from what is expected of it."""

_NORMAL_95 = 1.959964
_Z_NEAR, _Z_SHARE = 0.25, 0.2
"""How far a published z score may lie from the one that its mean and range give: apart, or as a share of it. In the workbook of
2022 none of 3,748 lies 0.0000001 off; the room is for years that compute it otherwise (`doubts` judges by the workbook). More is
another column's or sign."""

_T = TypeVar("_T", float, Floats)


@dataclass(frozen=True)
class Score:
    """One question of one organisation; a mean of None is hidden by the publisher."""

    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    z: float | None = None
    label: str | None = None


@dataclass(frozen=True)
class ScoreScale:
    """How a sheet is read: what its bands mean, and how near to a limit a score may be in either band, because both are rounded."""

    words: Mapping[int, str]
    touching: float


def scale_of(header: BenchmarkHeader) -> ScoreScale:
    """The scale of a sheet of scores."""
    means, *printed = ([*figures(header, _below(header), each, header.keys(each)).T] for each in ("mean", *LIMITS))
    limits = [column for each in printed for column in each]
    return ScoreScale(band_words(header), NOISE + sum(max(steps(kind), default=0.0) / 2 for kind in (means, limits)))


def band_words(header: BenchmarkHeader) -> dict[int, str]:
    """What the bands of a sheet mean; nothing where it is not certain that they are seven.

    Older surveys had three or five, whose numbers mean something else. Six limits, or a band above five, tell that a sheet
    has seven.
    """
    bands = (header.sheet.cell(row, column) for row in _below(header) for column in header.keys("band").values())
    if all(header.keys(limit) for limit in LIMITS) or any(band in (6, 7) for band in bands):
        return {int(each["band"]): each["words"] for each in rows("bands")}
    return {}


def _below(header: BenchmarkHeader) -> range:
    return range(header.row + 1, len(header.sheet.rows))


def check_columns(header: BenchmarkHeader) -> None:
    """Half a set of columns is a changed layout: a field that one question has, all have."""
    means = header.keys("mean")
    for field in (*LIMITS, "band", "z"):
        found = header.keys(field)
        missing = [key for key in means if key not in found]
        if found and missing:
            raise header.sheet.changed(f"{field} for every question", f"none for {', '.join(missing[:5])}")
        if alone := [key for key in found if key not in means]:
            raise header.sheet.changed(f"a mean for every question with {field}", f"none for {', '.join(alone[:5])}")
    for lower, upper in zip(LIMITS[:3], reversed(LIMITS[3:]), strict=True):
        if bool(header.keys(lower)) != bool(header.keys(upper)):
            raise header.sheet.changed(f"{lower} and {upper}", "one of them")


def read_score(header: BenchmarkHeader, row: int, key: str, scale: ScoreScale) -> Score:
    """One question or section of a row. Raises LayoutChanged where its numbers contradict one another."""
    sheet = header.sheet
    mean = within(sheet, row, header.keys("mean")[key], HIGHEST, "a score from 0 to 10")
    limits = {field: number(sheet, row, at[key]) for field in LIMITS if key in (at := header.keys(field))}
    z = within(sheet, row, header.keys("z").get(key), MOST_Z, "a z-score", lowest=-MOST_Z)
    band = within(sheet, row, header.keys("band").get(key), 7, "a band from 0 to 7")
    if mean is None:
        if band or z is not None or any(limit is not None for limit in limits.values()):
            raise sheet.changed(f"no band and no range where mean of {key} is blank", f"some in row {row + 1}")
        return Score()
    where = f"row {row + 1}"
    known = _check_limits(sheet, key, list(limits.values()), where)
    if band and len(known) == len(LIMITS) and not _agrees(mean, known, band, scale.touching):
        raise sheet.changed(f"a band for {key} that agrees with its limits", f"{band} for {mean} in {where}")
    if band and not band.is_integer():
        raise sheet.changed(f"a whole band from 0 to 7 for {key}", f"{band} in {where}")
    if band == 0 and known:
        raise sheet.changed(f"a band from 1 to 7 for {key} beside its score and limits", f"0 for {mean} in {where}")
    if z is not None and not _lies_there(mean, limits.get("lower95"), limits.get("upper95"), z, scale.touching):
        raise sheet.changed(f"a z score for {key} that agrees with its mean and limits", f"{z} for {mean} in {where}")
    label = scale.words.get(int(band)) if band else None  # 0 is "not applicable" and has no word
    return Score(mean, limits.get("lower95"), limits.get("upper95"), z, label)


def _check_limits(sheet: Sheet, key: str, limits: list[float | None], where: str) -> list[float]:
    """The limits a sheet has, from the lowest to the highest; none where all are blank. Raises LayoutChanged."""
    known = [limit for limit in limits if limit is not None]
    if known and (len(known) != len(limits) or any(first > second + NOISE for first, second in pairwise(known))):
        raise sheet.changed(f"all limits for {key}, from the lowest to the highest", f"{known} in {where}")
    return known


def _agrees(mean: float, limits: list[float], band: float, touching: float) -> bool:
    """Whether a band says between which limits the score lies; where it does not, columns are mixed up.

    The rule is the publisher's (Key and Guidance of 2022) and holds in every cell of that workbook.
    """
    lowest = 1 + sum(1 for limit in limits if mean > limit + touching)
    highest = 1 + sum(1 for limit in limits if mean >= limit - touching)
    return lowest <= band <= highest


def _lies_there(mean: float, lower: float | None, upper: float | None, z: float, touching: float) -> bool:
    """Whether a z score says how many standard errors the mean lies from the middle of the 95% range.

    Nothing can be said where there is no range, or where it is cut off at the end of the scale.
    """
    if lower is None or upper is None or not 0 < lower < upper < HIGHEST:
        return True
    due, error = z_due(mean, lower, upper)
    return abs(z - due) <= max(_Z_NEAR, _Z_SHARE * abs(due)) + 2 * touching / error


def z_due(mean: _T, lower: _T, upper: _T) -> tuple[_T, _T]:
    """How many standard errors a mean lies from the middle of its 95% range, and the standard error."""
    error = (upper - lower) / (2 * _NORMAL_95)
    return (mean - (lower + upper) / 2) / error, error
