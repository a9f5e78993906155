"""How a figure, a range, a distance and a period are written, everywhere the same and in plain words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import pandas as pd

from insight.benchmarks.grammar import out_of, verb
from insight.model import Better, Measure, Unit
from insight.traits import Counts

_MORE = 2
"""More decimals than these are not read."""
_ONE_DAY, _ONE_MONTH, _ONE_YEAR = timedelta(days=1), timedelta(days=31), timedelta(days=366)

_SIGN = {Unit.PERCENT: "%", Unit.SCORE: "", Unit.COUNT: "", Unit.RATING: ""}
_DISTANCE = {
    Unit.PERCENT: ("point", "points"),
    Unit.SCORE: ("of a score point", "score points"),
    Unit.COUNT: ("", ""),
    Unit.RATING: ("of a rating", "ratings"),
}
_DIRECTION = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.NEITHER: "neither direction is better",
}


def decimals(measure: Measure) -> int:
    """How many decimals a figure carries: the measure's own, at most one."""
    return min(measure.decimals, 1)


def number(value: float, measure: Measure, more: int = 0) -> str:
    """A value without its unit, such as "72.1", with so many `more` decimals than usual; never "-0.0"."""
    places = decimals(measure) + more
    rounded = round(float(value), places) or 0.0
    return f"{rounded:,.{places}f}"


def figure(value: float, measure: Measure) -> str:
    """A value in its unit, such as "72.1%"."""
    return f"{number(value, measure)}{_SIGN[measure.unit]}"


def span(lower: float, upper: float, measure: Measure) -> str:
    """An interval, such as "70.9 to 73.3"."""
    return f"{number(lower, measure)} to {number(upper, measure)}"


def with_span(value: float, lower: float, upper: float, measure: Measure) -> str:
    """A value and its interval, "72.1% (70.9 to 73.3)"; the value alone where no interval is known."""
    if math.isnan(lower) or math.isnan(upper):
        return figure(value, measure)
    return f"{figure(value, measure)} ({span(lower, upper, measure)})"


class Beside(NamedTuple):
    """A figure, its interval and the benchmark it is held against as they are written together."""

    figure: str
    span: str
    """Empty where no interval is known."""
    benchmark: str

    @property
    def with_span(self) -> str:
        """The figure and its interval, as `with_span` has them."""
        return f"{self.figure} ({self.span})" if self.span else self.figure


def set_beside(row: Mapping[Any, Any] | pd.Series, benchmark: float, measure: Measure) -> Beside:
    """The value, lower and upper of a row beside a benchmark, told apart from it where the interval leaves it out."""
    value, lower, upper = row["value"], row["lower"], row["upper"]
    if math.isnan(lower) or math.isnan(upper):
        return Beside(figure(value, measure), "", figure(benchmark, measure))
    if lower <= benchmark <= upper:
        return Beside(figure(value, measure), span(lower, upper, measure), figure(benchmark, measure))
    (shown, low, high), against = _apart([value, lower, upper], benchmark, measure)
    return Beside(f"{shown}{_SIGN[measure.unit]}", f"{low} to {high}", f"{against}{_SIGN[measure.unit]}")


def figures_beside(row: Mapping[Any, Any] | pd.Series, benchmark: float, measure: Measure) -> tuple[str, str]:
    """Value and benchmark where no interval is written: with no more decimals than tell these two apart."""
    clear = not row["lower"] <= benchmark <= row["upper"] and not math.isnan(row["lower"])
    alone = row["value"] if clear else math.nan
    told = set_beside({"value": row["value"], "lower": alone, "upper": alone}, benchmark, measure)
    return told.figure, told.benchmark


def _apart(figures: Sequence[float], benchmark: float, measure: Measure) -> tuple[list[str], str]:
    """Figures that lie apart from a benchmark, and the benchmark, so that none of them is printed like it.

    "86.2% (85.5 to 86.9) is below 86.9%" reads as a contradiction; 86.86 and 86.91 do not. Nor are the last two figures, the
    ends of an interval, printed alike: "0.9 to 0.9". Where two more decimals do not tell either, words do: "just under 1.572".
    """
    written = [[number(each, measure, more) for each in (benchmark, *figures)] for more in range(_MORE + 1)]
    apart = [each for each in written if each[0] not in each[1:]]
    wide = (each for each in apart if each[-1] != each[-2] or figures[-1] == figures[-2])
    against, *told = next(wide, [*apart, written[-1]][0])
    sides = ["over" if each > benchmark else "under" for each in figures]
    return [f"just {side} {each}" if each == against else each for each, side in zip(told, sides, strict=True)], against


def points(gap: float, measure: Measure) -> str:
    """The size of a distance without its direction: "3.3 points", "1.0 point"; what rounds to nothing is "less than 0.1 points"."""
    text = number(abs(gap), measure)
    if gap and not text.strip("0."):
        return f"less than {points(10.0 ** -decimals(measure), measure)}"
    return f"{text} {distance_unit(gap, measure)}".strip()


def difference(value: float, other: float, measure: Measure) -> float:
    """One figure less another, both as they are printed: whoever takes one from the other finds what is told.

    Of figures that are printed alike the side is kept, in less than their last decimal.
    """
    places = decimals(measure)
    told = round(round(float(value), places) - round(float(other), places), places)
    return told or math.copysign(min(abs(value - other), 0.4 * 10.0**-places), value - other)


def distance_unit(gap: float, measure: Measure) -> str:
    """The unit of a distance of this size, "points" or "point"; empty where none is written."""
    one, many = _DISTANCE[measure.unit]
    return one if float(number(abs(gap), measure).replace(",", "")) == 1 else many


def signed(gap: float, measure: Measure) -> str:
    """A distance with its sign, "+1.3" or "−0.4"; what rounds to nothing has none."""
    text = number(abs(gap), measure)
    return text if not text.strip("0.,") else f"{'+' if gap > 0 else '−'}{text}"


def up_or_down(gap: float, measure: Measure) -> str:
    """How far and which way: "up 1.3 points", "down less than 0.1 points"."""
    return f"{'up' if gap > 0 else 'down'} {points(gap, measure)}" if gap else "neither up nor down"


def difference_span(lower: float, upper: float, measure: Measure) -> str:
    """The interval of a difference, such as "−0.4 to 2.1"; an end that rounds to 0 says on which side of it it lies.

    Printed as "0.0 to 3.1", an interval that leaves out 0 would contradict the change it stands for.
    """
    return " to ".join(_beside_zero(each, measure) for each in (lower, upper))


def _beside_zero(limit: float, measure: Measure) -> str:
    text = number(limit, measure)
    if limit == 0 or text.strip("-0."):
        return text.replace("-", "−")
    return f"just {'above' if limit > 0 else 'below'} 0"


def direction(measure: Measure) -> str:
    """Which way is good for patients: "higher is better"."""
    return _DIRECTION[measure.better]


def direction_after(measure: Measure) -> str:
    """The same at the end of a subtitle, "; higher is better"; nothing for a total, which is neither; of a part what it is a share of."""
    if measure.part_of:
        return f"; a share{of_all(measure)}, more is not worse"
    return "" if measure.unit is Unit.COUNT else f"; {direction(measure)}"


def of_all(measure: Measure) -> str:
    """What follows a share that nobody is judged by, " of all mentions", " of all complaints resolved"; nothing for any other."""
    told = bool(measure.part_of) or measure.traits.counts is Counts.RESOLVED
    return f" of all {measure.traits.counts}" if told and measure.unit is Unit.PERCENT else ""


def topic(measure: Measure) -> str:
    """The measure's title inside a sentence: "overall experience of GP practice", but "NHS dental services"."""
    first, _, rest = measure.title.partition(" ")
    return measure.title if first != first.capitalize() else f"{first.lower()} {rest}".strip()


def period_name(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """A period as people say it: "March 2025", "2025", "2024/25", "2013 to 2023"; of a list that is of one day, "30 November 2022"."""
    last = end - _ONE_DAY
    if last == start:
        return day(start)
    if last - start < _ONE_MONTH:
        return f"{start:%B %Y}"
    if last - start > _ONE_YEAR:
        return f"{start:%Y} to {last:%Y}"
    return f"{start:%Y}" if start.year == last.year else f"{start:%Y}/{last:%y}"


class HasPeriod:
    """What has a period, from the first day to the day after the last."""

    start: pd.Timestamp
    end: pd.Timestamp

    @property
    def period(self) -> str:
        """The period as people say it."""
        return period_name(self.start, self.end)


def period_names(rows: pd.DataFrame) -> list[str]:
    """The period of each row, by its start and end."""
    return [period_name(start, end) for start, end in zip(rows["start"], rows["end"], strict=True)]


def period_of(facts: pd.DataFrame) -> str:
    """The one period of some facts: from the start of the first of them to the last end."""
    return period_name(pd.Timestamp(facts["start"].iloc[0]), pd.Timestamp(facts["end"].max()))


def during(period: str) -> str:
    """A period named by `period_name` inside a sentence: "in March 2025", but "on 30 November 2022"."""
    is_day = len(period.split()) == 3
    return f"{'on' if is_day else 'in'} {period}"


def rated_good(good: float, rated: float) -> str:
    """How many of few rated places are good or outstanding: "7 of 8 rated places are ...", "the only rated place is ..."."""
    return f"{out_of(good, rated, 'rated place')} {verb(1 if rated == 1 else good, 'is')} good or outstanding"


def since(earlier: str, later: str, aside: str = "", *, newest: bool) -> str:
    """Between which periods something changed, and what is said of the earlier: "since 2024", "between 2018 and 2023" where the
    source has figures of later ones, so that an old change is not told as if it held today."""
    return f"since {earlier}{aside}" if newest else f"between {earlier}{aside}{',' if aside else ''} and {later}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def day(when: pd.Timestamp) -> str:
    """A date of publication: "10 July 2025"."""
    return f"{when.day} {when:%B %Y}"
