"""What is counted of one organisation is told as it is: the latest year, the largest parts first, and held against nobody."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.own_alone import OwnAlone, own_alone
from tests.traits import declared

IDS = [
    f"complaints.hchs_{each}"
    for each in ("new", "about_access", "about_communications", "about_consent", "about_clinical")
]
MEASURES = {id: declared(id) for id in IDS}


def told(values: list[float | None], ids: list[str] = IDS, start: str = "2024-04-01") -> OwnAlone | None:
    day = pd.Timestamp(start)
    facts = pd.DataFrame({"measure": ids, "value": values}).assign(
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
