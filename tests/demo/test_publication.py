"""The publication as a whole: the same bytes every time, small, marked, and free of real organisations."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from demo import FIRST, LATER, publish
from loaders.fetch.doubt import is_invented

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("INSIGHT_SHARED_DATA", ROOT.parent / "shared" / "data"))


def _fingerprints(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_another_process_writes_the_same_bytes(publication: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    subprocess.run(
        [sys.executable, "-m", "demo", str(tmp_path)], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    assert _fingerprints(tmp_path) == _fingerprints(publication)


def test_it_says_what_it_is(publication: Path) -> None:
    notice = (publication / "DEMONSTRATION.txt").read_text(encoding="utf-8")
    assert notice.startswith("DEMONSTRATION DATA\n")
    assert "invented" in notice
    files = [path for path in publication.iterdir() if path.name != "DEMONSTRATION.txt"]
    assert files and not [path.name for path in files if not is_invented(path)], (
        "each file says so wherever it is copied to"
    )


def test_it_is_small_enough_to_load_while_someone_waits(publication: Path) -> None:
    """A first start writes and loads all of it before the dashboard opens, and every copy of the product pays for it on disk.

    All four sources take some 60 MB: nine years of the GP Patient Survey 45, five years of monthly Friends and Family Test 11,
    ratings, inpatient workbooks, registers and maps the rest. 80 MB leaves room for a year more of each and for nothing careless.
    """
    assert sum(path.stat().st_size for path in publication.iterdir()) < 80_000_000


def test_progress_starts_at_nothing_rises_and_ends_at_one(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    publish(tmp_path, lambda step, done: told.append((step, done)), FIRST[:3])
    shares = [done for _, done in told]
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert all(step for step, _ in told)


def test_a_first_page_waits_for_the_comparable_years_of_the_survey_alone() -> None:
    first, later = ([step.words for step in steps if "Patient Survey" in step.words] for steps in (FIRST, LATER))
    assert first == [f"GP Patient Survey {year}" for year in (2024, 2025, 2026)]
    assert later == [f"GP Patient Survey {year}" for year in range(2018, 2024)]


@pytest.mark.parametrize("module", sorted((ROOT / "demo").rglob("*.py")), ids=lambda path: path.stem)
def test_the_publisher_knows_nothing_of_the_loaders_code(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").splitlines()
    imports = [line for line in lines if line.lstrip().startswith(("import ", "from "))]
    assert not [line for line in imports if line.split()[1].split(".")[0] in ("loaders", "insight", "streamlit")]


def test_no_invented_code_is_a_real_one(world) -> None:
    if not (SHARED / "geography").is_dir():
        pytest.skip("real registers are not beside the repository (INSIGHT_SHARED_DATA)")
    text = "".join(
        (SHARED / "geography" / name).read_text(encoding="utf-8")
        for name in (
            "gp-reg-pat-prac-map.csv",
            "epraccur.csv",
            "points_nhs_trusts22.csv",
            "lookup_nhs_trusts22_icb22.csv",
        )
    )
    real = {word.strip('"') for line in text.splitlines() for word in line.split(",")}
    invented = {*world.practices.code.tolist(), *world.practices.pcn.tolist(), *world.trusts.code.tolist()}
    assert not invented & real
