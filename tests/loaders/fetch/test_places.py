"""Of a folder only its own plain files are opened; whatever else lies there is told in a sentence, under a name fit to show."""

from __future__ import annotations

import errno
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.cli import report
from loaders.fetch.places import Files, Folder, Offer
from loaders.outcome import Fate, Outcome, Summary
from loaders.progress import say_nothing
from tests.loaders.toys import write_toy

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, links and such names are a matter of POSIX systems")


def _offers(folder: Path) -> dict[str, str]:
    """What a folder offers: each file with the reason it is left out, empty where it is not."""
    offers = Folder(folder, ("alpha",)).offers(say_nothing)
    return {
        each.raw.name if isinstance(each, Offer) else each.name: "" if isinstance(each, Offer) else each.reason
        for each in offers
    }


def test_what_is_no_plain_file_is_never_opened(published: Path, tmp_path: Path) -> None:
    inside = write_toy(published / "deep", "alpha", 2025, 70, name="inside.csv")
    outside = write_toy(tmp_path / "elsewhere", "alpha", 2024, 70, name="secret.csv")
    os.mkfifo(published / "pipe.csv")
    (published / "out.csv").symlink_to(outside)
    (published / "far").symlink_to(tmp_path / "elsewhere")
    (published / "in.csv").symlink_to(inside)
    (published / "nowhere.csv").symlink_to(published / "gone.csv")
    (published / "round.csv").symlink_to(published / "round.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(published / "s"))
        offered = _offers(published)
    no_file = "it is not a file: a link to a folder, a pipe, a socket or a device"
    assert offered == {
        "inside.csv": "", "in.csv": "", "pipe.csv": no_file, "s": no_file,
        "out.csv": "it is a link out of the folder", "far": "it is a link out of the folder",
        "nowhere.csv": "it is a link that leads nowhere", "round.csv": "it is a link that leads nowhere",
    }  # fmt: skip


def test_a_download_that_is_not_finished_is_left_out(published: Path) -> None:
    for name in ("a.csv.crdownload", "b.csv.part", "b.csv", "c.tmp", "~$d.xlsx", "whole.csv"):
        (published / name).write_text("TOY")
    offered = _offers(published)
    assert offered.pop("whole.csv") == "" and offered.pop("~$d.xlsx").startswith("it is a mark that a workbook is open")
    unfinished = "its download is not finished"
    assert offered == {
        "a.csv.crdownload": f"{unfinished}; if it is whole, give it the name a.csv",
        "b.csv.part": f"{unfinished}; if it is whole, give it the name b.csv",
        "b.csv": f"{unfinished}: b.csv.part lies beside it; if it is whole, remove that",
        "c.tmp": f"{unfinished}; if it is whole, give it the name c",
    }
    named = [*Files([published / "a.csv.crdownload", published / "whole.csv"], ("alpha",)).offers(say_nothing)]
    assert [isinstance(each, Offer) for each in named] == [False, True]


@pytest.mark.parametrize("shut", ["published", "deep"])
def test_a_folder_that_may_not_be_looked_into_is_told(
    published: Path, monkeypatch: pytest.MonkeyPatch, shut: str
) -> None:
    write_toy(published, "alpha", 2025, 70, name="here.csv")
    write_toy(published / "deep", "alpha", 2024, 70, name="inside.csv")
    scandir = os.scandir

    def refused(path: str) -> object:
        if Path(path).name == shut:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    offered = _offers(published)
    assert offered.pop(shut) == "it cannot be looked into (Permission denied)"
    assert offered == ({} if shut == "published" else {"here.csv": ""})


def test_a_name_as_long_as_a_disk_takes_is_one_like_any_other(refresh: Callable[..., Summary], published: Path) -> None:
    for length in (244, 255):
        write_toy(published, "alpha", 1700 + length, 70, name=f"{'x' * (length - 4)}.csv")
    summary = refresh()
    assert summary.complete and [outcome.fate for outcome in summary.outcomes] == [Fate.LOADED] * 2


def test_a_name_that_would_steer_a_terminal_is_spelt_out_wherever_it_is_told(
    refresh: Callable[..., Summary], published: Path
) -> None:
    write_toy(published, "alpha", 2025, 70, name="x\x1b[2J\u202evsc.csv")
    write_toy(published, "alpha", 2026, "broken", name=os.fsdecode(b"y\xff\n.csv"))
    summary = refresh()
    names = {outcome.name: outcome.fate for outcome in summary.outcomes}
    assert names == {"x\\x1b[2J\\u202evsc.csv": Fate.LOADED, "y\\udcff\\n.csv": Fate.FAILED}
    assert "y\\udcff\\n.csv: expected a percentage" in report.describe(summary, "log")


def test_what_a_publisher_says_does_not_steer_a_terminal_either() -> None:
    told = Outcome("x", "https://x.invalid/\x1b[2J", Fate.FAILED, "found '\x9b\u2066'", "alpha")
    shown = report.describe(Summary((told,)), "log") + json.dumps(report.to_json(Summary((told,))), ensure_ascii=False)
    assert not {"\x1b", "\x9b", "\u2066"} & set(shown)
