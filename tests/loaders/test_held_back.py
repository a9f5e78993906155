"""A copy that holds markedly fewer organisations than the one before it is kept and not believed, until it is accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from insight.store import Store
from loaders import intake
from loaders import refresh as refresh_module
from loaders.build import completeness
from loaders.fetch.places import MARK, Files, Folder
from loaders.grammar import day
from loaders.held_back import explain
from loaders.outcome import Fate, Summary
from loaders.progress import say_nothing
from loaders.refresh import Refresh
from loaders.store import bronze
from loaders.store.cache import Cache
from tests.loaders.toys import Toy, write_practices, write_toy

Run = Callable[..., Summary]


@pytest.fixture
def add(cache: Cache, toys: dict[str, Toy]) -> Run:
    """Load files named by hand, as they are or on somebody's word."""

    def run(*paths: Path, accept: bool = False) -> Summary:
        refresh = Refresh(cache, toys, say_nothing, accept=accept)  # type: ignore[arg-type]
        return refresh.run(Files(paths, tuple(toys)))

    return run


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return write_practices(tmp_path / "whole", "alpha", 40)


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    return write_practices(tmp_path / "cut", "alpha", 24)


def _shown(cache: Cache) -> int:
    return len(Store.open(cache.root).facts("alpha.good"))


def _of_the_first(cache: Cache, year: int = 2025) -> float:
    """The figure of the first practice, which every copy of `write_practices` says by its own value."""
    facts = Store.open(cache.root).facts("alpha.good")
    (value,) = facts.loc[facts["org"].eq("A00000") & facts["start"].dt.year.eq(year), "value"]
    return value


def _fates(summary: Summary) -> list[Fate]:
    return [outcome.fate for outcome in summary.outcomes]


def test_whole_cut_whole_leaves_the_whole_in_use_and_says_why(add: Run, cache: Cache, whole: Path, cut: Path) -> None:
    first = add(whole)
    second = add(cut)
    (held,) = second.outcomes
    assert (held.fate, second.complete, second.published, _shown(cache)) == (Fate.HELD, False, False, 40)
    assert "24 instead of 40 with figures (practice)" in held.reason
    place = next(kept.path for kept in bronze.kept_files(cache) if kept.receipt.held).relative_to(cache.root)
    assert f'python -m loaders add --accept "{place.as_posix()}"' in held.reason
    assert Store.open(cache.root).notices == [f"Toy 2025, alpha 2025 practice.csv: {held.reason}"]

    third = add(whole)
    assert (_fates(third), third.complete, _shown(cache)) == ([Fate.ALREADY], True, 40)
    assert third.generation == first.generation
    assert Store.open(cache.root).notices == [], "a whole copy has come since"
    assert len(bronze.kept_files(cache)) == 2, "both are kept"


def test_what_is_held_back_is_told_again_each_time_it_comes_and_read_only_once(
    add: Run, cache: Cache, toys: dict[str, Toy], whole: Path, cut: Path
) -> None:
    add(whole)
    add(cut)
    read = len(toys["alpha"].tidied)
    for _ in range(2):
        summary = add(cut)
        assert (_fates(summary), summary.published, summary.complete) == ([Fate.HELD], False, False)
    assert len(toys["alpha"].tidied) == read
    assert _shown(cache) == 40


def test_of_a_whole_and_a_cut_copy_offered_together_the_whole_stands_whichever_is_offered_first(
    refresh: Run, published: Path, cache: Cache
) -> None:
    write_practices(published, "alpha", 40, name="a whole.csv")
    write_practices(published, "alpha", 24, name="b cut.csv")
    summary = refresh()
    assert {outcome.name: outcome.fate for outcome in summary.outcomes} == {
        "a whole.csv": Fate.LOADED,
        "b cut.csv": Fate.HELD,
    }
    assert _shown(cache) == 40


def test_an_accepted_copy_stands_and_stays_accepted_until_another_comes(
    add: Run, cache: Cache, whole: Path, cut: Path
) -> None:
    add(whole)
    add(cut)
    place = next(kept.path for kept in bronze.kept_files(cache) if kept.receipt.held)
    assert (add(place, accept=True).complete, _shown(cache)) == (True, 24)
    assert Store.open(cache.root).notices == []
    assert (add(cut).complete, _shown(cache)) == (True, 24)
    add(whole)
    assert _shown(cache) == 40
    add(cut)
    assert _shown(cache) == 24, "the receipt remembers"


def test_what_a_file_was_held_against_may_be_wrong_and_one_of_its_own_name_is_told_by_its_day(
    add: Run, cache: Cache, tmp_path: Path
) -> None:
    for year in (2024, 2025):
        add(write_practices(tmp_path / str(year), "alpha", 40, year=year, name="a.csv"))
    last = bronze.kept_files(cache)[-1]
    against = replace(last.receipt, held="it does not go together with a.csv (Toy 2024), so one of the two is wrong")
    today = day(last.receipt.retrieved)
    said = explain(replace(last, receipt=against), cache)
    assert (
        f"(the other a.csv came on {today})" in said and "if it is right, or what it was held against is wrong," in said
    )
    doubted = replace(last.receipt, held="its parts are more than itself", doubt="its parts are more than itself")
    assert "held against" not in explain(replace(last, receipt=doubted), cache)


def test_a_file_nobody_has_seen_can_be_accepted_at_once(add: Run, cache: Cache, whole: Path, cut: Path) -> None:
    add(whole)
    assert add(cut, accept=True).complete
    assert _shown(cache) == 24


@pytest.mark.parametrize(
    ("before", "after", "stands"), [(40, 36, 36), (40, 35, 40), (20, 18, 18), (6, 4, 4), (6, 3, 6)]
)
def test_few_fewer_are_a_correction_and_markedly_fewer_are_not(  # noqa: PLR0917
    add: Run, cache: Cache, tmp_path: Path, before: int, after: int, stands: int
) -> None:
    add(write_practices(tmp_path / "before", "alpha", before))
    add(write_practices(tmp_path / "after", "alpha", after))
    assert _shown(cache) == stands


def test_an_extract_is_loaded_and_gives_way_to_the_whole_but_not_back(
    add: Run, cache: Cache, whole: Path, cut: Path
) -> None:
    assert add(cut).complete
    assert add(whole).complete
    assert _shown(cache) == 40
    assert _fates(add(cut)) == [Fate.HELD]
    assert _shown(cache) == 40


def test_a_clock_that_goes_backwards_decides_nothing(
    add: Run, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year, value in ((2031, 70), (1970, 71), (2026, 72)):

        class Clock(datetime):
            @classmethod
            def now(cls, tz: object = None, year: int = year) -> datetime:
                return datetime(year, 1, 1, tzinfo=UTC)

        monkeypatch.setattr(intake, "datetime", Clock)
        add(write_practices(tmp_path / str(year), "alpha", 40, value=value))
        assert _of_the_first(cache) == value


def test_a_copy_served_again_stands_again(add: Run, cache: Cache, tmp_path: Path) -> None:
    copies = [write_practices(tmp_path / str(value), "alpha", 40, value=value) for value in (70, 71)]
    for path, value in ((copies[0], 70), (copies[1], 71), (copies[0], 70), (copies[1], 71)):
        add(path)
        assert _of_the_first(cache) == value
    arrivals = [kept.receipt.arrival for kept in bronze.kept_files(cache)]
    assert len(set(arrivals)) == 2


def test_receipts_of_before_arrivals_were_counted_come_first_by_their_clock(
    add: Run, cache: Cache, tmp_path: Path, whole: Path
) -> None:
    old = [write_practices(tmp_path / str(value), "alpha", 40, value=value) for value in (70, 71)]
    for path in old:
        add(path)
    for kept in bronze.kept_files(cache):
        note = kept.path.with_name(f"{kept.path.name}.receipt.json")
        lines = note.read_text().splitlines()
        words = ('"arrival"', '"held"', '"accepted"')
        text = "\n".join(line for line in lines if not line.strip().startswith(words))
        note.write_text(text[: text.index('"holds"')].rstrip().rstrip(",") + "\n}\n")
    assert [kept.receipt.arrival for kept in bronze.kept_files(cache)] == [0, 0]
    add(write_practices(tmp_path / "other", "alpha", 40, year=2024))
    assert _of_the_first(cache) == 71
    add(old[0])
    assert _of_the_first(cache) == 70


def test_a_real_extract_is_not_measured_by_what_is_invented(  # noqa: PLR0917
    refresh: Run, add: Run, cache: Cache, toys: dict[str, Toy], tmp_path: Path, cut: Path
) -> None:
    write_practices(tmp_path / "invented", "alpha", 40)
    (tmp_path / "invented" / MARK).touch()
    refresh(Folder(tmp_path / "invented", tuple(toys)))
    assert add(cut).complete
    assert (_shown(cache), Store.open(cache.root).demonstration) == (24, False)


def test_a_refresh_that_was_ended_before_it_judged_leaves_that_to_the_next(  # noqa: PLR0917
    add: Run, cache: Cache, tmp_path: Path, whole: Path, cut: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(whole)
    with monkeypatch.context() as ended, pytest.raises(KeyboardInterrupt):
        ended.setattr(refresh_module, "judge", _end)
        add(cut)
    assert cache.unfinished.exists() and _shown(cache) == 40
    add(write_toy(tmp_path, "beta", 2025, 60))
    assert (_shown(cache), cache.unfinished.exists()) == (40, False)
    assert len(Store.open(cache.root).notices) == 1


def test_a_demonstration_that_came_in_part_is_never_published(  # noqa: PLR0917
    refresh: Run, add: Run, cache: Cache, toys: dict[str, Toy], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented = tmp_path / "invented"
    for year in (2024, 2025):
        write_toy(invented, "alpha", year, 10)
    (invented / MARK).touch()
    with monkeypatch.context() as ended, pytest.raises(KeyboardInterrupt):
        ended.setattr(refresh_module, "read_again", _end)
        refresh(Folder(invented, tuple(toys)))
    assert bronze.kept_files(cache)
    (tmp_path / "real").mkdir()
    refresh(Folder(tmp_path / "real", tuple(toys)))
    assert not bronze.kept_files(cache)
    assert refresh(Folder(invented, tuple(toys))).complete
    assert _shown(cache) == 4


def _end(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("noted", [b"", b"seven", b"\xff\xfe\x00", b"-3"])
def test_a_damaged_note_of_a_refresh_under_way_has_all_that_arrived_looked_at_once_more(  # noqa: PLR0917
    noted: bytes, add: Run, cache: Cache, tmp_path: Path, whole: Path, cut: Path
) -> None:
    add(whole)
    add(cut)
    cache.unfinished.write_bytes(noted)
    add(write_toy(tmp_path, "beta", 2025, 60))
    assert (_shown(cache), cache.unfinished.exists()) == (40, False)
    assert len(Store.open(cache.root).notices) == 1


def test_a_damaged_note_of_what_is_held_back_is_read_as_far_as_it_goes_and_written_again(
    add: Run, cache: Cache, whole: Path, cut: Path
) -> None:
    add(whole)
    add(cut)
    said = cache.held_back.read_text(encoding="utf-8")
    cache.held_back.write_bytes(b"\xff\xfe held")
    assert len(Store.open(cache.root).notices) == 1
    add(cut)
    assert cache.held_back.read_text(encoding="utf-8") == said


def test_a_part_brought_first_is_shown_with_a_sentence_that_goes_when_the_whole_has_come(
    add: Run, cache: Cache, cut: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    least = {"release": "alpha.*", "counted": "facts/practice", "least": "40", "called": "practices"}
    monkeypatch.setattr(completeness, "of_every_source", lambda _: (least,))
    said = "it holds 24 of 40 or more practices. It is a part of what was published, and what it lacks is not shown"
    first = add(cut)
    assert first.complete and first.notes == (f"alpha 2025 practice.csv: {said}",)
    assert (_shown(cache), Store.open(cache.root).notices) == (24, [f"Toy 2025, alpha 2025 practice.csv: {said}"])
    assert add(cut).notes == (), "told once"
    assert (add(whole).notes, _shown(cache), Store.open(cache.root).notices) == ((), 40, [])
