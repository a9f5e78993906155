"""A footprint of one's own: what it may be, and its way through a link, a file and a pasted list. All codes are invented."""

from __future__ import annotations

import json

import hypothesis.strategies as st
import pytest
from hypothesis import given

from insight.measures.custom import LEVELS, CustomFootprint, Member, NotAFootprint, is_own
from insight.measures.custom_lists import csv_codes, pasted_codes
from insight.measures.custom_text import from_file, from_link, to_file, to_link
from insight.model import Level
from insight.selection import Selection

PRACTICES = tuple(Member(Level.PRACTICE, code) for code in ("Z00001", "Z00002", "Z00003"))

names = st.from_regex(r"[^\W_][\w '&(),./+-]{0,20}", fullmatch=True)
members = st.builds(Member, st.sampled_from(LEVELS), st.from_regex(r"[A-Z0-9]{2,6}", fullmatch=True))
footprints = st.builds(
    CustomFootprint,
    names,
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True),
    st.lists(members, min_size=1, max_size=30).map(tuple),
)


@given(footprints)
def test_a_link_gives_the_same_footprint_back_and_fits_the_selection(footprint: CustomFootprint) -> None:
    text = to_link(footprint)
    assert from_link(text) == footprint
    chosen = Selection(own=text, footprint=footprint.code)
    assert Selection.from_query(chosen.to_query()) == chosen


@given(footprints)
def test_a_file_gives_the_same_footprint_back(footprint: CustomFootprint) -> None:
    assert from_file(to_file(footprint)) == footprint


def test_a_link_reads_as_what_it_is() -> None:
    mixed = (Member(Level.PRACTICE, "Z00001"), Member(Level.FOOTPRINT, "QZA"), Member(Level.PRACTICE, "Z00000"))
    assert (
        to_link(CustomFootprint("Coast & hills", "icb-2026", mixed)) == "1~icb-2026~Coast & hills~f.QZA~p.Z00000.Z00001"
    )


def test_order_and_repetition_change_nothing_and_the_name_does_not_change_the_code() -> None:
    one = CustomFootprint("Coast", "icb-2026", PRACTICES)
    other = CustomFootprint("  Coast ", "icb-2026", PRACTICES[::-1] + PRACTICES)
    assert one == other
    assert one.code == CustomFootprint("Hills", "icb-2026", PRACTICES).code
    assert one.code != CustomFootprint("Coast", "icb-2022", PRACTICES).code
    assert is_own(one.code)
    assert not is_own("QZA")


@pytest.mark.parametrize("name", ["", "   ", "<b>Coast", "~", "=1+1", "a" * 61, "a~b", "line\nbreak<"])
def test_names_that_are_not_plain_words_are_refused(name: str) -> None:
    with pytest.raises(NotAFootprint, match="needs a name"):
        CustomFootprint(name, "icb-2026", PRACTICES)


@pytest.mark.parametrize(
    "text",
    ["", "1", "1~icb-2026~Coast", "2~icb-2026~Coast~p.Z00001", "1~icb-2026~Coast~x.Z00001", "1~icb-2026~Coast~p.z00001",
     "1~../etc~Coast~p.Z00001", "1~icb-2026~Coast~p", "1~icb-2026~Coast~p..", "1~icb-2026~Coast~p.Z00001~", "1~a~b~p." + "Z" * 9000],
)  # fmt: skip
def test_made_up_links_are_refused(text: str) -> None:
    with pytest.raises(NotAFootprint):
        from_link(text)


@given(st.text(max_size=80))
def test_no_text_whatever_does_worse_than_be_refused(text: str) -> None:
    for read in (from_link, lambda words: from_file(words.encode("utf-8", "replace"))):
        try:
            read(text)
        except NotAFootprint as refused:
            assert str(refused)


def test_too_many_for_a_link() -> None:
    many = tuple(Member(Level.PRACTICE, f"Z{number:05}") for number in range(1000))
    footprint = CustomFootprint("All", "icb-2026", many)
    with pytest.raises(NotAFootprint, match="too many organisations for a link"):
        to_link(footprint)
    assert from_file(to_file(footprint)) == footprint


def test_a_saved_file_says_what_it_is() -> None:
    told = json.loads(to_file(CustomFootprint("Coast", "icb-2026", PRACTICES)))
    assert told == {
        "format": "patient-insight-footprint", "version": 1, "name": "Coast", "vintage": "icb-2026",
        "members": {"practice": ["Z00001", "Z00002", "Z00003"]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "other"}, "not a saved footprint"),
        ({"version": 2}, "another version"),
        ({"members": []}, "incomplete"),
        ({"name": 7}, "incomplete"),
        ({"members": {"planet": ["Z00001"]}}, "kind that is not known"),
        ({"members": {"practice": "Z00001"}}, "kind that is not known"),
        ({"members": {"practice": ["<b>"]}}, "not a code"),
        ({"members": {"practice": [None]}}, "not a code"),
        ({"members": {}}, "needs organisations"),
    ],
)
def test_files_that_are_not_right_are_refused_with_the_reason(change: dict, said: str) -> None:
    told = json.loads(to_file(CustomFootprint("Coast", "icb-2026", PRACTICES))) | change
    with pytest.raises(NotAFootprint, match=said):
        from_file(json.dumps(told).encode())


@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff\xfe", b"[" * 100_000, b"x" * 600_000])
def test_files_of_anything_else_are_refused(content: bytes) -> None:
    with pytest.raises(NotAFootprint):
        from_file(content)


def test_pasted_codes_come_once_in_capitals() -> None:
    assert pasted_codes("Z00001, z00002;\n Z00001\t'QZA'|") == ["Z00001", "Z00002", "QZA"]
    assert pasted_codes("  ") == []
    with pytest.raises(NotAFootprint, match="more than 10,000"):
        pasted_codes(" ".join(f"Z{number}" for number in range(10_001)))


@pytest.mark.parametrize(
    "content",
    [
        b"Name,Practice Code\r\nInvented Surgery,Z00001\r\n\"Surgery, Invented\",Z00002\r\n",
        "\ufeffcode;name\nZ00001;Café\nZ00002;x\n".encode(),
        b"Z00001\nZ00002\n",
        b"Z00001,Caf\xe9\n\n,\nZ00002,x\n",
    ],
)  # fmt: skip
def test_codes_are_read_from_the_column_that_holds_them(content: bytes) -> None:
    assert csv_codes(content) == ["Z00001", "Z00002"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"x" * 1_000_001])
def test_csv_files_without_codes_are_refused(content: bytes) -> None:
    with pytest.raises(NotAFootprint):
        csv_codes(content)
