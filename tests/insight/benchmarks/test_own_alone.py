"""What is counted of one organisation is told as it is: the latest year, the largest parts first, and held against nobody."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.own_alone import OwnAlone, own_alone
from tests.traits import declared

IDS = [
    f"complaints.hchs_{each}"
    for each in ("new", "about_access", "about_communications", "about_consent", "about_clinical")
]
UPHELD = ["complaints.hchs_upheld_share", "complaints.hchs_partly_upheld_share"]
MEASURES = {id: declared(id) for id in [*IDS, *UPHELD]}


def told(values: list[float | None], ids: list[str] = IDS, base: float = float("nan")) -> OwnAlone | None:
    day = pd.Timestamp(2024, 4, 1)
    facts = pd.DataFrame({"measure": ids, "value": values, "denominator": base}).assign(
        segment="all", start=day, end=day + pd.DateOffset(years=1), release="complaints.2024"
    )
    old = facts.assign(start=day - pd.DateOffset(years=1), end=day, value=1.0, release="complaints.2023")
    return own_alone("Written complaints", pd.concat([facts, old]) if values[0] else facts, MEASURES)


def test_numbers_and_the_largest_parts_are_told_with_the_reason_why_nobody_is_compared() -> None:
    found = told([403.0, 6.4, 24.4, 0.0, 11.3])
    assert found is not None and found.period == "2024/25" and found.releases == ("complaints.2024",)
    numbers, parts = found.sentences
    assert numbers == "New complaints (hospital and community): 403."
    assert parts.startswith(
        "What complaints about hospital and community services are about: most often communications 24.4%, "
    )
    assert parts.endswith("11.3% and access to treatment or drugs 6.4%.") and "consent" not in parts
    assert found.why.startswith("Do not compare places on this. ")


def test_without_a_part_that_is_mentioned_the_numbers_stand_alone_and_without_a_figure_nothing_is_said() -> None:
    found = told([403.0], IDS[:1])
    assert found is not None and len(found.sentences) == 1 and "most often" not in found.sentences[0]
    none = told([403.0, 0.0], IDS[:2])
    assert none is not None and none.sentences == found.sentences
    only = told([6.4], IDS[1:2])
    assert only is not None and only.why == ""
    assert [each.endswith("access to treatment or drugs 6.4%.") for each in only.sentences] == [True]
    assert told([None], IDS[:1]) is None


def test_a_share_stands_with_what_it_is_out_of() -> None:
    found = told([26.8, 44.4], UPHELD, 1391.0)
    assert found is not None and found.sentences == (
        "Complaints fully upheld (hospital and community): 26.8% of 1,391 complaints resolved; complaints partly upheld "
        "(hospital and community): 44.4% of 1,391 complaints resolved.",
    )
    parts = told([24.4], ["complaints.hchs_about_communications"], 2290.0)
    assert parts is not None and parts.sentences[0].startswith(
        "What complaints about hospital and community services are about (2,290 mentions): most often communications 24.4%"
    )


def test_what_bars_a_comparison_is_said_once_with_every_reason() -> None:
    found = told([403.0, 26.8, 44.4], [IDS[0], *UPHELD])
    assert found is not None and found.why.count("Do not compare places on this.") == 1
    assert found.why.count("data quality of Data on Written Complaints") == 1
    assert "A high number of complaints is not worse care" in found.why and found.why.count("local custom") == 1
