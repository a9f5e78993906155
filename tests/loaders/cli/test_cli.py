"""What a person types, what is printed, and the exit code a scheduler sees."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.publication import PublicationStep
from insight.store import NothingUsable, Store
from loaders.build import assemble
from loaders.cli import commands as command_line
from loaders.cli import report
from loaders.errors import SourceUnavailable
from loaders.fetch.places import MARK, Folder
from loaders.outcome import Fate, Outcome, Summary
from loaders.store import bronze
from loaders.store.cache import Cache
from loaders.store.lock import only_one
from loaders.store.receipt import BUILTIN
from tests.loaders.toys import Toy, write_practices, write_toy

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(cache: Cache, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """One command against the test's own cache: exit code, what was printed, what was complained."""
    monkeypatch.setattr(command_line, "discover", lambda: toys)
    monkeypatch.setenv("INSIGHT_CACHE", str(cache.root))

    def command(*words: object) -> tuple[int, str, str]:
        try:
            code = command_line.main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.mark.parametrize(
    ("fate", "published", "same", "end"),
    [
        (Fate.LOADED, True, False, "New tables are in use (set 000002)."),
        (Fate.ALREADY, True, False, "New tables are in use (set 000002)."),
        (Fate.ALREADY, True, True, "Nothing new; the same tables were made again (set 000002)."),
        (Fate.ALREADY, False, False, "Nothing new; the tables stay as they are (set 000002)."),
        (Fate.FAILED, True, False, "No file was loaded; the tables are made of what was there before (set 000002)."),
        (Fate.LEFT_OUT, True, False, "No file was loaded; the tables are made of what was there before (set 000002)."),
        (Fate.HELD, False, False, "Nothing new; the tables stay as they are (set 000002)."),
    ],
)
def test_tables_are_called_new_only_where_a_file_brought_something(
    fate: Fate, published: bool, same: bool, end: str
) -> None:
    outcome = Outcome("x.csv", "demo:cut/x.csv", fate, "for a reason")
    told = report.describe(Summary((outcome,), (), "000002", published, same), "the log")
    assert told.endswith(end)
    assert "demo:" not in told


def test_the_same_tables_made_again_are_not_called_new(
    run: Run, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_toy(published, "alpha", 2025, 70)
    run("fetch", "--from", published)
    monkeypatch.setattr(assemble, "_RULES", assemble._RULES + 1)
    code, out, _ = run("fetch", "--from", published)
    assert code == 0 and "Nothing new; the same tables were made again (set 000002)." in out


def test_our_own_stand_in_publisher_may_say_other_things_in_another_version(
    run: Run, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in (70, 30):
        figures = PublicationStep(
            "Invented", 1, lambda _, folder, v=value: write_practices(folder, "alpha", 40, value=v) and None
        )
        monkeypatch.setattr("demo.FIRST", (figures,))
        monkeypatch.setattr("demo.LATER", ())
        assert run("fetch", "--from", "demo")[0] in (0, 1)
    assert 30 in set(Store.open(cache.root).facts("alpha.good")["value"])


def test_a_folder_is_loaded_and_the_summary_says_what_and_what_not(run: Run, published: Path, cache: Cache) -> None:
    write_toy(published, "alpha", 2025, 70)
    code, out, _ = run("fetch", "--from", published, "--progress", "none")
    assert code == 0
    assert out == "alpha: 1 file loaded, 2 figures: Toy 2025\n\nNew tables are in use (set 000001).\n"

    write_toy(published, "beta", 2025, "broken", name="broken.csv")
    (published / "unknown.csv").write_text("a,b\n")
    code, out, _ = run("fetch", "--from", published, "--progress", "none")
    assert code == 1
    assert out == (
        "1 file already loaded\n\n"
        "Not recognised (1):\n  unknown.csv: not a file that any source publishes\n\n"
        "Not loaded (1):\n  broken.csv: expected a percentage, found 'broken'\n\n"
        "Nothing new; the tables stay as they are (set 000001).\n"
    )
    log = cache.log.read_text()
    assert "ERROR not loaded | folder:broken.csv" in log and "Z INFO" in log


def test_a_file_nobody_publishes_is_no_failure_in_a_folder_and_is_one_when_named(run: Run, published: Path) -> None:
    write_toy(published, "alpha", 2025, 70)
    (published / "unknown.csv").write_text("a,b\n")
    code, out, _ = run("fetch", "--from", published, "--progress", "none")
    assert code == 0 and "Not recognised (1):\n  unknown.csv: not a file that any source publishes\n" in out
    assert run("add", published / "unknown.csv", "--progress", "none")[0] == 1


def test_a_file_of_a_source_that_was_not_asked_for_is_told_so_and_a_folder_is_no_file(
    run: Run, published: Path
) -> None:
    write_toy(published, "alpha", 2025, 70)
    write_toy(published, "beta", 2025, 70)
    code, out, _ = run("fetch", "alpha", "--from", published)
    assert code == 0 and "  beta 2025 practice.csv: not a file that was asked for (alpha)\n" in out
    code, _, err = run("add", published)
    assert (
        code == 2
        and err
        == f'{published} is a folder; load all that is in it with: python -m loaders fetch --from "{published}".\n'
    )


def test_a_command_that_is_advised_names_the_cache_that_was_given(run: Run, published: Path, tmp_path: Path) -> None:
    named = f'--cache "{tmp_path / "other"}"'
    _, _, err = run("add", published, "--cache", tmp_path / "other")
    assert err.endswith(f'python -m loaders fetch {named} --from "{published}".\n')
    _, out, _ = run("status", "--cache", tmp_path / "other")
    assert out.count(f"python -m loaders fetch {named}") == 2
    run("add", write_practices(published / "whole", "alpha", 40), "--cache", tmp_path / "other")
    code, out, _ = run("add", write_practices(published / "cut", "alpha", 24), "--cache", tmp_path / "other")
    assert code == 1 and f'python -m loaders add {named} --accept "bronze/' in out


def test_where_nothing_was_loaded_before_the_last_line_says_so_and_a_pipe_gets_no_progress(
    run: Run, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\n")
    code, out, _ = run("add", other)
    assert code == 1 and out == (
        "Not recognised (1):\n  other.csv: not a file that any source publishes\n\n"
        "No file was loaded, and none was before: the tables hold nothing but the code lists that come with this product.\n"
    )


def test_the_bytes_of_a_file_that_is_loaded_under_another_name_are_told(run: Run, published: Path) -> None:
    path = write_toy(published, "alpha", 2024, 70)
    run("add", path)
    code, out, _ = run("add", path.rename(path.with_name("alpha 2025 practice.csv")))
    said = "alpha 2025 practice.csv: the same bytes as alpha 2024 practice.csv, which is Toy 2024"
    assert code == 0 and out.startswith(f"1 file already loaded:\n  {said}\n\nNothing new")


def _titles(cache: Cache) -> list[str]:
    return sorted(Store.open(cache.root).releases["title"])


def test_bytes_under_the_name_of_another_year_are_taken_for_it_only_where_somebody_says_so(
    run: Run, published: Path, cache: Cache
) -> None:
    wrong = write_toy(published, "alpha", 2024, 70, part="dated", name="alpha 2024.csv")
    run("add", wrong)
    assert _titles(cache) == ["Toy 2024"]
    right = wrong.rename(wrong.with_name("alpha 2025.csv"))
    code, out, _ = run("add", right)
    assert code == 1 and _titles(cache) == ["Toy 2024"]
    assert (
        "alpha 2025.csv: the same bytes as alpha 2024.csv, which is loaded as Toy 2024; by this name they would be Toy 2025, so one "
        "of the two names is wrong. If this one is right, and the file whole, load it with: python -m loaders add --accept "
        f'"{right}"' in out
    )
    code, out, _ = run("add", "--accept", right)
    assert code == 0 and _titles(cache) == ["Toy 2025"]
    assert "before, as alpha 2024.csv, for Toy 2024, which is no longer loaded" in out
    assert set(Store.open(cache.root).facts("alpha.good")["start"].astype(str)) == {"2025-01-01"}
    assert [kept.receipt.name for kept in bronze.kept_files(cache) if kept.receipt.real] == ["alpha 2025.csv"]
    assert run("add", right)[0] == 0 and _titles(cache) == ["Toy 2025"]


def _dated(folder: Path, year: int, name: str, value: object = 70) -> Path:
    return write_toy(folder, "alpha", year, value, part="dated", name=name)


def test_where_a_wrong_name_has_gone_what_was_held_against_it_stands(run: Run, published: Path, cache: Cache) -> None:
    rows = "".join(f"A{number:05},{50 + number}\n" for number in range(20))
    wrong = _dated(published / "wrong", 2025, "alpha 2024.csv")
    wrong.write_text(f"TOY,alpha,2025,dated\n{rows}")
    run("add", wrong)
    last = _dated(published, 2024, "alpha 2024.csv")
    last.write_text(f"TOY,alpha,2024,dated\n{rows.replace(',5', ',1').replace(',6', ',2')}")
    code, out, _ = run("add", last)
    assert code == 1 and "Held back (1)" in out and "it does not fit the copy before it" in out
    code, out, _ = run("add", "--accept", wrong.rename(wrong.with_name("alpha 2025.csv")))
    assert _titles(cache) == ["Toy 2024", "Toy 2025"]
    assert run("status")[1].count("Held back") == 0 and run("add", last)[0] == 0
    assert Store.open(cache.root).facts("alpha.good")["value"].max() == 69


def test_a_file_that_waits_is_read_under_a_better_name_when_it_comes_under_one(
    run: Run, published: Path, cache: Cache
) -> None:
    whole = [write_practices(published / "whole", "alpha", 20, year=2024, name="alpha.csv")]
    cut = write_practices(published, "alpha", 8, year=2024, name="alpha of 2025.csv")
    run("add", *whole)
    assert run("add", cut)[0] == 1
    code, out, _ = run("add", "--accept", cut.rename(cut.with_name("alpha of 2024.csv")))
    assert code == 0 and "before, as alpha of 2025.csv" in out and "no longer loaded" not in out
    assert [kept.receipt.name for kept in bronze.kept_files(cache) if kept.receipt.real] == [
        "alpha.csv",
        "alpha of 2024.csv",
    ]


def test_bytes_that_were_set_aside_are_free_for_their_other_name(run: Run, published: Path, cache: Cache) -> None:
    wrong = _dated(published / "wrong", 2025, "alpha 2024.csv", 71)
    run("add", wrong)
    run("add", "--accept", _dated(published, 2024, "alpha 2024.csv", 60))
    code, out, _ = run("add", wrong.rename(wrong.with_name("alpha 2025.csv")))
    assert code == 0 and _titles(cache) == ["Toy 2024", "Toy 2025"] and "which is loaded as" not in out


def test_a_copy_that_stands_again_is_not_called_loaded_already(run: Run, published: Path) -> None:
    whole = write_practices(published / "whole", "alpha", 20, year=2024, name="alpha.csv")
    cut = write_practices(published / "cut", "alpha", 8, year=2024, name="alpha.csv")
    run("add", cut)
    run("add", whole)
    run("add", "--accept", cut)
    code, out, _ = run("add", whole)
    assert code == 0 and "alpha: 1 file loaded" in out
    assert "it has come again as Toy 2024, and stands in the place of the copy that had come since" in out


def test_lists_that_are_those_that_come_with_this_product_have_not_come_again(
    run: Run, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = write_toy(tmp_path / "ours", "alpha", 2024, 70)
    monkeypatch.setattr("loaders.refresh.builtin", lambda sources: Folder(ours.parent, sources, BUILTIN))
    shutil.copy(ours, published)
    code, out, _ = run("fetch", "--from", published)
    assert (code, out) == (
        0,
        "1 file already loaded\n\nThe tables hold nothing but the code lists that come with this product.\n",
    )


def test_what_cannot_be_read_under_its_other_name_stays_what_it_was(run: Run, published: Path, cache: Cache) -> None:
    path = write_toy(published, "alpha", 2024, 70, part="dated", name="alpha 2024.csv")
    run("add", path)
    code, out, _ = run("add", "--accept", path.rename(path.with_name("alpha 2099.csv")))
    assert code == 1 and _titles(cache) == ["Toy 2024"] and "figures of days to come" in out


def test_of_new_bytes_with_names_of_two_years_one_is_loaded_and_the_other_named(
    run: Run, published: Path, cache: Cache
) -> None:
    path = write_toy(published, "alpha", 2024, 70, part="dated", name="alpha 2024.csv")
    shutil.copy(path, path.with_name("alpha 2025.csv"))
    code, out, _ = run("fetch", "--from", published)
    assert code == 1 and _titles(cache) == ["Toy 2025"]
    assert "alpha 2024.csv: the same bytes as alpha 2025.csv, which is loaded as Toy 2025; by this name" in out


@pytest.mark.parametrize("twin", ["aaa.csv", "zzz.csv"])
def test_a_file_is_loaded_though_it_lies_beside_under_a_name_that_tells_nothing(
    run: Run, published: Path, twin: str
) -> None:
    path = write_toy(published, "alpha", 2025, 70, part="named")
    shutil.copy(path, path.with_name(twin))
    code, out, _ = run("fetch", "--from", published)
    assert code == 0
    assert "alpha: 1 file loaded" in out and "1 file already loaded" in out and "Not recognised" not in out


def test_an_older_copy_is_not_called_loaded_and_many_releases_are_told_by_their_days(
    run: Run, published: Path, cache: Cache
) -> None:
    write_toy(published, "alpha", 2025, 70, name="alpha_v2.csv", published="2025-09-01")
    run("fetch", "--from", published)
    old = write_toy(published / "before", "alpha", 2025, 60, name="alpha.csv", published="2025-08-01")
    code, out, _ = run("add", old)
    assert (
        code == 1 and " loaded" not in out and out.startswith("1 file kept and set aside, because newer copies stand\n")
    )
    assert (
        "Toy 2025: alpha.csv of 1 August 2025 is set aside, alpha_v2.csv of 1 September 2025 is the newer copy" in out
    )
    assert run("fetch", "--from", old.parent)[0] == 0, "of a folder it is no failure"
    for year in range(2018, 2022):
        write_toy(published / "more", "beta", year, 70)
    assert (
        "beta: 4 files loaded, 8 figures, January 2018 to March 2021\n" in run("fetch", "--from", published / "more")[1]
    )


def test_what_is_to_be_known_of_a_set_is_told_when_it_is_new_and_in_the_status(run: Run, published: Path) -> None:
    write_toy(published, "alpha", 2025, 70)
    write_toy(published, "alpha", 2025, 71, part="again")
    said = "2 figures are in both Toy 2025 (alpha.2025.again) and Toy 2025 (alpha.2025.practice); those of the latter are shown"
    assert said in run("fetch", "--from", published)[1]
    code, out, _ = run("add", write_toy(published, "beta", 2025, 70))
    assert code == 0 and "New tables are in use" in out and said not in out
    assert said in run("status", "--all")[1] and said not in run("status")[1]


def test_a_folder_of_which_nothing_is_loaded_where_nothing_was_before_is_a_failure(run: Run, published: Path) -> None:
    (published / "other.csv").write_text("a,b\n")
    code, out, _ = run("fetch", "--from", published)
    assert code == 1 and "No file was loaded, and none was before" in out


def test_what_is_to_be_known_of_many_files_alike_is_said_once(
    run: Run, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.read.file_reader.say", lambda *_: "it has a place for more")
    for year in range(2001, 2013):
        write_toy(published / "deep", "alpha", year, 70)
    _, out, _ = run("fetch", "--from", published)
    assert out.count("it has a place for more") == 1 and "deep/ (each of 12 files, alpha 20" in out


def test_many_unknown_files_of_one_folder_share_a_line(run: Run, published: Path) -> None:
    write_toy(published, "alpha", 2025, 70)
    (published / "odd").mkdir()
    for number in range(30):
        (published / "odd" / f"{number:02}.csv").write_text(f"a,b\n{number}\n")
    _, out, _ = run("fetch", "--from", published, "--progress", "none")
    assert "  odd/ (each of 30 files, 00.csv to 29.csv): not a file that any source publishes\n" in out
    write_toy(published / "even", "beta", 2025, 70)
    _, out, _ = run("fetch", "alpha", "--from", published, "--progress", "none")
    assert "  each of 31 files, beta 2025 practice.csv to 29.csv: not a file that was asked for (alpha)\n" in out


def test_documents_and_files_left_out_on_purpose_do_not_fail_a_folder_but_a_file_named_by_hand(
    run: Run, published: Path
) -> None:
    write_toy(published, "alpha", 2025, 70)
    refused = write_toy(published, "beta", 2025, "refused", name="refused.csv")
    (published / "README.md").write_text("# Read me")
    assert run("fetch", "--from", published)[0] == 0
    code, out, _ = run("add", refused)
    assert code == 1 and "refused.csv: this is the unweighted version" in out
    assert run("add", published / "alpha 2025 practice.csv")[0] == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "required"),
        (["refresh"], "invalid choice"),
        (["fetch", "gamma"], "No source is called gamma; there are alpha, beta."),
        (["fetch", "--from", "no/such/folder"], "neither 'internet' nor 'demo' nor a folder"),
        (["fetch", "--from", __file__], f'it is a file; load it with: python -m loaders add "{__file__}"'),
        (["fetch", "--since", "3000"], "is not a year of which anything is published yet"),
        (["fetch", "--since", "last year"], "is not a year"),
        (["fetch", "--from"], "expected one argument"),
        (["add"], "required"),
        (["add", "no such file.csv"], "No such file: no such file.csv."),
        (["status", "--cache", __file__], "is not a folder"),
        (["check", "gamma"], "No source is called gamma"),
    ],
)
def test_wrong_usage_is_a_sentence_and_code_2(run: Run, words: list[str], complaint: str) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert complaint in err and "Traceback" not in err


def test_what_may_not_be_opened_is_named_and_no_fault_of_ours(
    run: Run, published: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_toy(published, "alpha", 2025, 70)
    run("add", path)
    is_dir, exists = Path.is_dir, Path.exists

    def refused(asked: Path) -> bool:
        if asked.is_relative_to(shut):
            raise PermissionError(errno.EACCES, "Permission denied", str(asked))
        return is_dir(asked) if asked.suffix == "" else exists(asked)

    monkeypatch.setattr(Path, "is_dir", refused)
    shut = cache.generations
    assert run("status")[::2] == (1, f"{cache.silver.resolve()} cannot be opened (Permission denied).\n")
    with pytest.raises(NothingUsable, match=r"may not open .* \(Permission denied\)"):
        Store.open(cache.root)
    shut = published
    assert run("fetch", "--from", published)[::2] == (1, f"{published} cannot be opened (Permission denied).\n")


def test_a_place_that_may_not_be_read_is_not_called_a_cache_that_cannot_be_written(
    run: Run, published: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, said in ((published, "cannot be opened"), (cache.root, f"{cache.root} cannot be written")):

        def refuse(*_: object, path: Path = place) -> None:
            raise PermissionError(errno.EACCES, "Permission denied", str(path / "x"))

        monkeypatch.setattr(Folder, "offers", refuse)
        code, _, err = run("fetch", "--from", published)
        assert code == 1 and said in err and str(place) in err


def test_a_pipe_is_not_called_missing(run: Run, published: Path) -> None:
    os.mkfifo(published / "pipe")
    assert run("add", published / "pipe")[::2] == (
        2,
        f"{published / 'pipe'} is not a file, but a pipe, a socket or a device.\n",
    )


def test_only_chosen_sources_are_loaded(run: Run, published: Path) -> None:
    write_toy(published, "alpha", 2025, 70)
    write_toy(published, "beta", 2025, 60)
    _, out, _ = run("fetch", "BETA", "--from", published)
    assert "beta: 1 file loaded" in out and "alpha: " not in out


def test_demonstration_data_is_refused_where_real_data_is(run: Run, published: Path, tmp_path: Path) -> None:
    write_toy(published, "alpha", 2025, 70)
    run("fetch", "--from", published)
    invented = tmp_path / "invented"
    write_toy(invented, "beta", 2025, 10)
    (invented / MARK).touch()
    for origin in ("demo", invented):
        code, _, err = run("fetch", "--from", origin)
        assert code == 2 and "--cache" in err


def test_the_demonstration_is_in_use_after_its_first_instalment(
    run: Run, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[set[str]] = []

    def later(_: object, folder: Path) -> None:
        shown.append(set(Store.open(cache.root).releases["source"]))
        write_toy(folder, "beta", 2025, 60)

    monkeypatch.setattr(
        "demo.FIRST", (PublicationStep("First", 1, lambda _, folder: write_toy(folder, "alpha", 2025, 70) and None),)
    )
    monkeypatch.setattr("demo.LATER", (PublicationStep("Later", 1, later),))
    code, out, _ = run("fetch", "--from", "demo", "--progress", "none")
    assert shown == [{"alpha"}]
    assert code == 0 and "alpha: 1 file loaded" in out and "beta: 1 file loaded" in out
    assert "\nDEMONSTRATION DATA: every figure is invented\n" in out
    assert set(Store.open(cache.root).releases["source"]) == {"alpha", "beta"}
    assert Store.open(cache.root).demonstration


def test_progress_is_one_line_of_json_per_step_and_the_last_line_is_the_summary(run: Run, published: Path) -> None:
    write_toy(published, "alpha", 2025, 70)
    write_toy(published, "beta", 2025, "broken", name="broken.csv")
    code, out, _ = run("fetch", "--from", published, "--progress", "json")
    *steps, last = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert {"step": "Reading files", "done": 2, "total": 2} in steps
    assert all(set(step) == {"step", "done", "total"} for step in steps)
    assert last["problems"] == [
        {"file": "broken.csv", "fate": "not loaded", "reason": "expected a percentage, found 'broken'"}
    ]
    assert (last["complete"], last["published"], last["generation"]) == (False, True, "000001")


def test_status_before_and_after(run: Run, published: Path, cache: Cache) -> None:
    code, out, _ = run("status")
    assert code == 0 and "nothing is loaded yet" in out
    assert not cache.root.exists(), "looking changes nothing"
    write_toy(published, "alpha", 2025, 70)
    run("fetch", "--from", published)
    code, out, _ = run("status")
    assert code == 0 and "alpha: 1 release, 2025-01-01 to 2025-03-31, 2 rows, last fetched" in out
    assert "folder:alpha 2025 practice.csv" not in out and "status --all" in out
    assert "folder:alpha 2025 practice.csv" in run("status", "--all")[1]
    found = json.loads(run("status", "--json")[1])
    assert (found["generation"], found["demonstration"], found["cache"]) == ("000001", False, str(cache.root))
    (release,) = found["sources"][0]["releases"]
    assert release["url"] == "folder:alpha 2025 practice.csv" and len(release["sha256"]) == 64


def test_what_is_held_back_and_what_is_damaged_stand_in_the_status_and_fail_a_scheduler(
    run: Run, published: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", write_practices(published / "whole", "alpha", 40))
    code, out, _ = run("add", write_practices(published / "cut", "alpha", 24))
    assert code == 1 and "Held back (1):" in out and "24 instead of 40" in out
    (held,) = json.loads(run("status", "--json")[1])["held_back"]
    assert held["id"] == "alpha.2025.practice"
    code, out, _ = run("status")
    assert code == 1 and "Held back (1):" in out and "add --accept" in out

    def offline(*_: object) -> None:
        raise SourceUnavailable("there is no way to the internet")

    with monkeypatch.context() as during:
        during.setattr("loaders.cli.check.check_sources", offline)
        code, out, err = run("check")
        assert code == 1 and "Held back (1):" in out and "24 instead of 40" in out and "no way" in err
        assert "Held back" not in run("check", "beta")[1]
    place = held["reason"].partition('--accept "')[2].rstrip('"')
    assert run("add", place)[0] == 2, "only what is accepted is looked for in the cache"
    code, out, _ = run("add", "--accept", place)
    assert code == 0 and "New tables are in use (set 000002)" in out
    assert "Held back" not in run("status")[1] and run("status")[0] == 0

    (cache.root / "generations" / "000002" / "orgs.parquet").unlink()
    code, out, _ = run("status")
    assert code == 1 and "set 000002 is not used: orgs.parquet is missing" in out
    code, out, _ = run("fetch", "--from", published / "whole")
    assert code == 0 and "New tables are in use (set 000003)" in out
    for folder in cache.generations.iterdir():
        (folder / "releases.parquet").write_bytes(b"")
    code, out, _ = run("status")
    assert code == 1 and "set 000003 is not used: releases.parquet is damaged" in out
    assert "python -m loaders fetch" in out


def test_a_reader_who_has_had_enough_gets_no_traceback(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "loaders", "status", "--cache", tmp_path]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        assert command.stdout is not None and command.stderr is not None
        command.stdout.close()
        assert command.stderr.read() == b""


def test_a_second_refresh_is_told_to_wait(run: Run, published: Path, cache: Cache) -> None:
    write_toy(published, "alpha", 2025, 70)
    with only_one(cache.lock):
        code, _, err = run("fetch", "--from", published)
    assert code == 1 and "is at work" in err


def test_an_interrupt_is_a_sentence_and_the_next_fetch_goes_on(
    run: Run, published: Path, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_toy(published, "alpha", 2025, 70)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(toys["alpha"], "tidy", interrupt)
        code, _, err = run("fetch", "--from", published)
    assert code == 1 and "Interrupted" in err and "Traceback" not in err
    assert run("fetch", "--from", published)[0] == 0


def test_a_full_disk_is_a_sentence(run: Run, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_toy(published, "alpha", 2025, 70)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("loaders.store.bronze.copy_whole", full)
    code, _, err = run("fetch", "--from", published)
    assert code == 1 and "cannot be written (No space left on device)" in err


@pytest.mark.parametrize(
    "refuses", ["loaders.cli.log._Quiet", "loaders.refresh.only_one", "loaders.refresh.write_whole"]
)
def test_a_cache_that_may_only_be_read_is_a_sentence_and_goes_on_being_read(
    run: Run, published: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch, refuses: str
) -> None:
    write_toy(published, "alpha", 2025, 70)
    run("fetch", "--from", published)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(refuses, refuse)
    code, out, err = run("fetch", "--from", published)
    assert (code, out) == (1, "")
    assert err == f"{cache.root} cannot be written (Read-only file system); the tables stay as they were.\n"
    assert run("status")[0] == 0
    assert len(Store.open(cache.root).facts("alpha.good")) == 2


def test_a_fault_of_ours_in_charge_crashes_loudly_and_is_logged(
    run: Run, published: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_toy(published, "alpha", 2025, 70)
    monkeypatch.setattr("loaders.refresh.assemble", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("fetch", "--from", published)
    assert "ZeroDivisionError" in cache.log.read_text()
