"""Which question of a workbook is which named measure: by our table, and by the scores its history sheets repeat.

Question numbers move every year. A later workbook repeats the scores of earlier years under its own numbers, so a
question whose history shows the score a trust is known to have had is that question, whatever its number.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from loaders.source import Raw
from loaders.trust_surveys.declared import Wave, anchors, claims
from loaders.trust_surveys.history import Earlier


def names(raw: Raw, wave: Wave, orgs: Collection[str], history: Sequence[Earlier]) -> dict[str, str]:
    """The name of each question that has one, by key. What is only inferred gives way where the history could have told."""
    recognised = _by_history(wave.survey, history)
    known = {trust for _, trust, _ in anchors(wave.survey)}
    told = any(org.startswith(tuple(known)) for org in orgs) if known else False
    text = f"{raw.name} {raw.url}".casefold()
    stated = {
        claim.key: claim.name
        for claim in claims(wave.survey)
        if claim.year == wave.year and re.search(claim.file, text) and not (claim.inferred and told)
    }
    free = {key: name for key, name in recognised.items() if key not in stated and name not in stated.values()}
    return stated | free


def _by_history(survey: str, history: Sequence[Earlier]) -> dict[str, str]:
    """Questions whose earlier scores are those of one named measure, in every trust that we know a score of."""
    known = anchors(survey)
    seen: dict[str, set[str | None]] = defaultdict(set)
    for each in history:
        if not any((each.wave.year, each.org) == (year, trust) for year, trust, _ in known):
            continue
        for key, (mean, _) in each.scores.items():
            if mean is not None:
                seen[key].add(known.get((each.wave.year, each.org, fingerprint(mean))))
    found = {key: name for key, said in seen.items() if len(said) == 1 and (name := next(iter(said))) is not None}
    twice = {name for name in found.values() if list(found.values()).count(name) > 1}
    return {key: name for key, name in found.items() if name not in twice}


def fingerprint(score: float) -> str:
    """What a published score is known by, so that no published figure need be kept in the program."""
    return hashlib.sha256(f"{score:.9f}".encode()).hexdigest()[:16]
