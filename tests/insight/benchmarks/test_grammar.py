"""Numbers, singulars, verbs, lists and dates as people say them, held to by property."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from insight.benchmarks.grammar import counted, listed, many, mid_sentence, out_of, sentence_case, some, verb, whose
from insight.benchmarks.wording import during, ordinal

NOUNS = st.sampled_from(
    ["place", "practice", "body", "survey", "GP practice", "trust", "address", "church", "box", "reply"]
)
VERBS = st.sampled_from(["is", "has", "was", "does", "lies", "stands", "rests", "its"])
NUMBERS = st.integers(0, 10_000_000)


@given(NUMBERS, NOUNS)
def test_one_is_one_and_all_others_are_many(number, noun):
    told = counted(number, noun)
    shown, _, rest = told.partition(" ")
    assert rest == (noun if number == 1 else many(noun))
    assert shown == ("no" if number == 0 else f"{number:,}")


@given(NUMBERS, NUMBERS, NOUNS)
def test_nothing_is_counted_out_of_one(number, of, noun):
    told = out_of(min(number, of), of, noun)
    assert not re.search(r"of 1 |\b1 of|none of 1\b", told) or of > 1
    assert told.endswith(noun if of == 1 else many(noun))


@given(NUMBERS, VERBS)
def test_a_verb_goes_with_its_number(number, word):
    assert (verb(number, word) == word) == (number == 1)
    assert verb(0, word) == verb(2, word)


@given(NOUNS)
def test_no_plural_is_its_singular_or_doubled(noun):
    assert many(noun) != noun and not re.search(r"(ss|[^e]ys|xs|chs)$", many(noun).replace("surveys", ""))


def test_plurals_that_do_more_than_take_an_s():
    told = {"body": "bodies", "survey": "surveys", "address": "addresses", "church": "churches", "reply": "replies"}
    assert {noun: many(noun) for noun in told} == told


@given(NUMBERS)
def test_nothing_is_none_and_never_a_zero(number):
    assert some(number) == ("none" if number == 0 else f"{number:,}")


@given(st.lists(st.text("abc", min_size=1), min_size=1, max_size=6))
def test_a_list_names_everything_once_and_ends_with_and(words):
    told = listed(words)
    assert re.split(r", and | and |, ", told) == words
    assert told.count(" and ") == (len(words) > 1)


@given(st.integers(1, 10_000))
def test_ordinals_end_as_they_are_read(number):
    end = ordinal(number).removeprefix(str(number))
    last, teen = number % 10, number % 100 in (11, 12, 13)
    assert end == ("th" if teen or last not in (1, 2, 3) else ("st", "nd", "rd")[last - 1])


def test_a_sentence_begins_with_a_large_letter_and_keeps_the_rest():
    assert sentence_case("no GP practices") == "No GP practices" and sentence_case("") == ""


def test_a_day_is_on_and_a_month_or_year_is_in():
    assert [during(each) for each in ("30 November 2022", "March 2025", "2025", "2024/25")] == [
        "on 30 November 2022", "in March 2025", "in 2025", "in 2024/25",
    ]  # fmt: skip


def test_a_sentence_goes_on_small_and_an_abbreviation_stays_large():
    given = ["A new questionnaire.", "Walk-in centres.", "NHS trusts.", "In 2020.", ""]
    assert [mid_sentence(each) for each in given] == [
        "a new questionnaire.",
        "walk-in centres.",
        "NHS trusts.",
        "in 2020.",
        "",
    ]


def test_the_name_of_a_people_stays_large():
    given = ["White", "Asian or Asian British", "Other ethnicity", "Female", "Ethnic groups other than White", "75+"]
    assert [mid_sentence(each) for each in given] == [
        "White",
        "Asian or Asian British",
        "other ethnicity",
        "female",
        "ethnic groups other than White",
        "75+",
    ]


def test_a_name_in_the_possessive_has_one_s_at_its_end():
    assert [whose(name) for name in ("Essex", "Surrey Heartlands")] == ["Essex's", "Surrey Heartlands'"]
