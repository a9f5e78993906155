"""Columns of codes and names that came apart are told by what other files say of the same organisations. All are INVENTED."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pytest

from insight.schema import FROM_FILES, conform
from loaders.build.who_and_where import WhoAndWhere
from loaders.store import tidied
from loaders.store.cache import Cache
from tests.loaders.built_in import LISTS

FOOTPRINTS = [code for code in sorted(LISTS.footprint_names("icb-2022")) for _ in range(20)]
"""Twenty organisations of each footprint, in the order of a workbook."""
PRACTICES = [f"A{number:05}" for number in range(len(FOOTPRINTS))]


def _placing(cache: Cache, name: str, parents: Sequence[str]) -> tidied.TidiedFile:
    rows = pd.DataFrame({"child": PRACTICES[: len(parents)], "parent": parents, "vintage": "icb-2022", "basis": name})
    return tidied.save(cache, name, {"membership": conform(rows, FROM_FILES["membership"])})


def _moved(*whom: int) -> list[str]:
    """Where practices lie when these went to the footprint next to theirs."""
    return [FOOTPRINTS[(at + 20) % len(FOOTPRINTS)] if at in whom else each for at, each in enumerate(FOOTPRINTS)]


@pytest.mark.parametrize(
    ("parents", "told"),
    [
        (FOOTPRINTS, ""),
        ([*FOOTPRINTS[1:], FOOTPRINTS[0]], "42 of the 840 organisations that other files place as well lie in another"),
        (_moved(*range(4)), ""),
        (_moved(*range(19)), ""),
        (_moved(*range(80)), "80 of the 840 organisations that other files place as well lie in another footprint"),
        (_moved(*range(0, 840, 25)), "34 of the 840 organisations that other files place as well lie in another"),
    ],
    ids=["the same", "slipped by a row", "a few", "a footprint drawn anew", "four at a time", "all over the country"],
)
def test_organisations_lie_where_other_files_say(cache: Cache, parents: Sequence[str], told: str) -> None:
    before, file = _placing(cache, "before", FOOTPRINTS), _placing(cache, "now", parents)
    said = WhoAndWhere([before, file], LISTS).against(file, 1)
    assert said.startswith(told) and bool(said) == bool(told)
    assert not WhoAndWhere([before, file], LISTS).against(file, 0), "nobody came before it"


def test_a_place_that_any_file_named_before_is_no_contradiction(cache: Cache) -> None:
    slipped = [*FOOTPRINTS[1:], FOOTPRINTS[0]]
    files = [_placing(cache, name, parents) for name, parents in (("one", FOOTPRINTS), ("two", slipped))]
    assert not WhoAndWhere(files, LISTS).against(_placing(cache, "now", slipped), 2)


def test_who_lies_in_several_footprints_of_one_file_is_no_witness(cache: Cache) -> None:
    both = pd.DataFrame({"child": PRACTICES * 2, "parent": [*FOOTPRINTS, *_moved(*range(840))]})
    rows = both.assign(vintage="icb-2022", basis="said")
    before = tidied.save(cache, "both", {"membership": conform(rows, FROM_FILES["membership"])})
    assert not WhoAndWhere([before], LISTS).against(_placing(cache, "now", _moved(*range(840))), 1)


NAMES = ["Invented North", "Invented South", "Invented East", "The Surgery", "The Surgery"]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (NAMES, ""),
        ([NAMES[1], NAMES[0], *NAMES[2:]], "2 go by names that others of them have in other files: 00A, 01A"),
        ([NAMES[1].upper(), NAMES[2], NAMES[0], *NAMES[3:]], "3 go by names that others of them have in other files"),
        ([NAMES[1], "Invented West", *NAMES[2:]], ""),
        ([*NAMES[:3], "Invented Hill", "The Surgery"], ""),
    ],
    ids=["the same", "two exchanged", "three turned round, in capitals", "one took over a name", "a name of several"],
)
def test_names_are_those_that_other_files_give(cache: Cache, names: Sequence[str], told: str) -> None:
    def calling(name: str, names: Sequence[str]) -> tidied.TidiedFile:
        rows = pd.DataFrame({"code": [f"{at:02}A" for at in range(len(names))], "name": names, "level": "sub_icb"})
        return tidied.save(cache, name, {"orgs": conform(rows, FROM_FILES["orgs"])})

    said = WhoAndWhere([calling("before", NAMES)], LISTS).against(calling("now", names), 1)
    assert said.startswith(told) and bool(said) == bool(told)


def test_of_those_that_share_a_name_the_postcode_tells(cache: Cache) -> None:
    def lying(name: str, postcodes: Sequence[str]) -> tidied.TidiedFile:
        rows = pd.DataFrame({"code": PRACTICES[:4], "name": "The Surgery", "level": "practice", "postcode": postcodes})
        return tidied.save(cache, name, {"orgs": conform(rows, FROM_FILES["orgs"])})

    before = WhoAndWhere([lying("before", ["ZZ1 1ZZ", "ZZ1 2ZZ", "ZZ1 3ZZ", "ZZ1 4ZZ"])], LISTS)
    turned = lying("now", ["ZZ1 2ZZ", "ZZ1 1ZZ", "ZZ1 3ZZ", "ZZ1 5ZZ"])
    assert before.against(turned, 1) == "2 go by names that others of them have in other files: A00000, A00001"
