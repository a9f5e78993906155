"""The recent trend against Fingertips' fixtures, and against its sums written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from insight.model import Better
from insight.stats.trend import CRITICAL, Trend, recent_trend, years_needed
from insight.stats.verdict import Verdict, judge

from . import twins

COUNT, DENOMINATOR = np.full(5, 40.0), np.full(5, 100.0)
NONE = Better.NEITHER.sign

# methods.md 5.1: FingertipsNext d1600f4a trend fixtures. Values, lower, upper, polarity, b, chi2, trend, judged.
PUBLISHED = {
    "diabetes prevalence": (
        [7.0826, 7.1085, 7.2571, 7.4528, 7.6554],
        [7.0754, 7.1013, 7.2499, 7.4456, 7.6481],
        [7.0940, 7.1199, 7.2684, 7.4643, 7.6669],
        NONE, "0.148799", "9740.10", Trend.INCREASING, Verdict.HIGHER,
    ),
    "MMR coverage": (
        [92.6254, 92.3221, 90.8708, 90.0170, 90.1013],
        [92.4168, 92.1072, 90.6358, 89.7694, 89.8578],
        [92.8288, 92.5315, 91.1004, 90.2594, 90.3396],
        Better.HIGHER.sign, "-0.740511", "418.537", Trend.DECREASING, Verdict.WORSE,
    ),
    "diabetic eye disease": (
        [2.9350, 1.93028, 2.7567, 2.8701, 3.0121],
        [2.7841, 1.8085, 2.6113, 2.7225, 2.8616],
        [3.0919, 2.0580, 2.9082, 3.0237, 3.1683],
        Better.LOWER.sign, "0.139844", "33.4858", Trend.INCREASING, Verdict.WORSE,
    ),
    "under-75 cancer deaths, last value corrected": (
        [126.9341, 125.8290, 121.5234, 122.3782, 120.7742],
        [125.9343, 124.8371, 120.5533, 121.4012, 119.8035],
        [127.9400, 126.8268, 122.4993, 123.3610, 121.7507],
        Better.LOWER.sign, "-1.570717", "97.0953", Trend.DECREASING, Verdict.BETTER,
    ),
}  # fmt: skip


def rounds_to(number: float, printed: str) -> bool:
    digits = len(printed.partition(".")[2])
    return abs(number - float(printed)) <= 0.5000001 * 10**-digits


@pytest.mark.parametrize("name", PUBLISHED)
def test_fingertips_fixtures(name):
    value, lower, upper, polarity, b, chi2, trend, judged = PUBLISHED[name]
    found = recent_trend(value, lower, upper, COUNT, DENOMINATOR)

    assert rounds_to(found.slope[0], b)
    assert rounds_to(found.chi2[0], chi2)
    assert found.trend.tolist() == [trend]
    assert judge(found.trend, polarity).tolist() == [judged]


def of_values(values):
    """A series whose every interval is the value and 1 either side."""
    values = np.array(values, dtype=float)
    shape = (*values.shape[:-1], values.shape[-1])
    return recent_trend(values, values - 1, values + 1, np.full(shape, 40.0), np.full(shape, 100.0))


@pytest.mark.parametrize(
    ("values", "b", "chi2", "trend"),
    [
        ([60, 62, 64, 66, 68], 2, 153.664, Trend.INCREASING),
        ([70, 72, 71, 70.5, 71.5], 0.15, 0.86436, Trend.NO_CHANGE),
        ([70, 70, 70, 70, 76], 1.2, 55.31904, Trend.NO_CHANGE),
        ([70, 70, 70, 70, 64], -1.2, 55.31904, Trend.NO_CHANGE),
        ([68, 66, 64, 62, 60], -2, 153.664, Trend.DECREASING),
        ([70, 70, 70, 70, 70], 0, 0, Trend.NO_CHANGE),
        # Strong over all five, but without the last point it falls.
        ([70, 69.9, 69.8, 69.7, 76], 1.18, 53.4904384, Trend.NO_CHANGE),
    ],
)
def test_own_series(values, b, chi2, trend):
    """methods.md 5.1, own rows: one point may not make a trend, in either direction."""
    found = of_values(values)
    assert found.slope[0] == pytest.approx(b, abs=1e-12)
    assert found.chi2[0] == pytest.approx(chi2, abs=1e-9)
    assert found.trend[0] == trend


def test_leave_one_out_slopes_of_the_diabetes_row():
    """methods.md 5.1: 0.183595, 0.141142, 0.148873, 0.149807, 0.125761, read off by giving one point no weight."""
    value, lower, upper, *_ = PUBLISHED["diabetes prevalence"]
    slopes = []
    for left_out in range(5):
        low, high = np.array(lower), np.array(upper)
        low[left_out], high[left_out] = -1e7, 1e7
        slopes.append(recent_trend(value, low, high, COUNT, DENOMINATOR).slope[0])
    assert slopes == pytest.approx([0.183595, 0.141142, 0.148873, 0.149807, 0.125761], abs=6e-7)


def test_a_flat_remainder_has_no_sign_however_narrow_the_intervals():
    """Ours, methods.md 5.1: below 1e-9 of its standard error a slope is rounding noise."""
    flat = np.array([70.1, 70.1, 70.1, 70.1, 70.2])
    uneven = 1e-5 * np.array([1, 1.3, 0.7, 1.1, 0.9])
    assert recent_trend(flat, flat - uneven, flat + uneven, COUNT, DENOMINATOR).trend.tolist() == [Trend.NO_CHANGE]


@pytest.mark.parametrize(("share", "trend"), [(0.995, Trend.NO_CHANGE), (1.005, Trend.INCREASING)])
def test_how_flat_is_flat(share, trend):
    """With standard errors of 1 the slope of the first four points has the standard error 1/sqrt(5)."""
    values = share * 1e-9 / np.sqrt(5) * np.arange(5)
    values[4] = 100
    assert recent_trend(values, values - 1.96, values + 1.96, COUNT, DENOMINATOR).trend.tolist() == [trend]


def test_just_at_the_critical_value():
    """chi2 = 10 b^2 / SE^2 with five equal intervals; significant only above, not at, the printed value."""
    values = np.arange(5.0)
    for factor, trend in ((0.999, Trend.INCREASING), (1.001, Trend.NO_CHANGE)):
        half = factor * 3.92 / 2 * np.sqrt(10 / CRITICAL)
        assert recent_trend(values, values - half, values + half, COUNT, DENOMINATOR).trend.tolist() == [trend]
    assert CRITICAL == 9.54953570608324


def test_four_years_or_no_intervals_cannot_tell():
    assert of_values([60, 62, 64, 66]).trend.tolist() == [Trend.CANNOT_TELL]
    assert np.isnan(of_values([60, 62, 64, 66]).chi2).all()
    assert of_values([60, np.nan, 64, 66, 68]).trend.tolist() == [Trend.CANNOT_TELL]

    values = np.array([60.0, 62, 64, 66, 68])
    assert recent_trend(values, np.full(5, np.nan), values + 1, COUNT, DENOMINATOR).trend[0] == Trend.CANNOT_TELL
    assert recent_trend(values, values, values, COUNT, DENOMINATOR).trend[0] == Trend.CANNOT_TELL
    found = recent_trend(values, values - 1, values + 1, COUNT, np.array([100, 100, 100, np.nan, 100]))
    assert found.trend[0] == Trend.CANNOT_TELL
    assert np.isnan([found.slope[0], found.chi2[0]]).all()


def test_a_count_equal_to_its_denominator_cannot_tell():
    values = np.array([[60.0, 62, 64, 66, 68]] * 2)
    counts = np.array([[40.0, 40, 100, 40, 40], [40, 40, 40, 40, 40]])
    found = recent_trend(values, values - 1, values + 1, counts, np.full((2, 5), 100.0))
    assert found.trend.tolist() == [Trend.CANNOT_TELL, Trend.INCREASING]


def test_only_the_latest_five_count_and_gaps_close_up():
    with_gap = of_values([99, 60, np.nan, 62, 64, np.nan, 66, 68])
    assert with_gap.slope[0] == pytest.approx(2)
    assert with_gap.trend[0] == Trend.INCREASING


def test_the_codes_of_a_trend_are_kept():
    assert {t.name: t.value for t in Trend} == {"DECREASING": -1, "NO_CHANGE": 0, "INCREASING": 1, "CANNOT_TELL": 9}


def test_years_still_needed():
    """methods.md 5.3: after the break of 2024 five years exist only in 2028."""
    assert years_needed([0, 1, 4, 5, 9]).tolist() == [5, 4, 1, 0, 0]


point = st.tuples(
    st.one_of(st.integers(0, 100).map(float), st.just(float("nan"))), st.integers(1, 40), st.sampled_from([30.0, 99.0])
)


@given(st.lists(st.lists(point, min_size=8, max_size=8), min_size=1, max_size=4))
def test_many_series_at_once_agree_with_the_printed_sums(table):
    rows = [[(v, v - w / 10, v + w / 7, c, 99.0) for v, w, c in row] for row in table]
    found = recent_trend(*np.moveaxis(np.array(rows), 2, 0))

    for series, row in enumerate(rows):
        trend, b, chi2 = twins.trend_as_printed(row)
        assume(abs(chi2 - CRITICAL) > 1e-6 or np.isnan(chi2))
        assert found.slope[series] == pytest.approx(b, abs=1e-7, nan_ok=True)
        assert found.chi2[series] == pytest.approx(chi2, rel=1e-6, abs=1e-6, nan_ok=True)
        valid = [p for p in row if not np.isnan(p[0])][-5:]
        if all(abs(np.polyfit(*_without(valid, t)[:2], 1, w=_without(valid, t)[2])[0]) > 1e-6 for t in range(5)):
            assert found.trend[series] == trend


def _without(points, left_out):
    """t, y and root weights with one point left out."""
    kept = [(t, p[0], 1 / (p[2] - p[1])) for t, p in enumerate(points) if t != left_out]
    return tuple(np.array(kept).T) if len(kept) > 1 else (np.arange(2.0), np.arange(2.0), np.ones(2))
