"""The fault drill, over real HTTP: whatever a publisher's server or file does, a planner reads a sentence, and loses nothing.

After every fault the figures loaded before stand as they were, what else is new is loaded, and the exit code is 1. Once the
publisher has recovered, the next fetch brings what was missing.
"""

from __future__ import annotations

import errno
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pandas as pd
import pytest

from demo.site import File, lay_out
from insight.store import Store
from loaders import intake
from tests.loaders import faults
from tests.loaders.publication import AMBULANCE, EMERGENCY, FOOTPRINTS, NEW, publish_small
from tests.loaders.reading import read_here
from tests.loaders.rehearsal import Ended, Rehearsal, rehearsing
from tests.loaders.sick_publisher import Publisher, serving

pytestmark = pytest.mark.slow

FETCH = ("fetch", "--since", "2026", "gpps", "fft")


@dataclass(frozen=True)
class Before:
    """A cache loaded while all was well, and the publishers' files, two of them newer than that."""

    published: Path
    cache: Path
    facts: dict[str, pd.DataFrame]


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Before:
    root = tmp_path_factory.mktemp("drill")
    publish_small(root / "published", root / "everything")
    earlier = shutil.copytree(root / "published", root / "earlier", ignore=shutil.ignore_patterns(*NEW))
    with serving(lay_out(earlier)) as publisher, rehearsing(publisher, root / "cache") as rehearsal:
        ended = rehearsal.run(*FETCH)
        assert ended.code == 0, ended.out + ended.err
        return Before(root / "published", root / "cache", rehearsal.facts())


@pytest.fixture
def publisher(before: Before) -> Iterator[Publisher]:
    with serving(lay_out(before.published)) as running:
        yield running


@pytest.fixture
def rehearsal(before: Before, publisher: Publisher, tmp_path: Path) -> Iterator[Rehearsal]:
    cache = shutil.copytree(before.cache, tmp_path / "cache", symlinks=True)
    with rehearsing(publisher, cache) as running:
        yield running


def _address(publisher: Publisher, name: str) -> str:
    """Where a file of the publication is to be had."""
    return [at for at, it in publisher.site.items() if isinstance(it, File) and it.path.name == name][-1]


def _sentence(ended: Ended, address: str) -> str:
    """What was said about an address."""
    told = [line for line in ended.out.splitlines() if line.strip().startswith(address)]
    assert len(told) == 1, ended.out + ended.err
    return told[0].strip().removeprefix(address + ": ")


def _fetch_refused(rehearsal: Rehearsal, publisher: Publisher, name: str, fault: faults.Fault, sentence: str) -> None:
    """Fetch while one file has a fault: the sentence is said of it, and nothing crashes."""
    address = _address(publisher, name)
    publisher.ails(address, fault)
    ended = rehearsal.run(*FETCH)
    assert (ended.code, ended.err) == (1, "")
    assert re.search(sentence, _sentence(ended, address)), _sentence(ended, address)
    assert "Traceback" not in ended.out


def _same(left: pd.DataFrame, right: pd.DataFrame) -> bool:
    return left.equals(right)


def _places(rehearsal: Rehearsal) -> set[str]:
    """The settings of the Friends and Family Test that have figures."""
    return {measure.split(".")[1].split("_")[0] for measure in rehearsal.facts()["fft"]["measure"]}


SERVER = {
    "404": (faults.missing, r"no such file \(404\).*loaders add .*FILE.*linked on https://www.england.nhs.uk/"),
    "403": (faults.refused, r"refuses us \(403\).*loaders add .*FILE"),
    "500 for good": (faults.broken, r"no answer we could use \(answered 500\).*Try again later"),
    "429 until tomorrow": (faults.busy(86_400), r"answered 429.*Try again later"),
    "slow drip": (faults.dripping(200), r"comes too slowly \(\d+ bytes a second\).*Try again later"),
    "truncated body": (faults.truncated, "workbook or archive that was cut short or damaged; fetch it again"),
    "closed mid-file": (faults.forgetful(faults.cut_off), r"broke off again and again \(the connection ended before the file did.*Try again later"),
    "reset mid-file": (faults.forgetful(faults.reset), r"broke off again and again \(the connection was broken.*Try again later"),
    "a document": (faults.document, "is a document in place of a data file"),
    "an error page with status 200": (faults.error_page, "is a web page in place of a data file"),
    "10 GB declared in a zip": (faults.bomb, "would unpack to 10,737 MB.*no published workbook does"),
    "missing sheet": (faults.missing_sheet("Trusts"), r"expected .*, found"),
}  # fmt: skip


@pytest.mark.parametrize("name", SERVER)
def test_a_new_file_that_cannot_be_had_is_told_and_the_rest_is_loaded(
    name: str, before: Before, rehearsal: Rehearsal, publisher: Publisher
) -> None:
    _fetch_refused(rehearsal, publisher, EMERGENCY, *SERVER[name])
    assert _same(rehearsal.facts()["gpps"], before.facts["gpps"])
    assert _places(rehearsal) == {"community", "ambulance"}

    publisher.recovers()
    assert rehearsal.run(*FETCH).code == 0
    assert _places(rehearsal) == {"community", "ambulance", "ae"}


def test_a_redirect_that_goes_round_is_left(before: Before, rehearsal: Rehearsal, publisher: Publisher) -> None:
    address = _address(publisher, EMERGENCY)
    publisher.ails(address, faults.circle(address))
    ended = rehearsal.run(*FETCH)
    assert ended.code == 1 and "from address to address without end" in _sentence(ended, address)
    assert len([each for each in publisher.asked if each.address == address]) < 10
    assert _places(rehearsal) == {"community", "ambulance"} and _same(rehearsal.facts()["gpps"], before.facts["gpps"])


FILES = {
    "changed header": (
        faults.renamed_column("overallexp.pcteval", "overall.pct"),
        r"columns of GPPS 2026 it has none named overallexp\.pcteval",
    ),
    "missing column": (
        faults.missing_column("overallexp.baseevalw"),
        r"columns of GPPS 2026 it has none named overallexp\.baseevalw",
    ),
    "doubled rows": (faults.doubled_rows, r"expected one row per code in 'ad_icscode', found several rows for"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_published_again_with_a_fault_leaves_the_figures_of_before(
    name: str, before: Before, rehearsal: Rehearsal, publisher: Publisher
) -> None:
    _fetch_refused(rehearsal, publisher, FOOTPRINTS, *FILES[name])
    assert _same(rehearsal.facts()["gpps"], before.facts["gpps"])
    assert _places(rehearsal) == {"community", "ambulance", "ae"}


PASSING = {
    "429 with Retry-After": (faults.busy(7), 1),
    "500, then success": (faults.broken, 1),
    "closed mid-file, then the rest": (faults.cut_off, 1),
    "reset mid-file, then the rest": (faults.reset, 1),
    "a wrong content type": (faults.mislabelled, None),
    "a renamed sheet, known by what is in it": (faults.renamed_sheet("Trusts", "Providers"), None),
}


@pytest.mark.parametrize("name", PASSING)
def test_what_passes_is_waited_for(name: str, rehearsal: Rehearsal, publisher: Publisher) -> None:
    fault, times = PASSING[name]
    address = _address(publisher, EMERGENCY)
    publisher.ails(address, fault, times)
    ended = rehearsal.run(*FETCH)
    assert ended.code == 0, ended.out
    assert _places(rehearsal) == {"community", "ambulance", "ae"}
    statuses = [each.status for each in publisher.asked if each.address == address]
    expected = {
        "429 with Retry-After": [429, 200],
        "500, then success": [500, 200],
        "closed mid-file, then the rest": [200, 206],
        "reset mid-file, then the rest": [200, 206],
    }
    assert statuses == expected.get(name, [200])
    assert set(rehearsal.facts()["fft"].query("measure == 'fft.ae_positive'")["level"]) > {"footprint", "trust", "site"}
    assert (max(rehearsal.slept, default=0) >= 7) == (name == "429 with Retry-After")


def test_an_index_page_that_does_not_answer_is_told_for_newer_files_may_be_missed(
    before: Before, rehearsal: Rehearsal, publisher: Publisher
) -> None:
    index = "https://www.england.nhs.uk/fft/friends-and-family-test-data/"
    publisher.ails(index, faults.refused)
    ended = rehearsal.run(*FETCH)
    assert ended.code == 1
    assert "newer files may have been missed" in _sentence(ended, index)
    assert _same(rehearsal.facts()["gpps"], before.facts["gpps"])


def test_a_disk_that_takes_no_more_of_one_file_takes_the_others(
    before: Before, rehearsal: Rehearsal, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a large file fills the disk: what was written of it is removed, which makes room again."""
    address, real = _address(publisher, EMERGENCY), Path.open

    def opened(path: Path, *how: Any, **more: Any) -> Any:
        stream = real(path, *how, **more)
        return _Full(stream) if path.name == ".part" and _is_of(path, address) else stream

    monkeypatch.setattr(Path, "open", opened)
    ended = rehearsal.run(*FETCH)
    assert (ended.code, ended.err) == (1, "")
    assert "the disk does not take it (No space left on device)" in _sentence(ended, address)
    assert _places(rehearsal) == {"community", "ambulance"} and _same(rehearsal.facts()["gpps"], before.facts["gpps"])
    assert not list(rehearsal.cache.rglob("*.part"))


def test_a_disk_that_takes_nothing_at_all_leaves_the_figures_of_before(
    before: Before, rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(intake, "read_files", read_here)
    monkeypatch.setattr("loaders.store.durable.tempfile.mkstemp", full)
    monkeypatch.setattr("loaders.store.tidied.tempfile.mkdtemp", full)
    ended = rehearsal.run(*FETCH)
    assert ended.code == 1 and "Traceback" not in ended.out + ended.err
    assert "No space left on device" in ended.out + ended.err
    facts = rehearsal.facts()
    assert set(facts) == set(before.facts) and all(_same(facts[name], before.facts[name]) for name in facts)


def test_the_log_tells_a_support_desk_what_was_asked_and_answered(rehearsal: Rehearsal, publisher: Publisher) -> None:
    address = _address(publisher, EMERGENCY)
    publisher.ails(address, faults.busy(7), times=1)
    rehearsal.run(*FETCH)
    log = (rehearsal.cache / "fetch.log").read_text(encoding="utf-8")
    assert "INFO begun: " in log and "GB free" in log
    assert f"GET {address} answered 429" in log and f"{address}: answered 429; next try in 7 s" in log
    assert re.search(rf"GET {re.escape(address)} answered 200, [\d,]+ bytes, after \d+\.\d s", log)
    assert "fft plans " in log
    assert f"loaded | {address} | fft.2026-04" in log


def test_the_store_is_open_to_readers_all_the_while(before: Before, rehearsal: Rehearsal, publisher: Publisher) -> None:
    publisher.ails(_address(publisher, AMBULANCE), faults.reset)
    generation = Store.open(rehearsal.cache).folder
    rehearsal.run(*FETCH)
    assert generation.exists() and Store.open(rehearsal.cache).folder != generation


class _Full:
    """A file on a disk that is full after a thousand bytes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, piece: bytes) -> int:
        if self._stream.tell() + len(piece) > 1000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._stream.write(piece)

    def tell(self) -> int:
        return self._stream.tell()

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


def _is_of(path: Path, address: str) -> bool:
    return address in (path.parent / ".note.json").read_text(encoding="utf-8")
