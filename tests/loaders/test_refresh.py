"""What a refresh does with the files it is offered, and what stands afterwards."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from insight.store import Store
from loaders import refresh as refresh_module
from loaders.errors import LayoutChanged
from loaders.fetch.demonstration import WouldMix
from loaders.fetch.places import MARK, Files, Folder, Offer
from loaders.outcome import Fate, Outcome, Summary
from loaders.progress import Progress
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
from loaders.store import bronze
from loaders.store.cache import Cache
from tests.loaders.toys import Toy, write_toy

Run = Callable[..., Summary]


def _fates(summary: Summary) -> dict[str, Fate]:
    return {outcome.name: outcome.fate for outcome in summary.outcomes}


def _values(cache: Cache, source: str = "alpha") -> dict[tuple[str, int], float]:
    facts = Store.open(cache.root).facts(f"{source}.good")
    return {(org, start.year): value for org, start, value in facts[["org", "start", "value"]].to_numpy()}


def test_files_in_any_arrangement_and_under_any_name_are_loaded(refresh: Run, published: Path, cache: Cache) -> None:
    write_toy(published / "deep" / "er", "alpha", 2025, 70, name="renamed by hand.dat")
    write_toy(published, "beta", 2024, 60)
    summary = refresh()
    assert summary.complete and summary.published
    assert _values(cache) == {("A00001", 2025): 70, ("A00002", 2025): 50}
    store = Store.open(cache.root)
    assert list(store.measures.index) == ["alpha.good", "beta.good"]
    assert set(store.breaks["measure"]) == {"alpha.good", "beta.good"}
    assert set(store.releases["url"]) == {"folder:deep/er/renamed by hand.dat", "folder:beta 2024 practice.csv"}
    assert not store.demonstration
    release = store.releases.loc["alpha.2025.practice"]
    assert (release["rows"], release["licence"], release["loader_version"]) == (2, "OGL v3", 1)
    assert release["sha256"] == bronze.kept_files(cache)[1].raw.sha256


def test_what_is_loaded_already_is_not_read_again_and_nothing_is_published(
    refresh: Run, published: Path, toys: dict[str, Toy], tmp_path: Path
) -> None:
    write_toy(published, "alpha", 2025, 70)
    first = refresh()
    other = tmp_path / "elsewhere"
    write_toy(other, "alpha", 2025, 70, name="the same under another name.csv")
    second = refresh(Folder(other, tuple(toys)))
    assert _fates(second) == {"the same under another name.csv": Fate.ALREADY}
    assert toys["alpha"].tidied == ["alpha 2025 practice.csv"]
    assert (second.published, second.generation, second.complete) == (False, first.generation, True)


def test_one_bad_file_stops_nothing_and_each_is_told_with_its_reason(
    refresh: Run, published: Path, cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 70)
    for command in ("broken", "refused", "wide", "bug", "empty"):
        write_toy(published, "beta", 2025, command, part=command, name=f"{command}.csv")
    (published / "notes.txt").write_text("remember the milk")
    (published / "unknown.csv").write_text("a,b\n1,2\n")
    (published / "moved.csv").write_text("<!doctype html><html>Please log in</html>")
    (published / "cut.xlsx").write_bytes(b"PK\x03\x04 the rest is missing")
    (published / ".DS_Store").write_text("x")
    (published / "~$book.xlsx").write_text("x")
    summary = refresh()
    assert _fates(summary) == {
        "alpha 2025 practice.csv": Fate.LOADED,
        "broken.csv": Fate.FAILED,
        "refused.csv": Fate.LEFT_OUT,
        "bug.csv": Fate.FAILED,
        "wide.csv": Fate.FAILED,
        "empty.csv": Fate.LEFT_OUT,
        "notes.txt": Fate.LEFT_OUT,
        "~$book.xlsx": Fate.LEFT_OUT,
        "unknown.csv": Fate.UNKNOWN,
        "moved.csv": Fate.FAILED,
        "cut.xlsx": Fate.FAILED,
    }
    reasons = {outcome.name: outcome.reason for outcome in summary.outcomes}
    assert reasons["broken.csv"] == "expected a percentage, found 'broken'"
    assert reasons["refused.csv"] == "this is the unweighted version"
    assert reasons["bug.csv"] == "a fault of ours in beta: ZeroDivisionError: one over nothing"
    assert (
        reasons["wide.csv"]
        == "expected a table of comma-separated values, found a cell longer than any that is published, as where a quotation mark is never closed"
    )
    assert "web page" in reasons["moved.csv"] and "cut short" in reasons["cut.xlsx"]
    (fault,) = [outcome for outcome in summary.outcomes if outcome.name == "bug.csv"]
    assert "toys.py" in fault.trace
    assert not summary.complete and summary.published
    assert _values(cache)["A00001", 2025] == 70
    assert len(bronze.kept_files(cache)) == 1


def test_a_cache_whose_receipts_are_damaged_is_not_called_empty(refresh: Run, published: Path, cache: Cache) -> None:
    write_toy(published, "alpha", 2025, 70)
    refresh()
    for receipt in cache.bronze.rglob("*.json"):
        receipt.write_bytes(receipt.read_bytes()[:20])
    (published / "alpha 2025 practice.csv").unlink()
    summary = refresh()
    assert not summary.bare and not summary.published
    assert _values(cache)["A00001", 2025] == 70


def test_a_source_that_breaks_its_contract_is_a_fault_of_ours(
    refresh: Run, published: Path, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_toy(published, "alpha", 2025, 70)
    toys["alpha"].MEASURES = toys["beta"].MEASURES
    (outcome,) = refresh().outcomes
    assert outcome.fate is Fate.FAILED
    assert "fault of ours" in outcome.reason and "'alpha.good'" in outcome.reason


def test_a_newer_copy_supersedes_and_the_older_is_kept(refresh: Run, published: Path, cache: Cache) -> None:
    path = write_toy(published, "alpha", 2025, 70)
    refresh()
    write_toy(published, "alpha", 2025, 71)
    refresh()
    assert _values(cache)["A00001", 2025] == 71
    assert len(bronze.kept_files(cache)) == 2
    path.unlink()
    refresh()
    assert _values(cache)["A00001", 2025] == 71, "what stands does not depend on the folder of today"


def test_new_figures_are_told_in_a_copied_cache_that_has_a_folder_for_a_link(
    refresh: Run, published: Path, cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 70)
    refresh()
    whole = cache.silver.resolve()
    cache.silver.unlink()
    shutil.copytree(whole, cache.silver)
    write_toy(published, "alpha", 2026, 71)
    summary = refresh()
    assert summary.published and not summary.same
    assert _values(cache)["A00001", 2026] == 71


def test_of_two_copies_the_one_published_later_stands_whatever_the_order(
    refresh: Run, published: Path, cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 70, name="a.csv", published="2025-07-10")
    write_toy(published, "alpha", 2025, 71, name="b.csv", published="2025-09-01")
    write_toy(published, "alpha", 2025, 72, name="c.csv", published="2025-08-01")
    summary = refresh()
    assert _values(cache)["A00001", 2025] == 71
    assert summary.notes == (
        "Toy 2025: a.csv of 10 July 2025 and c.csv of 1 August 2025 are set aside, b.csv of 1 September 2025 is the newer copy",
    )


def test_of_two_copies_in_one_folder_the_one_named_as_a_second_version_stands(
    refresh: Run, published: Path, cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 71, name="alpha_v2.csv")
    write_toy(published, "alpha", 2025, 70.0000000001, name="alpha.csv")
    write_toy(published, "alpha", 2024, 60, name="alpha24.csv")
    write_toy(published, "alpha", 2024, 61, name="alpha24 (1).csv")
    summary = refresh()
    assert _values(cache)["A00001", 2025] == 71
    assert _values(cache)["A00001", 2024] == 61
    assert summary.notes[0] == "Toy 2024: alpha24.csv is set aside, alpha24 (1).csv is the newer copy"
    assert refresh().published is False


def test_an_empty_folder_is_told(refresh: Run) -> None:
    (outcome,) = refresh().outcomes
    assert (outcome.fate, outcome.reason) == (Fate.FAILED, "the folder holds no files")


def test_a_damaged_copy_in_the_cache_is_told_and_mended_by_the_next_offer(
    refresh: Run, published: Path, toys: dict[str, Toy], cache: Cache
) -> None:
    path = write_toy(published, "alpha", 2025, 70)
    refresh()
    (kept,) = bronze.kept_files(cache)
    kept.path.write_text("TOY,alpha,2025,practice\nA00001,99\n")
    toys["alpha"] = Toy("alpha", version=2)
    path.rename(published.parent / path.name)
    summary = refresh()
    assert [o.reason for o in summary.by_fate(Fate.FAILED) if o.source] == [
        "the copy in the cache is damaged; fetch the file again"
    ]
    assert _values(cache)["A00001", 2025] == 70, "the last good set stays"
    (published.parent / path.name).rename(path)
    refresh()
    assert _values(cache)["A00001", 2025] == 70


def test_a_figure_published_twice_stands_as_published_later(refresh: Run, published: Path, cache: Cache) -> None:
    write_toy(published, "alpha", 2025, 70, part="first", published="2025-07-10")
    write_toy(published, "alpha", 2025, 71, part="revised", published="2025-09-01")
    summary = refresh()
    assert _values(cache)["A00001", 2025] == 71
    assert summary.notes == (
        "2 figures are in both Toy 2025 (alpha.2025.first) and Toy 2025 (alpha.2025.revised); those of the latter are shown",
    )


def test_a_new_version_of_a_source_reads_the_kept_files_again(
    refresh: Run, published: Path, toys: dict[str, Toy], cache: Cache
) -> None:
    path = write_toy(published, "alpha", 2025, 70)
    refresh()
    path.unlink()
    write_toy(published, "beta", 2025, 60)
    toys["alpha"] = Toy("alpha", version=2)
    summary = refresh()
    assert toys["alpha"].tidied == ["alpha 2025 practice.csv"]
    assert summary.published and _fates(summary) == {"beta 2025 practice.csv": Fate.LOADED}
    assert Store.open(cache.root).releases.loc["alpha.2025.practice", "loader_version"] == 2
    assert len(list(cache.tidied.iterdir())) == 2, "what the old version made is gone"


def test_a_kept_file_that_can_no_longer_be_read_is_told_and_the_one_before_stands(
    refresh: Run, published: Path, toys: dict[str, Toy], cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 70, name="older.csv")
    refresh()
    write_toy(published, "alpha", 2025, 71, name="newer.csv")
    refresh()

    class Forgetful(Toy):
        def tidy(self, raw: Raw, release: Release, reference: Reference) -> Tables:
            if b"71" in raw.read():
                raise LayoutChanged(raw.name, "something newer", "71")
            return super().tidy(raw, release, reference)

    toys["alpha"] = Forgetful("alpha", version=2)
    summary = refresh()
    assert _fates(summary) == {"older.csv": Fate.LOADED, "newer.csv": Fate.FAILED}
    assert _values(cache)["A00001", 2025] == 70
    toys["alpha"] = Toy("alpha", version=3)
    assert refresh().complete
    assert _values(cache)["A00001", 2025] == 71


def test_the_last_good_set_stays_when_assembling_fails(
    refresh: Run, published: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_toy(published, "alpha", 2025, 70)
    refresh()
    write_toy(published, "alpha", 2026, 80)

    def fail(*_: object) -> list[str]:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr(refresh_module, "assemble", fail)
        refresh()
    assert _values(cache) == {("A00001", 2025): 70, ("A00002", 2025): 50}
    refresh()
    assert _values(cache)["A00001", 2026] == 80
    assert not cache.building.exists()


def test_demonstration_data_never_stands_beside_real_data(
    refresh: Run, published: Path, toys: dict[str, Toy], cache: Cache, tmp_path: Path
) -> None:
    invented = tmp_path / "invented"
    write_toy(invented / "files", "alpha", 2025, 10)
    write_toy(invented / "files", "beta", 2025, 10)
    (invented / MARK).write_text("Every figure is invented.")
    demonstration = Folder(invented, tuple(toys))
    refresh(demonstration)
    store = Store.open(cache.root)
    assert store.demonstration
    assert set(store.releases["url"]) == {"demo:files/alpha 2025 practice.csv", "demo:files/beta 2025 practice.csv"}

    write_toy(published, "beta", 2024, "broken")
    refresh()
    assert Store.open(cache.root).demonstration, "a real file that cannot be loaded does not empty the dashboard"

    write_toy(published, "beta", 2024, 60)
    refresh()
    store = Store.open(cache.root)
    assert not store.demonstration
    assert list(store.releases["id"]) == ["beta.2024.practice"]
    assert [kept.receipt.release.id for kept in bronze.kept_files(cache)] == ["beta.2024.practice"]

    with pytest.raises(WouldMix, match="--cache"):
        refresh(demonstration)
    mixed = refresh(
        Files([invented / "files" / "alpha 2025 practice.csv", published / "beta 2024 practice.csv"], tuple(toys))
    )
    assert Counter(outcome.fate for outcome in mixed.outcomes) == {Fate.LEFT_OUT: 1, Fate.ALREADY: 1}
    assert not Store.open(cache.root).demonstration


def test_an_invented_file_copied_elsewhere_is_known_by_what_it_says(
    refresh: Run, published: Path, toys: dict[str, Toy], cache: Cache, tmp_path: Path
) -> None:
    copy = write_toy(tmp_path / "Downloads", "beta", 2025, 10, part="DEMONSTRATION DATA", name="beta.csv")
    assert refresh(Files([copy], tuple(toys))).complete
    assert Store.open(cache.root).demonstration, "the banner stands over it"
    write_toy(published, "alpha", 2025, 70)
    removed = "1 file of demonstration data is no longer loaded, because published figures are"
    assert removed in refresh().notes
    again = refresh(Files([copy], tuple(toys)))
    assert [(each.fate, each.reason) for each in again.outcomes] == [
        (Fate.LEFT_OUT, "it is demonstration data, and real figures are loaded")
    ]
    assert not Store.open(cache.root).demonstration and removed not in again.notes


@dataclass(frozen=True)
class Served:
    """A publisher's server with one file."""

    path: Path
    demonstration: bool = False

    def offers(self, progress: Progress) -> Iterator[Offer | Outcome]:
        url = f"https://publisher.example/{self.path.name}"
        yield Offer(Raw(self.path, self.path.name, url), ("alpha",))


def test_the_name_its_publisher_gives_is_believed_against_one_given_by_hand(
    refresh: Run, published: Path, cache: Cache
) -> None:
    path = write_toy(published, "alpha", 2024, 70, part="dated", name="alpha 2024.csv")
    refresh()
    assert refresh(Served(path.rename(path.with_name("alpha 2025.csv")))).complete
    assert _values(cache) == {("A00001", 2025): 70, ("A00002", 2025): 50}
    assert not refresh(Served(path.with_name("alpha 2025.csv").rename(path))).complete
    assert set(_values(cache)) == {("A00001", 2025), ("A00002", 2025)}


def test_files_about_earlier_years_are_left_out_when_asked(refresh: Run, published: Path, toys: dict[str, Toy]) -> None:
    write_toy(published, "alpha", 2019, 60)
    write_toy(published, "alpha", 2025, 70)
    summary = refresh(since=2020)
    assert [o.reason for o in summary.by_fate(Fate.LEFT_OUT)] == ["it is about 2019"]
    assert toys["alpha"].tidied == ["alpha 2025 practice.csv"]


def test_two_files_of_one_name_from_two_folders_are_both_loaded(
    refresh: Run, toys: dict[str, Toy], tmp_path: Path, cache: Cache
) -> None:
    one = write_toy(tmp_path / "one", "alpha", 2024, 60, name="data.csv")
    two = write_toy(tmp_path / "two", "alpha", 2025, 70, name="data.csv")
    refresh(Files([one, two], tuple(toys)))
    assert set(_values(cache)) == {(org, year) for org in ("A00001", "A00002") for year in (2024, 2025)}


def test_a_source_that_is_gone_takes_its_figures_with_it_and_nothing_else(
    refresh: Run, published: Path, toys: dict[str, Toy], cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 70)
    write_toy(published, "beta", 2025, 60)
    refresh()
    (published / "beta 2025 practice.csv").unlink()
    del toys["beta"]
    refresh()
    assert set(Store.open(cache.root).releases["source"]) == {"alpha"}
    assert len(bronze.kept_files(cache)) == 2


def test_a_file_nobody_knows_is_a_failure_where_a_publisher_sent_it_and_none_in_a_folder() -> None:
    def complete(url: str) -> bool:
        return Summary((Outcome("x.csv", url, Fate.UNKNOWN),), generation="000001").complete

    assert complete("folder:x.csv") and not complete("https://example.invalid/x.csv")
