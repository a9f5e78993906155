"""What weighted replies are worth, against the survey's own guidance table and its published intervals."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.stats.design_effects import effective_base
from insight.stats.intervals import Z95, Z998, wilson, wilson_proportion
from tests.traits import traits_of

# methods.md 2.2: gp-patient.co.uk/pcn-guidance5, 95% half-widths in percentage points, with the D that returns each row.
DESIGN_EFFECTS = {each.level: each.effect for each in traits_of("gpps.overall_experience").weighting.effects}
GUIDANCE = [
    ("england", 702_837, 2.2456, (0.11, 0.16, 0.18)),
    ("pcn", 539, 1.8225, (3.42, 5.22, 5.70)),
    ("practice", 113, 1.5376, (6.86, 10.48, 11.43)),
]


@pytest.mark.parametrize(("level", "n", "d", "printed"), GUIDANCE)
def test_the_guidance_table_comes_back(level, n, d, printed):
    z_as_printed = 1.96
    assert np.round(100 * z_as_printed * np.sqrt(np.array([0.09, 0.21, 0.25]) * d / n), 2).tolist() == list(printed)
    assert DESIGN_EFFECTS[level] == pytest.approx(d, abs=0.005)


def test_a_footprints_design_effect_is_the_mean_of_the_published_systems():
    """methods.md 2.3, 3: fifteen systems between 1.41 and 1.72, mean 1.53."""
    known = {"england": 2.25, "region": 2.25, "footprint": 1.53, "sub_icb": 1.53, "pcn": 1.82, "practice": 1.54}
    assert known == DESIGN_EFFECTS


@pytest.mark.parametrize(("d", "share"), [(2.2456, 0.67), (1.5376, 0.81)])
def test_plain_wilson_is_too_narrow_by_the_root_of_the_design_effect(d, share):
    """methods.md 2.2: 67% (national) to 81% (practice) as wide."""
    plain, published = wilson(5000, 10_000), wilson_proportion(0.5, 10_000 / d)
    ratio = (plain.upper - plain.lower) / (published.upper - published.lower)
    assert ratio == pytest.approx(share, abs=0.005)


# methods.md 2.3: overall experience, GPPS 2025 files. p, n, lower, upper, implied effective base, D.
PUBLISHED = [
    (0.753976556, 699_562, 0.752461036, 0.755485813, 311_530.299206, 2.245566),
    (0.780233560, 22_109, 0.772997736, 0.787302202, 12_874.448517, 1.717277),
    (0.764668324, 18_624, 0.756967180, 0.772198875, 11_915.922945, 1.562951),
    (0.891297828, 121, 0.838999064, 0.928064697, 189.715673, 0.637797),
    (0.856449137, 104, 0.697880166, 0.939059872, 32.212161, 3.228594),
]


@pytest.mark.parametrize("row", PUBLISHED)
def test_the_base_behind_a_published_interval(row):
    p, n, lower, upper, base, d = row
    # Nine printed decimals of the limits leave about six digits of the base.
    found = effective_base(p, lower, upper)
    assert found == pytest.approx(base, rel=2e-6)
    assert n / found == pytest.approx(d, rel=2e-6)


@given(st.floats(0, 1), st.floats(2, 1e5), st.sampled_from([Z95, Z998]))
def test_an_interval_remembers_its_base(p, n, z):
    lower, upper = wilson_proportion(p, n, z)
    assert effective_base(p, lower, upper, z) == pytest.approx(n, rel=1e-6)


def test_even_an_interval_that_spans_almost_everything_has_a_base():
    lower, upper = wilson_proportion(0.5, 0.04)
    assert effective_base(0.5, lower, upper) == pytest.approx(0.04, rel=1e-6)


def test_no_base_can_be_read_from_an_interval_that_says_nothing():
    assert np.isnan(effective_base([0.5, 0.5, 0.5, np.nan], [0.5, 0, np.nan, 0.4], [0.5, 1, 0.6, 0.6])).all()


def _published_triples(file: Path) -> tuple[np.ndarray, np.ndarray]:
    """(p, lower, upper) of every question and org of one GPPS 2025 file, and the replies behind each."""
    with file.open(encoding="utf-8-sig", errors="replace") as handle:
        rows = list(csv.DictReader(handle))
    questions = [
        (column.rpartition(".")[0], variant)
        for column in rows[0]
        for variant in ("", "b")
        if column.endswith(f".pcteval{variant}") and column.replace("pcteval", "lowileval") in rows[0]
    ]
    cells = [
        [float(row[f"{q}.{part}"]) for part in (f"pcteval{v}", f"lowileval{v}", f"hiwileval{v}", "basefulluw")]
        for row in rows
        for q, v in questions
    ]
    table = np.array(cells)
    table = table[(table >= 0).all(axis=1) & (table[:, 2] > table[:, 1])]
    return table[:, :3].T, table[:, 3]


@pytest.mark.parametrize("level", ["National", "ICS"])
def test_every_published_interval_of_2025_is_a_wilson_interval(level):
    """methods.md 2.3, 1: the midpoint agrees with 1.2 to 1e-9."""
    here = Path(__file__).resolve().parents[3]
    shared = Path(os.environ.get("INSIGHT_SHARED_DATA", here.parent / "shared" / "data"))
    file = shared / "gpps" / f"GPPS_2025_{level}_data_(weighted)_(csv)_PUBLIC.csv"
    if not file.exists():
        pytest.skip(f"the published file is not here: {file.name}")

    (p, lower, upper), replies = _published_triples(file)
    base = effective_base(p, lower, upper)
    again = wilson_proportion(p, base)

    assert len(p) >= 40
    assert np.abs((again.lower + again.upper) - (lower + upper)).max() / 2 < 2e-9
    d = np.median(replies / base)
    assert (2.24 < d < 2.25) if level == "National" else (1.4 < d < 1.75)
