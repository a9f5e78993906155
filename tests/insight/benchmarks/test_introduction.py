"""A footprint introduces itself: where it lies, what it holds, where it came from and what it became."""

from collections.abc import Callable

import pandas as pd
import pytest

from insight.benchmarks.introduction import introduction, listed
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
    [("Z1", "QZG"), ("Z2", "QZG"), ("U1", "QZG"), ("Z3", "QZC")], columns=["child", "parent"]
).assign(basis="invented")
ORGS = pd.DataFrame(
    [
        ("Y99", Level.REGION, "Northshire"),
        ("Z1", Level.PRACTICE, "One"),
        ("Z2", Level.PRACTICE, "Two"),
        ("Z3", Level.PRACTICE, "Three"),
        ("U1", Level.PCN, "Network"),
    ],
    columns=["code", "level", "name"],
)


@pytest.fixture
def told() -> Callable[[str, str], str]:
    def tell(code: str, vintage: str) -> str:
        geography = Geography(vintage, VINTAGES, FOOTPRINTS, LINEAGE, MEMBERSHIP)
        return " ".join(introduction(portrait(code, geography, ORGS)))

    return tell


def test_a_new_footprint_says_what_it_holds_and_what_it_was_formed_from(told: Callable[[str, str], str]) -> None:
    assert told("QZG", "icb-2026") == (
        "NHS Aldbirch Integrated Care Board (QZG) is a footprint in the NHS region Northshire with 1 primary care "
        "network and 2 GP practices. It has had its present area since 1 April 2026: it was formed from Alder and Birch."
    )


def test_an_old_footprint_says_what_it_is_part_of_today(told: Callable[[str, str], str]) -> None:
    assert "It ended on 31 March 2026; its area is part of Aldbirch today." in told("QZA", "icb-2022")


def test_an_unchanged_footprint_has_no_history_to_tell(told: Callable[[str, str], str]) -> None:
    assert "ended" not in told("QZC", "icb-2022")
    assert "formed" not in told("QZC", "icb-2026")


def test_a_code_of_another_vintage_is_not_introduced(told: Callable[[str, str], str]) -> None:
    with pytest.raises(KeyError):
        told("QZA", "icb-2026")


@pytest.mark.parametrize(("words", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists_are_spoken(words: list[str], said: str) -> None:
    assert listed(words) == said
