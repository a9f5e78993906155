"""Sites and wards of the invented hospitals: the replies of a trust shared out among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demo.fft.answers import Replies
from demo.places import Whole
from demo.seeds import stream

MOST_SITES, MOST_WARDS = 3, 7

WARDS = ("AMU", "SAU", "Ward 3", "Ward 4", 12, "Day Surgery Unit ", "Maple Ward")
"""Names as hospitals give them: one is a plain number, one ends in a blank."""

SPECIALITIES = ("300 - GENERAL MEDICINE", "100 - GENERAL SURGERY")


@dataclass(frozen=True)
class FinerParts:
    """One element per part: the position of the organisation it belongs to, its identity, and its replies."""

    owner: Whole
    identity: list[tuple[str | int, ...]]
    answers: Whole
    eligible: Whole


def sites(replies: Replies, month: int) -> FinerParts:
    """The sites of every trust; one element per site."""
    providers = replies.providers
    owner, within = _parts(stream("FFT sites").integers(1, MOST_SITES + 1, len(providers.code)))
    identity: list[tuple[str | int, ...]] = [
        (f"{code}{n + 1:02d}", f"{name} SITE {n + 1} - {code}{n + 1:02d}")
        for code, name, n in zip(providers.code[owner], providers.name[owner], within, strict=True)
    ]
    answers, eligible = _shared(replies.answers[month], replies.eligible[month], owner, ("FFT site", month))
    return FinerParts(owner, identity, answers, eligible)


def wards(of_sites: FinerParts, month: int) -> FinerParts:
    """The wards of every site; one element per ward. `owner` is the position of the site."""
    owner, within = _parts(stream("FFT wards").integers(2, MOST_WARDS + 1, len(of_sites.owner)))
    answers, eligible = _shared(of_sites.answers, of_sites.eligible, owner, ("FFT ward", month))
    return FinerParts(owner, [(WARDS[n],) for n in within], answers, eligible)


def _parts(number: Whole) -> tuple[Whole, Whole]:
    """The owner of each part and its place among those of its owner, where each owner has so many."""
    owner = np.repeat(np.arange(len(number)), number)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(number) - number, number)


def _shared(answers: Whole, eligible: Whole, owner: Whole, words: tuple[object, ...]) -> tuple[Whole, Whole]:
    """Every count shared out among the parts of its owner, so that the parts add up to it."""
    chance, size = stream(*words), stream(words[0]).uniform(0.3, 1.0, len(owner))
    left, room = answers.copy(), np.bincount(owner, size)
    shared = np.zeros((len(owner), answers.shape[1]), dtype=np.int64)
    for part, whole in enumerate(owner.tolist()):
        last = part + 1 == len(owner) or owner[part + 1] != whole
        shared[part] = left[whole] if last else chance.binomial(left[whole], min(1.0, size[part] / room[whole]))
        left[whole] -= shared[part]
        room[whole] -= size[part]
    total, whole = shared.sum(axis=1), answers.sum(axis=1)
    so_far = np.cumsum(total) - (np.cumsum(whole) - whole)[owner]
    upto, before = (np.round(eligible[owner] * it / np.maximum(whole[owner], 1)) for it in (so_far, so_far - total))
    return shared, (upto - before).astype(np.int64)
