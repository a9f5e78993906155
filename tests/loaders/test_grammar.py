"""Numbers and lists in sentences: one is no plural, and nothing of Python is shown."""

from __future__ import annotations

from loaders.grammar import counted, listed


def test_one_thing_is_no_plural_and_thousands_are_parted() -> None:
    said = [counted(number, "file of demonstration data") for number in (1, 0, 2_000)]
    assert said == [
        "1 file of demonstration data",
        "0 files of demonstration data",
        "2,000 files of demonstration data",
    ]
    assert counted(1, "row") == "1 row"


def test_a_list_is_told_without_brackets_and_not_to_its_end() -> None:
    assert listed(["*", "", None, 2.50, 7]) == "'*', an empty cell, nothing, 2.5, 7"
    assert listed([]) == "none"
    assert listed("abcdefg") == "'a', 'b', 'c', 'd', 'e', 2 more"
