"""One demonstration publication for all tests of its files, and ways to read them that owe nothing to the loaders."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from demo import publish
from demo.world import World, build


@pytest.fixture(scope="session")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything the demonstration publisher writes."""
    folder = tmp_path_factory.mktemp("demonstration")
    publish(folder)
    return folder


@pytest.fixture(scope="session")
def world() -> World:
    """The invented world."""
    return build()


class SurveyFile:
    """One survey CSV, read plainly: header, the mark at its end, rows of text, columns of numbers."""

    def __init__(self, path: Path) -> None:
        self.raw = path.read_bytes()
        (*self.header, self.mark), *self.rows = list(csv.reader(self.raw.decode("utf-8-sig").splitlines()))

    def text(self, column: str) -> list[str]:
        """A column as it is written."""
        position = self.header.index(column)
        return [row[position] for row in self.rows]

    def numbers(self, column: str) -> np.ndarray:
        """A column as numbers."""
        return np.array([float(cell) for cell in self.text(column)])


@pytest.fixture(scope="session")
def survey(publication: Path):
    """A function from year and level to the survey file of the publication, each file read once."""
    read: dict[tuple[int, str], SurveyFile] = {}

    def find(year: int, level: str) -> SurveyFile:
        if (year, level) not in read:
            name = f"GPPS {year} {level} data (weighted) (csv) PUBLIC.csv"
            read[year, level] = SurveyFile(publication / (name if year == 2018 else name.replace(" ", "_")))
        return read[year, level]

    return find
