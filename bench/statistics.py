"""The statistics behind every verdict, over all of England at once, against the same statistics one org at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import repeat

import numpy as np

from bench.case import Case, against
from bench.measure import quickest
from bench.rivals import one_by_one
from insight.model import Better
from insight.stats.arrays import Codes, Floats, Indexes
from insight.stats.funnel import average, flag_orgs, funnel_limits
from insight.stats.intervals import Z95, Z998, wilson_proportion
from insight.stats.neighbours import PEERS, distances_from, nearest_to, standardise
from insight.stats.spc.reading import read_series
from insight.stats.verdict import compare, judge

_SERIES, _MONTHS, _FACTS, _PRACTICES = 10_000, 120, 1_000_000, 6_300
_FOOTPRINTS, _VARIABLES = 44, 8
_ENGLAND = 0.76


def cases() -> Iterator[Case]:
    """Seconds of the quickest run; the rival runs once. Every answer is compared before its time is told."""
    random = np.random.default_rng(1)
    months = random.normal(90, 3, (_SERIES, _MONTHS))
    months[random.random(months.shape) < 0.05] = np.nan
    bases = random.uniform(20, 400, _FACTS)
    shares = random.binomial(bases.astype(int), _ENGLAND) / bases.astype(int)
    like = random.normal(0, 1, (_FOOTPRINTS, _VARIABLES))

    yield _case(
        "control charts, 10,000 series of 120 months",
        partial(read_charts, months),
        lambda: [one_by_one.variation(series, Better.HIGHER.sign) for series in months.tolist()],
    )
    yield _case(
        "Wilson intervals and verdicts, a million facts",
        partial(judge_facts, shares, bases),
        lambda: list(map(one_by_one.verdict, shares.tolist(), bases.tolist(), repeat(_ENGLAND), repeat(1))),
    )
    yield _case(
        "funnel, 6,300 practices",
        partial(flag_practices, shares[:_PRACTICES], bases[:_PRACTICES]),
        lambda: one_by_one.funnel(shares[:_PRACTICES].tolist(), bases[:_PRACTICES].tolist()),
    )
    yield _case(
        "similar footprints, all 44",
        partial(find_peers, like),
        lambda: one_by_one.neighbours(like.tolist(), PEERS),
    )


def read_charts(months: Floats) -> Codes:
    """The variation of every month of every series."""
    return read_series(months, Better.HIGHER.sign).variation


def judge_facts(shares: Floats, bases: Floats) -> Codes:
    """The verdict of every fact on England's figure."""
    limits = wilson_proportion(shares, bases)
    return judge(compare(limits.lower, limits.upper, _ENGLAND), Better.HIGHER.sign)


def flag_practices(shares: Floats, bases: Floats) -> Codes:
    """Where every practice lies in the funnel."""
    middle = average(shares * bases, bases)
    return flag_orgs(shares, funnel_limits(middle, bases, Z95), funnel_limits(middle, bases, Z998))


def find_peers(variables: Floats) -> Indexes:
    """The most similar footprints of each."""
    placed, codes = standardise(variables).values, np.arange(len(variables))
    return np.array([nearest_to(distances_from(placed, at), codes, at) for at in range(len(codes))])


def _case(name: str, ours: Callable[[], np.ndarray], rival: Callable[[], list]) -> Case:
    different = np.mean(ours() != np.asarray(rival()))
    assert different == 0, f"{name}: {different:.4%} of the answers differ"
    return against(name, "ms", ours=1000 * quickest(ours), rival=1000 * quickest(rival, runs=1), at_least=50)
