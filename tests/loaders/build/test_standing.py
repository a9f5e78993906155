"""Of several copies of one release the newest stands: by its day, else as it came; what a server sends last is what it publishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from loaders.build.completeness import count_held, part, shortfall
from loaders.build.standing import judge, stand
from loaders.source import Release
from loaders.store.bronze import KeptFile
from loaders.store.receipt import Receipt
from loaders.store.tidied import TidiedFile
from tests.loaders.built_in import LISTS

WEB = "https://publisher.example/etr.zip"
DAY = date(2026, 3, 31)


def _register(name: str, arrival: int, day: date | None = DAY, url: str = "", rows: int = 0) -> KeptFile:
    """A copy of a register that says how things stood on a day, in so many rows; by its number unless told otherwise."""
    end = day + timedelta(days=1) if day else None
    release = Release("register.trusts.icb-2022", "Trusts", day, end)
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    receipt = Receipt("register", release, name, url or f"file:{name}", name, rows or arrival, moment, arrival=arrival)
    return KeptFile(receipt, Path(name))


def _stand(*copies: KeptFile, since: int = 0) -> tuple[str, list[str]]:
    standing, notes = stand(copies, lambda each: TidiedFile(Path("part"), {"orgs": each.bytes}, {}), since)
    (item,) = standing
    return item.receipt.name, notes


def test_of_two_copies_of_one_day_the_last_fetched_stands_and_the_doubt_is_told() -> None:
    name, (note,) = _stand(_register("one.csv", 1), _register("two.csv", 2), since=1)
    assert name == "two.csv"
    assert "one.csv and two.csv are both of 31 March 2026" in note and "cannot be told" in note


def test_of_two_copies_of_one_day_that_say_the_same_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"orgs": pa.table({"code": ["a"]})}
    monkeypatch.setattr(TidiedFile, "table", lambda _, name: said[name])
    assert _stand(_register("one.csv", 1, rows=1), _register("two.csv", 2, rows=1)) == ("two.csv", [])


def test_a_copy_that_is_set_aside_for_one_of_its_name_is_told_by_the_days_of_both() -> None:
    older = _register("etr.csv", 2, DAY - timedelta(days=30))
    assert _stand(_register("etr.csv", 1), older, since=1)[1] == [
        "Trusts: etr.csv of 1 March 2026 is set aside, the copy that stands is of 31 March 2026"
    ]


def test_of_many_copies_that_are_set_aside_one_sentence_tells() -> None:
    same = [_register(f"{number}.csv", number) for number in range(1, 7)]
    (note,) = _stand(*same)[1]
    assert "1.csv, 2.csv, 3.csv and 3 more are all of 31 March 2026" in note and "all are kept" in note
    older = [_register(f"{number}.csv", number, DAY - timedelta(days=number), f"file:{number}") for number in (1, 2)]
    (note,) = _stand(*older, _register("new.csv", 3))[1]
    assert note.endswith(
        "2.csv of 29 March 2026 and 1.csv of 30 March 2026 are set aside, new.csv of 31 March 2026 is the newer copy"
    )


def test_an_older_day_never_displaces_a_newer_one_brought_by_hand() -> None:
    older = _register("etr.csv", 2, DAY - timedelta(days=90), "file:etr.csv")
    name, (note,) = _stand(_register("new etr.csv", 1), older, since=1)
    assert name == "new etr.csv" and "etr.csv of 31 December 2025 is set aside" in note


def test_what_a_server_sends_now_stands_whatever_its_day_and_needs_no_note() -> None:
    first = _register("first.csv", 1, url=WEB)
    name, notes = _stand(first, _register("now.csv", 2, DAY - timedelta(days=90), WEB), since=1)
    assert (name, notes) == ("now.csv", [])


def test_copies_that_say_no_day_stand_as_they_came() -> None:
    assert _stand(_register("b.csv", 2, None), _register("a.csv", 1, None))[0] == "b.csv"


def test_what_did_not_arrive_just_now_is_not_told_again() -> None:
    assert _stand(_register("one.csv", 1), _register("two.csv", 2), since=2)[1] == []


def test_organisations_are_counted_once_by_table_and_kind_and_figures_where_they_show() -> None:
    rows = [
        ("a", "practice", "m.good", "ok"),
        ("a", "practice", "m.good", "low_base"),
        ("b", "practice", "m.good", "suppressed"),
        ("b", "practice", "m.easy", "near_zero"),
        ("Y60", "region", "m.good", "not_available"),
    ]
    names = ("org", "level", "measure", "status")
    facts = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    places = pa.table({"child": ["a", "a", "b"], "vintage": ["icb-2022", "icb-2026", "icb-2026"]})
    assert count_held({"facts": facts, "membership": places}) == {
        "facts/practice": 2,
        "facts/region": 1,
        "shown/practice/m.good": 1,
        "shown/practice/m.easy": 1,
        "figures/practice": 3,
        "membership/icb-2022": 1,
        "membership/icb-2026": 2,
    }


def _survey(
    holds: dict[str, int], *, url: str = WEB, level: str = "footprint", end: date = date(2024, 4, 1)
) -> Receipt:
    release = Release("gpps.2024.ics", "GPPS 2024", date(2024, 1, 1), end, details={"level": level})
    return Receipt("gpps", release, "x.csv", url, "0", 1, datetime(2026, 5, 1, tzinfo=UTC), holds=holds)


@pytest.mark.parametrize(
    ("copy", "reason"),
    [
        (_survey({"facts/footprint": 24}), "the code list of icb-2022: 24 instead of 42 with figures (footprint)"),
        (_survey({"facts/footprint": 33}, end=date(2026, 5, 1)), ""),
        (_survey({"facts/footprint": 32}, end=date(2026, 5, 1)), "the code list of icb-2026: 32 instead of 36"),
        (_survey({"facts/footprint": 42}), ""),
        (_survey({"facts/footprint": 7}, level="trust"), ""),
        (_survey({"facts/footprint": 15}, url="folder:x.csv"), ""),
        (_survey({}), ""),
    ],
)
def test_a_first_copy_from_a_server_is_held_to_the_code_lists(copy: Receipt, reason: str) -> None:
    assert reason in shortfall(copy, [], LISTS)
    assert bool(reason) == bool(shortfall(copy, [], LISTS))


@pytest.mark.parametrize(
    ("held", "url", "reason"),
    [
        (4000, WEB, "it holds less than a whole publication: 4,000 of 6,000 or more practices"),
        (4500, WEB, ""),
        (4000, "folder:x.csv", ""),
    ],
)
def test_a_first_copy_from_a_server_is_held_to_what_its_source_says_of_whole_ones(
    held: int, url: str, reason: str
) -> None:
    assert shortfall(_named("needs.qof.2023-24", "facts/practice", held, url), [], LISTS) == reason


def test_a_level_that_is_gone_is_markedly_fewer_and_a_receipt_without_counts_is_no_measure() -> None:
    before = _survey({"facts/footprint": 42, "facts/region": 7})
    assert "none instead of 7 with figures (region)" in shortfall(_survey({"facts/footprint": 42}), [before], LISTS)
    assert not shortfall(_survey({"facts/footprint": 1}), [_survey({})], LISTS)


@pytest.mark.parametrize(
    ("copy", "reason"),
    [
        ({"figures/trust": 100, "shown/trust/m.a": 50}, ""),
        ({"figures/trust": 80, "shown/trust/m.a": 50}, "80 instead of 100 shown figures (trust)"),
        ({"figures/trust": 95, "shown/trust/m.a": 44}, "44 instead of 50 showing m.a (trust)"),
        ({"figures/trust": 95}, "none instead of 50 showing m.a (trust)"),
    ],
)
def test_a_copy_that_shows_markedly_fewer_figures_is_short(copy: dict[str, int], reason: str) -> None:
    every = {"facts/trust": 50}
    before = _survey(every | {"figures/trust": 100, "shown/trust/m.a": 50})
    said = shortfall(_survey(every | copy), [before], LISTS)
    assert reason in said and bool(reason) == bool(said)


def test_figures_that_another_version_of_the_source_counted_are_no_measure() -> None:
    before = replace(_survey({"facts/trust": 50, "figures/trust": 100, "shown/trust/m.a": 50}), version=3)
    after = replace(_survey({"facts/trust": 50, "figures/trust": 60}), version=4)
    assert not shortfall(after, [before], LISTS)
    assert "30 instead of 50 with figures (trust)" in shortfall(
        replace(after, holds={"facts/trust": 30}), [before], LISTS
    )


def test_a_row_of_copies_is_held_to_the_fullest_since_one_was_accepted() -> None:
    fullest, worn, copy = (_survey({"facts/practice": held}) for held in (100, 92, 85))
    assert "85 instead of 100 with figures (practice)" in shortfall(copy, [fullest, worn], LISTS)
    assert not shortfall(copy, [fullest, replace(worn, accepted=True)], LISTS)


def test_a_closed_list_that_was_once_whole_loses_none() -> None:
    whole, part, copy = (_survey({"facts/footprint": held}) for held in (42, 40, 41))
    assert "41 instead of 42 with figures (footprint)" in shortfall(copy, [whole], LISTS)
    assert not shortfall(copy, [part], LISTS)


def _alike(copy: KeptFile, before: object) -> str:
    """Nothing to say of a copy beside the one before it, or beside other releases."""
    return ""


def test_a_copy_set_aside_when_it_came_is_no_measure_for_the_next() -> None:
    def holding(copy: KeptFile, held: int) -> KeptFile:
        return replace(copy, receipt=replace(copy.receipt, holds={"orgs/practice": held}))

    stands = holding(_register("2026.csv", 1), 70)
    older = holding(_register("2019.csv", 2, date(2019, 3, 31)), 100)
    assert not list(
        judge([stands, older, holding(_register("now.csv", 3, DAY + timedelta(days=30)), 69)], 2, LISTS, _alike, _alike)
    )
    (short,) = judge(
        [stands, older, holding(_register("now.csv", 3, DAY + timedelta(days=30)), 60)], 2, LISTS, _alike, _alike
    )
    assert "60 instead of 70" in short[1].held
    cut = holding(_register("now.csv", 3, DAY + timedelta(days=30)), 60)
    cut = replace(cut, receipt=replace(cut.receipt, doubt="it contradicts itself"))
    ((_, both),) = judge([stands, cut], 2, LISTS, _alike, _alike)
    assert "60 instead of 70" in both.held and both.held.endswith("; it contradicts itself"), (
        "the larger one comes first"
    )


def test_what_somebody_brings_stands_over_what_comes_with_the_product_however_often_that_is_offered() -> None:
    ours, theirs = _register("ours.hexjson", 9, None, "builtin:ours.hexjson"), _register("theirs.hexjson", 3, None)
    assert _stand(ours, theirs, since=8)[0] == "theirs.hexjson"


def _named(release: str, counted: str, held: int, url: str = "folder:x.csv") -> Receipt:
    copy = _survey({counted: held}, url=url, level="")
    return replace(copy, release=replace(copy.release, id=release))


@pytest.mark.parametrize(
    ("copy", "says"),
    [
        (_survey({"facts/footprint": 15}, url="folder:x.csv"), "15 of the 42 footprints of its day"),
        (_survey({"facts/region": 7}, url="folder:x.csv"), "it holds none of the 42 footprints of its day"),
        (_survey({"facts/footprint": 41}), "41 of the 42 footprints"),
        (_survey({"facts/footprint": 42}), ""),
        (_named("gpps.2025.practice", "facts/practice", 4100), "4,100 of 6,000 or more practices"),
        (_named("gpps.2025.practice", "facts/practice", 4100, WEB), "4,100 of 6,000 or more practices"),
        (_named("gpps.2025.practice", "facts/practice", 6100), ""),
        (_named("gpps.2021.ccg", "facts/sub_icb", 60), "60 of 106 or more clinical commissioning groups"),
        (_named("cqc.2026-09.ratings", "orgs/location", 9000), "9,000 of 30,000 or more rated locations"),
        (_named("cqc.2026-09.directory", "orgs/location", 9000), "9,000 of 45,000 or more registered locations"),
        (_named("register.list_sizes.2021-12", "facts/practice", 900), "900 of 6,000 or more practices"),
        (_named("register.practices.icb-2022", "orgs/practice", 900), "900 of 6,500 or more practices"),
        (_named("inpatient.2022.trust", "facts/trust", 67), "67 of 125 or more trusts"),
        (_named("maternity.2023.trust", "facts/trust", 80), "80 of 100 or more trusts"),
        (_named("urgentcare.2022.type1.trust", "facts/trust", 84), "84 of 100 or more trusts"),
        (_named("gpps.2025.practice", "facts/practice", 4100, "demo:x.csv"), ""),
        (
            replace(_named("gpps.2025.practice", "facts/practice", 4100), accepted=True),
            "4,100 of 6,000 or more practices",
        ),
        (_named("fft.2025-07.ae", "facts/trust", 3), "3 of 110 or more trusts"),
        (_named("fft.2023-03.gp", "facts/practice", 2), "2 of 3,000 or more GP practices"),
        (_named("mentalhealth.2020.trust", "facts/trust", 20), "20 of 40 or more trusts"),
        (_named("register.successions.2023-2026", "orgs/trust", 0), ""),
        (_named("staff.2024.national", "facts/footprint", 28), "28 of 42 or more integrated care systems"),
        (_named("staff.2024.organisations", "facts/trust", 140), "140 of 200 or more trusts"),
        (_named("complaints.2024-25.ko41a-trust", "facts/trust", 1), "1 of 200 or more trusts"),
        (_named("complaints.2018-19.q3.ko41a-trust", "facts/trust", 140), "140 of 200 or more trusts"),
        (_named("complaints.2024-25.ko41b-practice", "facts/practice", 4300), "4,300 of 6,000 or more GP practices"),
        (_named("complaints.2024-25.ko41b-sub-icb", "facts/sub_icb", 70), "70 of 100 or more areas"),
        (_named("complaints.2024-25", "facts/trust", 210), "none of 200 or more sites"),
        (_named("complaints.2016-17", "facts/trust", 210), ""),
        (_named("needs.qof.2023-24", "facts/practice", 4300), "4,300 of 6,000 or more practices"),
        (_named("needs.fingertips.93553.practice", "facts/practice", 4300), "4,300 of 6,000 or more practices"),
        (_named("needs.list_ages.five_years.2026-04", "facts/practice", 4100), "4,100 of 6,000 or more practices"),
        (_named("needs.ruc.2021", "small_areas/needs.rural", 23_000), "23,000 of 33,755 or more small areas"),
    ],
)
def test_a_copy_that_stands_and_is_a_part_of_what_was_published_says_so(copy: Receipt, says: str) -> None:
    said = part(copy, LISTS)
    assert (says in said, bool(said)) == (True, bool(says))
    assert not says or said.endswith("It is a part of what was published, and what it lacks is not shown")
