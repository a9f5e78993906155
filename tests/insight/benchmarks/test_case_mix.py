"""What areas with such patients report: context in one sentence, refused where ages or deprivation are not loaded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from insight.benchmarks.case_mix import CaseMix, case_mix
from insight.benchmarks.refusals import Refusal
from insight.model import Better
from tests.invented import OVERALL, fact, facts
from tests.traits import declared, traits_of

START = pd.Timestamp(2025, 1, 1)
CODES = [f"P{at:03d}" for at in range(160)]
OLD, POOR = np.linspace(10, 30, 160), 20 + 10 * np.sin(np.arange(160))
NONE = facts(fact("P000", 2025, 1.0)).iloc[:0]


def of(values, year: int = 2024) -> pd.DataFrame:
    return facts(*(fact(code, year, float(value)) for code, value in zip(CODES, values, strict=True)))


def expected(measure=OVERALL, deprivation=None, ages=None, rows=None, members=CODES[:20]) -> CaseMix | Refusal:
    rows = of(60 + 0.5 * OLD - 0.2 * POOR, 2025) if rows is None else rows
    return case_mix(
        rows, measure, of(POOR) if deprivation is None else deprivation, {"Aged 65 and over": of(OLD)} if ages is None else ages,
        members=pd.Index(members), start=START, name="North", observed=71.4,
    )  # fmt: skip


def test_the_sentence_is_context_and_says_how_little_it_explains():
    found = expected()
    assert isinstance(found, CaseMix)
    assert found.expected == pytest.approx(float((60 + 0.5 * OLD - 0.2 * POOR)[:20].mean()))
    assert found.explained == pytest.approx(1.0) and found.others == 140
    assert found.sentence == (
        f"For context: areas with patients as old and as deprived report about {found.expected:.0f}% on overall experience of GP "
        "practice; North reports 71.4%. Age and deprivation go with 100% of the differences between practices, so this is no verdict."
    )


def test_what_nobody_is_asked_is_not_reported_and_their_age_is_not_expected_of_old_patients():
    counted = expected(declared("needs.qof_depression"))
    assert isinstance(counted, CaseMix) and counted.sentence.startswith(
        f"For context: recorded depression, about {counted.expected:.0f}% in areas with patients as old and as deprived; 71.4% in North. "
    )
    assert isinstance(expected(declared("needs.age_65plus")), Refusal)
    assert isinstance(expected(declared("needs.imd_most_deprived_20")), Refusal)


@pytest.mark.parametrize(
    "other",
    [
        {"deprivation": NONE},
        {"ages": {}},
        {"ages": {"Aged 65 and over": NONE}},
        {"rows": of(OLD, 2025).head(90)},
        {"members": [*CODES[:1], *(f"Q{at}" for at in range(9))], "rows": pd.concat([of(OLD, 2025), facts(*(fact(f"Q{at}", 2025, 70.0) for at in range(9)))])},
        {"measure": replace(OVERALL, traits=traits_of("fft.gp_positive"))},
        {"measure": replace(OVERALL, additive=False, better=Better.NEITHER)},
    ],
)  # fmt: skip
def test_without_its_tables_or_too_thin_it_is_refused_in_a_sentence(other):
    found = expected(**other)
    assert isinstance(found, Refusal) and found.sentence.endswith((".", ")."))
