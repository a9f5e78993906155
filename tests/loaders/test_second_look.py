"""A copy of a release we hold that has other codes, or other figures nearly throughout, waits until somebody accepts it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.schema import FROM_FILES, conform
from insight.store import Store
from loaders.build.against_before import counted, otherwise, repeated, unlike_in_size
from loaders.fetch.places import Files
from loaders.outcome import Fate, Outcome, Summary
from loaders.progress import say_nothing
from loaders.reference import Reference
from loaders.refresh import Refresh
from loaders.source import Raw, Release, Tables
from loaders.store import bronze, tidied
from loaders.store.cache import Cache
from tests.loaders.sources.complaints_files import (
    AREAS,
    ORGS,
    PRACTICES,
    SITES,
    SOURCE,
    all_england,
    archive,
    as_csv,
    file,
    read,
    rows_of,
)  # fmt: skip
from tests.loaders.toys import Toy

Add = Callable[..., Summary]
Figures = Mapping[str, float | None]

BEFORE = {f"A{number:05}": 50.0 + number for number in range(20)}
LAST = "A00019"


@pytest.fixture
def compare(cache: Cache) -> Callable[..., str]:
    """Why a copy with these figures should wait where those came before; None is a figure that is hidden."""

    def saved(name: str, figures: Figures, level: str) -> tidied.TidiedFile:
        facts = pd.DataFrame({"org": list(figures), "value": list(figures.values())}).assign(
            measure="alpha.good", level=level, start=date(2025, 1, 1), end=date(2025, 4, 1), segment="all", release="r"
        )
        facts["status"] = ["suppressed" if pd.isna(value) else "ok" for value in facts["value"]]
        return tidied.save(cache, name, {"facts": conform(facts, FROM_FILES["facts"])})

    def run(
        after: Figures,
        before: Figures = BEFORE,
        successors: Mapping[str, Sequence[str]] | None = None,
        level: str = "practice",
    ) -> str:
        now, then = saved("now", after, level), saved("then", before, level)
        return otherwise(now, then, Toy("alpha").MEASURES, successors or {})

    return run


def _without(*orgs: str) -> dict[str, float | None]:
    return {org: value for org, value in BEFORE.items() if org not in orgs}


def test_organisations_that_are_gone_and_others_in_their_place_are_told_by_code(compare: Callable[..., str]) -> None:
    said = f"{LAST} (practice) had figures in it and has none now, while A77777 has some for the first time"
    assert compare(_without(LAST) | {"A77777": 69.0}) == said
    assert compare(BEFORE | {LAST: None, "A77777": 69.0}) == said, "a hidden figure is none"
    two = compare(_without(LAST, "A00001") | {"A77777": 69.0, "A88888": 51.0})
    assert two == (
        "A00001, A00019 (practice) had figures in it and have none now, while A77777, A88888 have some for the first time"
    )


def test_what_only_adds_or_withdraws_or_shows_what_was_hidden_stands(compare: Callable[..., str]) -> None:
    assert not compare(BEFORE | {"A77777": 69.0})
    assert not compare(_without(LAST, "A00001"))
    assert not compare(_without(LAST), BEFORE | {"A00001": None})


def test_a_known_successor_is_lawful_and_a_ward_has_no_code(compare: Callable[..., str]) -> None:
    after = _without(LAST) | {"A77777": 69.0}
    assert not compare(after, successors={LAST: ["A77777"]})
    assert compare(after | {"A88888": 1.0}, successors={"A00001": ["A88888"]})
    assert not compare(after, level="ward")


@pytest.mark.parametrize(
    ("changed", "by", "stands"), [(10, 3.0, True), (11, 3.0, False), (20, 0.04, True), (4, 3.0, True)],
    ids=["half", "more than half", "all, within what is shown", "few"],
)  # fmt: skip
def test_a_correction_is_of_half_the_organisations_or_fewer(
    compare: Callable[..., str], changed: int, by: float, stands: bool
) -> None:
    after = {org: value + by * (at < changed) for at, (org, value) in enumerate(BEFORE.items())}
    told = f"most figures are others than in it: {changed} of 20 figures of alpha.good (practice)"
    assert compare(after) == ("" if stands else told)


def test_figures_that_all_moved_up_a_row_are_told(compare: Callable[..., str]) -> None:
    first, *others = BEFORE.values()
    assert "20 of 20 figures" in compare(dict(zip(BEFORE, [*others, first], strict=True)))
    assert not compare({"A1": 1.0, "A2": 2.0}, {"A1": 2.0, "A2": 1.0}), "of two nobody can tell"


def test_copies_that_round_otherwise_say_the_same_and_those_that_round_alike_do_not_differ(
    compare: Callable[..., str],
) -> None:
    exact = {org: value + 0.487 for org, value in BEFORE.items()}
    printed = {org: round(value) for org, value in exact.items()}
    assert not compare(printed, exact) and not compare(exact, printed)
    assert "20 of 20 figures" in compare({org: value + 1 for org, value in printed.items()}, printed)
    assert "20 of 20 figures" in compare({org: value + 1 for org, value in printed.items()}, exact)


Rows = list[dict[str, str]]


def _exchanged(rows: Rows, one: int, other: int) -> Rows:
    """The same rows, where two have each other's counts."""
    counts = [name for name, cell in rows[one].items() if cell.isdigit() and rows[other][name].isdigit()]
    taken = {one: other, other: one}
    return [row | {name: rows[taken.get(at, at)][name] for name in counts} for at, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("first", "then", "two", "said"),
    [
        (ORGS, SITES, (0, 3), "the returns by site and by organisation: "),
        (SITES, ORGS, (0, 1), "the returns by site and by organisation: "),
        (PRACTICES, AREAS, (0, 3), "the returns by practice and by sub-ICB location: "),
    ],
    ids=["sites", "organisations", "areas"],
)
def test_returns_that_come_one_by_one_go_together(
    add_returns: Callable[[str, bytes], Outcome], first: str, then: str, two: tuple[int, int], said: str
) -> None:
    assert add_returns(first, as_csv(rows_of(first))).fate is Fate.LOADED
    held = add_returns(then, as_csv(_exchanged(rows_of(then), *two)))
    assert held.fate is Fate.HELD
    assert f"it does not go together with {first} (Written complaints" in held.reason and said in held.reason, held
    assert add_returns(f"again {then}", as_csv(rows_of(then))).fate is Fate.LOADED


def test_a_return_says_what_the_publication_says_that_holds_it(
    add_returns: Callable[[str, bytes], Outcome], tmp_path: Path
) -> None:
    whole = archive(tmp_path, "x.zip", {each: as_csv(rows_of(each)) for each in (ORGS, SITES)}).path.read_bytes()
    assert add_returns("2024-25.zip", whole).fate is Fate.LOADED
    held = add_returns(ORGS, as_csv(_exchanged(rows_of(ORGS), 0, 1)))
    assert held.fate is Fate.HELD and "2 of 3 (trust) show what another of them showed in it: RZ1, RZ2" in held.reason
    assert add_returns(f"again {ORGS}", as_csv(rows_of(ORGS))).fate is Fate.LOADED


@pytest.fixture
def add_returns(tmp_path: Path, cache: Cache) -> Callable[[str, bytes], Outcome]:
    """Loads a file of this name and content, after those before, and says what became of it."""

    def add(name: str, content: bytes) -> Outcome:
        (tmp_path / name).write_bytes(content)
        place = Files((tmp_path / name,), ("complaints",))
        (outcome,) = Refresh(cache, {"complaints": SOURCE}, say_nothing).run(place).outcomes
        return outcome

    return add


def test_upheld_and_not_upheld_exchanged_are_told_by_the_copy_before(cache: Cache, tmp_path: Path) -> None:
    rows = all_england()
    headings = {"Complaints_Number_Upheld": "Complaints_Number_Not_Upheld"}
    headings |= {other: one for one, other in headings.items()}
    exchanged = [{headings.get(name, name): cell for name, cell in row.items()} for row in rows]
    then, now = (
        tidied.save(cache, name, {"facts": conform(read(file(tmp_path, f"Q3 {ORGS}", copy))[1], FROM_FILES["facts"])})
        for name, copy in (("before", rows), ("after", exchanged))
    )
    said = otherwise(now, then, SOURCE.MEASURES, {})
    assert "42 of 42 figures of complaints.hchs_upheld_quarterly (trust)" in said


@pytest.fixture
def add(cache: Cache, toys: dict[str, Toy]) -> Add:
    """Load files named by hand, as they are or on somebody's word."""

    def run(*paths: Path, accept: bool = False) -> Summary:
        refresh = Refresh(cache, toys, say_nothing, accept=accept)  # type: ignore[arg-type]
        return refresh.run(Files(paths, tuple(toys)))

    return run


def _copy(path: Path, figures: Figures, year: int = 2025) -> Path:
    path.write_text("".join([f"TOY,alpha,{year},practice\n", *(f"{org},{value}\n" for org, value in figures.items())]))
    return path


def test_such_a_copy_is_held_back_though_the_source_reads_otherwise_since_until_it_is_accepted(
    add: Add, cache: Cache, toys: dict[str, Toy], tmp_path: Path
) -> None:
    add(_copy(tmp_path / "before.csv", BEFORE))
    toys["alpha"] = Toy("alpha", version=2)
    after = _without(LAST) | {"A77777": 69.0}
    summary = add(_copy(tmp_path / "after.csv", after))
    (held,) = summary.outcomes
    assert (held.fate, summary.complete) == (Fate.HELD, False)
    assert "it does not fit the copy before it (before.csv, of " in held.reason
    assert "A00019 (practice) had figures in it" in held.reason and "python -m loaders add --accept" in held.reason
    place = next(kept.path for kept in bronze.kept_files(cache) if kept.receipt.held)
    assert add(_copy(tmp_path / "later.csv", after, year=2026)).complete, "another year may have other codes"
    assert add(place, accept=True).complete
    assert "A77777" in set(Store.open(cache.root).facts("alpha.good")["org"])


def _kept(cache: Cache, name: str, table: str, rows: pd.DataFrame) -> tidied.TidiedFile:
    told = {"release": "r"} if "release" in FROM_FILES[table].schema.names else {}
    return tidied.save(cache, name, {table: conform(rows.assign(**told), FROM_FILES[table])})


def _two_questions(orgs: Sequence[str]) -> pd.DataFrame:
    """Figures of organisations in their order: the first has those of the first place, and so on."""
    places = pd.DataFrame({"org": orgs, "at": range(len(orgs))}).merge(
        pd.DataFrame({"measure": ["a.one", "a.two"]}), "cross"
    )
    value = 40.0 + places["at"] + 7 * places["measure"].eq("a.two")
    whole = {"level": "practice", "segment": "all", "status": "ok", "start": date(2025, 1, 1), "end": date(2025, 4, 1)}
    return places.drop(columns="at").assign(value=value, **whole)


CODES = [f"A{number:05}" for number in range(300)]


@pytest.mark.parametrize(
    ("orgs", "told"),
    [
        (CODES, ""),
        (
            [CODES[1], CODES[0], *CODES[2:]],
            "2 of 300 (practice) show what another of them showed in it: A00000, A00001",
        ),
        ([*CODES[:100], *CODES[101:200], CODES[100], *CODES[200:]], "100 of 300 (practice) show what another"),
        ([*CODES[:-1], "Y99999"], "A00299 (practice) had figures in it and has none now, while Y99999 has some"),
    ],
    ids=["the same", "two exchanged", "a third slipped by a row", "a code changed"],
)
def test_rows_that_belonged_to_others_are_told(cache: Cache, orgs: list[str], told: str) -> None:
    now, then = (_kept(cache, each, "facts", _two_questions(rows)) for each, rows in (("now", orgs), ("then", CODES)))
    said = otherwise(now, then, (), {})
    assert said.startswith(told) and bool(said) == bool(told)


def test_one_of_many_that_closes_while_another_opens_is_a_correction(cache: Cache) -> None:
    opened = _two_questions([*CODES[:-1], "Y99999"])
    opened.loc[opened["org"] == "Y99999", "value"] = [12.0, 13.0]
    now, then = (_kept(cache, each, "facts", rows) for each, rows in (("now", opened), ("then", _two_questions(CODES))))
    assert otherwise(now, then, (), {}) == ""


def test_one_that_opens_with_what_many_show_and_one_that_closed_showed_is_a_correction(cache: Cache) -> None:
    before, opened = _two_questions(CODES), _two_questions([*CODES[:-1], "Y99999"])
    for rows in (before, opened):
        rows.loc[rows["org"].isin([*CODES[:5], CODES[-1], "Y99999"]), "value"] = 3.0
    now, then = (_kept(cache, each, "facts", rows) for each, rows in (("now", opened), ("then", before)))
    assert otherwise(now, then, (), {}) == ""


@pytest.mark.parametrize(("moved", "told"), [(0, ""), (1, ""), (3, "3 of 40 ratings have another word than in it")])
def test_words_of_inspectors_do_not_change_under_the_day_of_their_report(cache: Cache, moved: int, told: str) -> None:
    ratings = pd.DataFrame({"org": [f"1-{number:09}" for number in range(40)], "label": "Good"}).assign(
        measure="cqc.overall", level="location", published=date(2024, 5, 1), link="https://example.org/"
    )
    now, then = (
        _kept(cache, each, "ratings", ratings.assign(label=["Requires improvement"] * some + ["Good"] * (40 - some)))
        for each, some in (("now", moved), ("then", 0))
    )
    assert otherwise(now, then, (), {}).startswith(told) and bool(otherwise(now, then, (), {})) == bool(told)


def test_small_areas_whose_figures_came_apart_are_told(cache: Cache) -> None:
    areas = pd.DataFrame({"area": [f"E0100{number:04}" for number in range(30)], "share": [n / 30 for n in range(30)]})
    areas = areas.assign(measure="alpha.good", start=date(2025, 1, 1), end=date(2026, 1, 1))
    turned = areas.assign(area=list(areas["area"])[::-1])
    now, then = (_kept(cache, each, "small_areas", rows) for each, rows in (("now", turned), ("then", areas)))
    said = otherwise(now, then, Toy("alpha").MEASURES, {})
    assert said == "most figures are others than in it: 30 of 30 figures of alpha.good (small area)"


_LYING = pd.DataFrame(
    {
        "code": CODES[:40],
        "name": [f"Practice {n}" for n in range(40)],
        "postcode": [f"ZZ1 {n % 10}ZZ" for n in range(40)],
    }
)
_PLACED = pd.DataFrame(
    {"child": CODES[:40], "parent": [f"Q{n:02}" for n in range(40)], "vintage": "icb-2022", "basis": "said"}
)
_HOMES = pd.DataFrame(
    {"area": [f"E0100{number:04}" for number in range(200)], "parent": [f"{n:02}A" for n in range(200)]}
)


@pytest.mark.parametrize(
    ("table", "rows", "column", "moved", "told"),
    [
        ("orgs", _LYING, "name", 40, "40 of 40 have another name than in it: A00000"),
        ("orgs", _LYING, "postcode", 20, "20 of 40 have another postcode than in it"),
        ("orgs", _LYING, "name", 4, ""),
        ("membership", _PLACED, "parent", 10, "10 of 40 have another home than in it"),
        ("membership", _PLACED, "parent", 3, ""),
        ("small_area_homes", _HOMES, "parent", 3, "3 of 200 have another home than in it: E01000000"),
        ("small_area_homes", _HOMES, "parent", 2, ""),
    ],
)
def test_names_and_homes_that_came_apart_are_told(  # noqa: PLR0917
    cache: Cache, table: str, rows: pd.DataFrame, column: str, moved: int, told: str
) -> None:
    rows = rows.assign(level="practice") if table == "orgs" else rows
    slipped = [*rows[column][1:moved], rows[column][0], *rows[column][moved:]] if moved > 1 else rows[column]
    now, then = (
        _kept(cache, each, table, it) for each, it in (("now", rows.assign(**{column: slipped})), ("then", rows))
    )
    said = otherwise(now, then, (), {})
    assert said.startswith(told) and bool(said) == bool(told)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"denominator": 0.4}, "most bases are others than in it: 20 of 20 bases of a.one (practice, age=85+)"),
        ({"denominator": 380.0}, ""),
        ({"value": 12.0}, "most figures are others than in it: 20 of 20 figures of a.one (practice, age=85+)"),
    ],
)
def test_the_bases_of_most_and_the_figures_of_one_group_are_looked_at_too(
    cache: Cache, changed: dict[str, float], told: str
) -> None:
    rows = pd.concat(
        [_two_questions(CODES[:20]).assign(segment=each, denominator=400.0) for each in ("all", "age=16-24", "age=85+")]
    )
    other = rows.assign(
        **{name: rows[name].mask(rows["segment"].eq("age=85+"), each) for name, each in changed.items()}
    )
    now, then = (_kept(cache, each, "facts", it) for each, it in (("now", other), ("then", rows)))
    measures = [replace(Toy("alpha").MEASURES[0], id=id, source="a") for id in ("a.one", "a.two")]
    said = otherwise(now, then, measures, {})
    assert said.startswith(told) and bool(said) == bool(told)


class _Survey(Toy):
    """A publisher that prints how many answered."""

    def tidy(self, raw: Raw, release: Release, reference: Reference) -> Tables:
        tables = super().tidy(raw, release, reference)
        return {**tables, "facts": pd.DataFrame(tables["facts"]).assign(denominator=60.0)}


def test_a_release_under_the_name_of_another_year_waits_and_the_sentence_names_both(
    add: Add, toys: dict[str, Toy], tmp_path: Path
) -> None:
    toys["alpha"] = _Survey("alpha")
    assert add(_copy(tmp_path / "good 2024.csv", BEFORE, 2024)).complete
    (held,) = add(_copy(tmp_path / "good 2025.csv", BEFORE)).outcomes
    assert (held.fate, held.name) == (Fate.HELD, "good 2025.csv")
    said = (
        "it is taken for Toy 2025, and 20 of its 20 figures are, organisation by organisation, those of good 2024.csv "
        "(Toy 2024); one of the two has the name, or figures, of another time. It is kept and not believed"
    )
    assert held.reason.startswith(said)
    assert add(tmp_path / "good 2025.csv", accept=True).complete
    assert add(_copy(tmp_path / "good 2026.csv", {org: 99.0 - it for it, org in enumerate(BEFORE)}, 2026)).complete


def test_what_two_months_have_in_common_by_chance_holds_nothing_back(cache: Cache) -> None:
    june = _two_questions(CODES[:20]).assign(denominator=50.0)
    july = june.assign(start=date(2025, 7, 1), end=date(2025, 8, 1))

    def common(rows: pd.DataFrame) -> str:
        one, two = (counted(_kept(cache, each, "facts", it)) for each, it in (("one", june), ("two", rows)))
        return repeated(two, one)

    assert common(july).startswith("40 of its 40 figures are")
    assert common(july.assign(value=[*july["value"][:37], 1.0, 2.0, 3.0])).startswith("37 of its 40")
    assert common(july.assign(value=[*july["value"][:35], 1.0, 2.0, 3.0, 4.0, 5.0])) == ""
    assert common(july.assign(denominator=None)) == "", "what has no count may stand for years"
    assert common(july.assign(denominator=1.0)) == "", "what counts one place may too"
    assert common(july[:18]) == "", "so few may be the same by chance"


@pytest.mark.parametrize(("orgs", "people", "told"), [(2, 400.0, True), (1, 400.0, False), (2, 50.0, False)])
def test_organisations_that_have_all_figures_of_another_year_are_told(
    cache: Cache, orgs: int, people: float, told: bool
) -> None:
    questions = pd.concat(
        [_two_questions(CODES[:20]).assign(segment=f"age={age}") for age in ("16-24", "25-34", "85+")]
    )
    last = questions.assign(denominator=people)
    this = last.assign(start=date(2025, 7, 1), end=date(2025, 8, 1))
    this["value"] = this["value"].where(this["org"].isin(CODES[:orgs]), this["value"] / 2 + 0.3)
    one, two = (counted(_kept(cache, name, "facts", rows)) for name, rows in (("one", last), ("two", this)))
    said = f"all figures of {orgs} of its 20 organisations (practice {CODES[0]}, practice {CODES[1]}) are"
    assert repeated(two, one) == (said if told else "")


def test_one_measure_of_another_year_is_told(cache: Cache) -> None:
    last = pd.concat(
        [_two_questions(CODES[:30]), _two_questions(CODES[:30]).replace({"a.one": "b.one", "a.two": "b.two"})]
    )
    last = last.assign(denominator=400.0)
    this = last.assign(start=date(2025, 7, 1), end=date(2025, 8, 1))
    this["value"] = this["value"].where(this["measure"].eq("a.two"), this["value"] / 2 + 0.3)
    one, two = (counted(_kept(cache, name, "facts", rows)) for name, rows in (("one", last), ("two", this)))
    assert repeated(two, one) == "30 of 30 figures of a.two in it are, organisation by organisation,"


def test_a_number_of_people_that_is_itself_the_figure_is_one_that_others_hardly_have(cache: Cache) -> None:
    june = _two_questions(CODES[:20]).assign(value=lambda rows: 1000 + 13 * rows.index)
    july = june.assign(start=date(2025, 7, 1), end=date(2025, 8, 1))
    files = [_kept(cache, name, "facts", rows) for name, rows in (("one", june), ("two", july))]
    one, two = (counted(file, ["a.one", "a.two"]) for file in files)
    assert repeated(two, one).startswith("40 of its 40 figures are")
    assert repeated(*(counted(file) for file in files)) == "", "of a share nobody knows on how many it rests"


SIZES = {code: 100.0 + 7 * (53 * at % 300) for at, code in enumerate(CODES[:300])}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (list(SIZES.values()), False),
        ([size * (0.7, 1.4)[at % 2] for at, size in enumerate(SIZES.values())], False),
        ([*list(SIZES.values())[1:], 100.0], True),
        (sorted(SIZES.values()), True),
    ],
    ids=["the same", "more here, fewer there", "slipped by a row", "sorted alone"],
)
def test_who_is_large_stays_large(cache: Cache, now: list[float], told: bool) -> None:
    rows = _two_questions(list(SIZES)).query("measure == 'a.one'")
    then = rows.assign(respondents=list(SIZES.values()))
    mine = rows.assign(respondents=now, start=date(2026, 1, 1), end=date(2026, 4, 1))
    one, two = (counted(_kept(cache, name, "facts", each)) for name, each in (("one", then), ("two", mine)))
    said = "of 300 organisations (practice) those that are large on a.one in the one are not so in the other"
    assert unlike_in_size(two, [one]) == (said if told else "")
    assert unlike_in_size(two[:29], [one]) == "", "of so few nobody can tell"


def test_a_file_is_as_like_its_neighbour_as_that_is_to_the_one_before(cache: Cache) -> None:
    """Neighbours of one kind are alike, so figures a row down are not without any likeness."""
    rows = _two_questions(list(SIZES)).query("measure == 'a.one'")
    kinds = [670.0 * (at // 100) + size for at, size in enumerate(SIZES.values())]
    then, before = (
        counted(_kept(cache, str(by), "facts", rows.assign(respondents=[by * each for each in kinds])))
        for by in (1.0, 1.1)
    )
    slipped = counted(_kept(cache, "now", "facts", rows.assign(respondents=[*kinds[1:], kinds[0]])))
    assert unlike_in_size(slipped, [then]) == ""
    assert unlike_in_size(slipped, [then, before]) != ""
    assert unlike_in_size(then, [before, then]) == ""


_FOLLOWED = pd.DataFrame({"org": CODES[:40], "successor": CODES[100:140], "day": date(2025, 4, 1)})


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (_FOLLOWED, ""),
        (_FOLLOWED.rename(columns={"org": "successor", "successor": "org"}), "40 are followed by those that they followed in it: A00100"),
        (_FOLLOWED.assign(successor=[*CODES[101:140], CODES[100]]), "40 of 40 have another successor than in it: A00000"),
        (_FOLLOWED.assign(successor=[*CODES[100:139], "A00299"]), ""),
    ],
    ids=["the same", "turned round", "slipped by a row", "one corrected"],
)  # fmt: skip
def test_successions_that_came_apart_are_told(cache: Cache, rows: pd.DataFrame, told: str) -> None:
    now, then = (_kept(cache, name, "successions", each) for name, each in (("now", rows), ("then", _FOLLOWED)))
    said = otherwise(now, then, (), {})
    assert said.startswith(told) and bool(said) == bool(told)


class _Placing(Toy):
    """A publisher whose percentages are the number of a footprint in the list of those of 2022."""

    def tidy(self, raw: Raw, release: Release, reference: Reference) -> Tables:
        tables = super().tidy(raw, release, reference)
        facts, those = pd.DataFrame(tables["facts"]), sorted(reference.footprint_names("icb-2022"))
        parents = [those[int(value)] for value in facts["value"]]
        rows = pd.DataFrame({"child": facts["org"], "parent": parents, "vintage": "icb-2022", "basis": self.SOURCE.id})
        return {**tables, "membership": rows}


def test_a_file_that_contradicts_one_of_another_source_waits_until_somebody_accepts_it(
    add: Add, toys: dict[str, Toy], tmp_path: Path
) -> None:
    toys |= {name: _Placing(name) for name in ("alpha", "beta")}
    homes = [number // 20 * 5 % 42 for number in range(840)]

    def written(source: str, homes: Sequence[int]) -> Path:
        path = tmp_path / f"{source}.csv"
        rows = [f"A{number:05},{home}" for number, home in enumerate(homes)]
        path.write_text("\n".join([f"TOY,{source},2025,practice", *rows, ""]), encoding="utf-8")
        return path

    assert add(written("alpha", homes)).complete
    (held,) = add(slipped := written("beta", [*homes[1:], homes[0]])).outcomes
    assert held.fate is Fate.HELD
    assert held.reason.startswith("it does not go together with what other files say: 42 of the 840 organisations")
    assert add(slipped, accept=True).complete
