"""A footprint introduces itself: where it lies, what it holds, where it came from and what it became."""

from collections.abc import Callable

import pandas as pd
import pytest

from insight.benchmarks.grammar import listed
from insight.benchmarks.introduction import introduction
from insight.measures.geography import Geography
from insight.measures.portrait import portrait
from insight.model import Level

VINTAGES = pd.DataFrame(
    {
        "id": ["icb-2022", "icb-2026"],
        "title": ["ICBs, 2022 to 2026", "ICBs from 2026"],
        "start": pd.to_datetime(["2022-07-01", "2026-04-01"]),
        "end": pd.to_datetime(["2026-04-01", None]),
    }
)
FOOTPRINTS = pd.DataFrame(
    [
        ("icb-2022", "QZA", "NHS Alder Integrated Care Board", "Alder", "Y99"),
        ("icb-2022", "QZB", "NHS Birch Integrated Care Board", "Birch", "Y99"),
        ("icb-2022", "QZC", "NHS Cedar Integrated Care Board", "Cedar", "Y99"),
        ("icb-2026", "QZG", "NHS Aldbirch Integrated Care Board", "Aldbirch", "Y99"),
        ("icb-2026", "QZC", "NHS Cedar Integrated Care Board", "Cedar", "Y99"),
    ],
    columns=["vintage", "code", "name", "short_name", "region"],
)
LINEAGE = pd.DataFrame(
    [
        ("icb-2022", "QZA", "icb-2026", "QZG", False),
        ("icb-2022", "QZB", "icb-2026", "QZG", False),
        ("icb-2022", "QZC", "icb-2026", "QZC", True),
    ],
    columns=["earlier_vintage", "earlier", "later_vintage", "later", "same_area"],
)
MEMBERSHIP = pd.DataFrame(
    [("Z1", "QZG"), ("Z2", "QZG"), ("U1", "QZG"), ("Z3", "QZC"), ("Z4", "QZG")], columns=["child", "parent"]
).assign(basis="invented")
ORGS = pd.DataFrame(
    [
        ("Y99", Level.REGION, "Northshire"),
        ("Z1", Level.PRACTICE, "One"),
        ("Z2", Level.PRACTICE, "Two"),
        ("Z3", Level.PRACTICE, "Three"),
        ("Z4", Level.PRACTICE, "Closed long ago"),
        ("U1", Level.PCN, "Network"),
    ],
    columns=["code", "level", "name"],
).assign(opened=None, closed=[None, None, None, None, "2020-03-31", None])


@pytest.fixture
def told() -> Callable[[str, str], str]:
    def tell(code: str, vintage: str) -> str:
        geography = Geography(vintage, VINTAGES, FOOTPRINTS, LINEAGE, MEMBERSHIP)
        return " ".join(introduction(portrait(code, geography, ORGS)))

    return tell


def test_a_new_footprint_says_what_it_holds_and_what_it_was_formed_from(told: Callable[[str, str], str]) -> None:
    assert told("QZG", "icb-2026") == (
        "NHS Aldbirch Integrated Care Board (QZG) is a footprint in the NHS region Northshire with 1 primary care "
        "network and 2 GP practices. Its area dates from 1 April 2026, when it was formed from Alder and Birch."
    )


def test_an_old_footprint_says_what_it_is_part_of_today(told: Callable[[str, str], str]) -> None:
    assert "The area was one footprint until 31 March 2026; today it is part of Aldbirch." in told("QZA", "icb-2022")


def test_an_unchanged_footprint_says_that_it_stands_in_todays_set(told: Callable[[str, str], str]) -> None:
    assert "until" not in told("QZC", "icb-2022")
    assert " on 31 March 2026, the last day of its set of areas. " in told("QZC", "icb-2022")
    assert "(QZC) is a footprint" in told("QZC", "icb-2026") and "last day" not in told("QZC", "icb-2026")
    assert told("QZC", "icb-2022").endswith(" Today's set has the same area under the same name.")
    assert "formed" not in told("QZC", "icb-2026") and "today" not in told("QZC", "icb-2026")


def test_a_trust_whose_site_carries_its_code_is_counted() -> None:
    orgs = pd.DataFrame([("Z5", Level.SITE, "Site"), ("Z5", Level.TRUST, "Trust")], columns=["code", "level", "name"])
    membership = pd.DataFrame([("Z5", "QZG", "invented")], columns=["child", "parent", "basis"])
    geography = Geography("icb-2026", VINTAGES, FOOTPRINTS, LINEAGE, membership)
    told = introduction(portrait("QZG", geography, orgs.assign(opened=None, closed=None)))
    assert told[0].endswith(" is a footprint with 1 NHS trust.")


def test_history_is_told_across_every_reorganisation() -> None:
    """Elm lasted two vintages and was merged with part of Fir; the rest of Fir is Gorse; Hazel is only called otherwise."""
    vintages = pd.DataFrame(
        {
            "id": ["first", "second", "third"],
            "title": ["First", "Second", "Third"],
            "start": pd.to_datetime(["2016-03-15", "2020-04-01", "2026-04-01"]),
            "end": pd.to_datetime(["2020-04-01", "2026-04-01", None]),
        }
    )
    named = {"first": "EFH", "second": "EFH", "third": "MGH"}
    short = {"E": "Elm", "F": "Fir", "H": "Hazel", "M": "Elmfir", "G": "Gorse"}
    footprints = pd.DataFrame(
        [(v, c, f"{short[c]} {v}", short[c], "Y99") for v, codes in named.items() for c in codes],
        columns=["vintage", "code", "name", "short_name", "region"],
    )
    lineage = pd.DataFrame(
        [("first", c, "second", c, True) for c in "EFH"]
        + [("second", a, "third", b, same) for a, b, same in [("E", "M", False), ("F", "M", False), ("F", "G", False), ("H", "H", True)]],
        columns=["earlier_vintage", "earlier", "later_vintage", "later", "same_area"],
    )  # fmt: skip

    def history(code: str, vintage: str) -> str:
        geography = Geography(vintage, vintages, footprints, lineage, MEMBERSHIP)
        return " ".join(introduction(portrait(code, geography, ORGS))[1:])

    assert history("E", "first") == "The area was one footprint until 31 March 2026; today it is part of Elmfir."
    assert history("F", "first").endswith("today it lies in parts of Elmfir and Gorse.")
    assert history("H", "first") == "Today it is Hazel third, with the same area."
    assert history("M", "third") == "Its area dates from 1 April 2026, when it was formed from Elm and part of Fir."
    assert history("G", "third") == "Its area dates from 1 April 2026, when it was formed from part of Fir."
    assert history("H", "third") == ""
    # What is left of an area under its old name was not formed from itself.
    footprints["short_name"] = footprints["short_name"].replace("Gorse", "Fir")
    assert history("G", "third").endswith("when it was formed from part of the earlier Fir.")


def test_a_code_of_another_vintage_is_not_introduced(told: Callable[[str, str], str]) -> None:
    with pytest.raises(KeyError):
        told("QZA", "icb-2026")


@pytest.mark.parametrize(("words", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists_are_spoken(words: list[str], said: str) -> None:
    assert listed(words) == said
