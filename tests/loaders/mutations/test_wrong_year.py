"""A file whose name has another year: it is read as what its content says, or refused; never taken for the year of its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.source import Source, discover
from tests.loaders.mutations.harness import good_files, rows_of_whole
from tests.loaders.mutations.judge import Fate, judge

SOURCES = discover()
_YEAR = re.compile(r"(?<!\d)(?:20)?[12]\d(?!\d)|(?<!\d)[12]\d[12]\d(?!\d)")
_IN_NAME_ALONE = {
    "gpps": r".*\.csv",  # a header has no year, and the questions of neighbouring years are the same
    "needs": r".*PREVALENCE_\d{4}.*\.csv",  # practices, groups and lists, and no year
    "cqc": r".*\.json",  # the day on which the record was asked for, as whoever asked wrote it down
}
"""Files that say nowhere but in their name of when they are."""


def _another(name: str, by: int) -> str:
    """The name with every year in it, 2024, 24 or 2425, moved by so many."""

    def moved(found: re.Match[str]) -> str:
        year = found[0]
        parts = [year] if len(year) == 2 or year.startswith("20") else [year[:2], year[2:]]
        return "".join(str(int(part) + by) for part in parts)

    return _YEAR.sub(moved, name)


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
def test_a_wrong_year_in_the_name_never_gives_figures_of_that_year(source: Source, by: int, tmp_path: Path) -> None:
    for file in good_files(source.SOURCE.id):
        name = _another(file.name, by)
        if name == file.name or re.fullmatch(_IN_NAME_ALONE.get(source.SOURCE.id, "-"), file.name):
            continue
        spoilt = tmp_path / name
        spoilt.write_bytes(file.read_bytes())
        verdict = judge(source, spoilt, rows_of_whole(source, file))
        assert verdict.fate in (Fate.SAME, Fate.REFUSED, Fate.UNKNOWN), f"{file.name} as {name}: {verdict}"


def test_names_have_years_of_every_form_moved() -> None:
    asked = ["NSS24 results.xlsx", "PREVALENCE_2021.csv", "PREVALENCE_2324.csv", "KO41a 2024-25.csv", "Apr-26.xlsm"]
    assert [_another(name, 1) for name in asked] == [
        "NSS25 results.xlsx", "PREVALENCE_2022.csv", "PREVALENCE_2425.csv", "KO41a 2025-26.csv", "Apr-27.xlsm",
    ]  # fmt: skip
