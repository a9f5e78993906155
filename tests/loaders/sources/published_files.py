"""Where the tests of boundaries and register find their files: invented ones here, published ones beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loaders.source import Raw

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden"


def raw_file(path: Path, url: str = "") -> Raw:
    """A file as if it had been fetched."""
    return Raw(path, path.name, url)


def published(name: str) -> Raw:
    """A real published file; the test is skipped where it is not at hand, because it may not be kept in the repository."""
    folder = Path(os.environ.get("INSIGHT_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / name).exists():
        pytest.skip(
            f"the published file {name} is not in {folder.name}; set INSIGHT_SHARED_DATA to the folder that has it"
        )
    return raw_file(folder / name)
