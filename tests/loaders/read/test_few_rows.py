"""A file of one row or of none is an extract: it is read, or a sentence says what it lacks. It is no fault of ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.read.file_reader import Task, read
from loaders.source import Raw
from loaders.store.cache import Cache
from tests.loaders.built_in import lists_of
from tests.loaders.sources.published_files import GOLDEN

FILES = sorted(path for path in GOLDEN.glob("*/*.csv") if not path.name.startswith("expected"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_one_row_or_none_is_no_fault_of_ours(path: Path, tmp_path: Path) -> None:
    source = path.parent.name
    first, *_, last = path.read_bytes().splitlines(keepends=True)
    for rows in (first, first + last, last):
        copy = tmp_path / path.name
        copy.write_bytes(rows)
        outcome = read(Task(Raw(copy, copy.name, f"folder:{copy.name}"), (source,), lists_of(source)), Cache(tmp_path))
        assert not outcome.trace, outcome.trace


NO_FIGURES = "PRACTICE_CODE,GROUP_CODE,REGISTER,PATIENT_LIST_TYPE,PATIENT_LIST_SIZE\nZ00001,ZZQ,95,TOTAL,4100\n"
CLOSED_LONG_AGO = '"Z00001","00M","W","20130401","","0"\n'


@pytest.mark.parametrize(
    ("source", "name", "text", "sentence"),
    [
        ("needs", "PREVALENCE_1920.csv", NO_FIGURES, "no figures"),
        ("register", "epcmem.csv", CLOSED_LONG_AGO, "01 April 2013.*Put the day that it is of into its name"),
        ("register", "2019-04-30 epcmem.csv", CLOSED_LONG_AGO, "^$"),
    ],
)
def test_an_extract_says_what_it_lacks(source: str, name: str, text: str, sentence: str, tmp_path: Path) -> None:
    copy = tmp_path / name
    copy.write_text(text, encoding="utf-8")
    outcome = read(Task(Raw(copy, name, f"folder:{name}"), (source,), lists_of(source)), Cache(tmp_path))
    assert not outcome.trace
    assert re.search(sentence, outcome.reason)
