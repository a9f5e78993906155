"""English that does not stumble over a number: one and many, none and some, lists, first letters. Every sentence uses these."""

from __future__ import annotations

from collections.abc import Sequence

_IRREGULAR = {"is": "are", "has": "have", "was": "were", "does": "do", "lies": "lie", "stands": "stand", "its": "their"}
_PROPER = {
    "Arab",
    "Asian",
    "Black",
    "British",
    "Buddhist",
    "Chinese",
    "Christian",
    "English",
    "Gypsy",
    "Hindu",
    "Irish",
    "Jewish",
    "Muslim",
    "Roma",
    "Sikh",
    "White",
}
"""Names of peoples and faiths that begin the name of a group of patients."""


def many(noun: str) -> str:
    """The plural of a noun, or of the last word of several: "places", "bodies", "GP practices"."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}{'es' if noun.endswith(('s', 'x', 'ch', 'sh')) else 's'}"


def counted(number: float, noun: str) -> str:
    """A number of things: "1 place", "1,204 places", "no places"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,.0f} {many(noun)}" if number else f"no {many(noun)}"


def verb(number: float, word: str) -> str:
    """A verb, or a possessive, as it goes with a number: "1 is", "2 are", "no places are"; `word` is the form for one."""
    return word if number == 1 else _IRREGULAR.get(word, word.removesuffix("s"))


def whose(name: str) -> str:
    """A name in the possessive: "Essex's", but "Surrey Heartlands'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def some(number: float) -> str:
    """A number alone: "1,204", or "none"."""
    return f"{number:,.0f}" if number else "none"


def out_of(number: float, of: float, noun: str) -> str:
    """So many of so many: "3 of 8 places", "none of 8 places"; where there is one alone, "the only place" or "no place"."""
    if of == 1:
        return f"the only {noun}" if number else f"no {noun}"
    return f"{some(number)} of {counted(of, noun)}"


def sentence_case(text: str) -> str:
    """The same with its first letter large, and the rest as it is."""
    return text[:1].upper() + text[1:]


def mid_sentence(text: str) -> str:
    """Words as they stand inside a sentence: the first letter small, but not of an abbreviation ("NHS trusts are new") or a people ("White")."""
    first = text.split(maxsplit=1)[0].strip(".,:") if text.strip() else ""
    keeps = first in _PROPER or (first[1:] and first.isupper())
    return text if keeps else text[:1].lower() + text[1:]


def listed(words: Sequence[str]) -> str:
    """One, one and another, or one, another and a third; set apart more clearly where they hold an "and" or commas of their own."""
    *others, last = words
    if not others:
        return last
    comma = ";" if any("," in word for word in words) else ","
    before = comma if any(" and " in word for word in words) else ""
    return f"{f'{comma} '.join(others)}{before} and {last}"
