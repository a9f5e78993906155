"""Whether surveys and inspectors point the same way or opposite ways on one service, theme by theme; no score blends them.

That one finds a clear difference and another does not is itself no clear difference: Gelman and Stern 2006, The American
Statistician 60:328.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import pandas as pd

from insight.benchmarks.grammar import counted, listed, mid_sentence
from insight.benchmarks.source_findings import Judgement, SourceFinding
from insight.benchmarks.themes import BESIDE, TITLES, Theme

METHOD = (
    "Each source speaks in its own terms: surveys against England's figure, the surveys of trusts in their publisher's bands, "
    "the Friends and Family Test against its own past, complaints by the subjects they mention more or less often than in England "
    "(more is not worse), inspectors by the share rated good or outstanding. Sources are opposed "
    "where one finds a service better and another finds the same service worse, and in line where both point one way. That one "
    "finds no difference says nothing of the other, and nothing is held together across more than 24 months."
)

FARTHEST = pd.DateOffset(months=24)
"""Figures whose periods begin farther apart are not held together."""


class Accord(StrEnum):
    """What sources have to say to one another."""

    IN_LINE = "in line"
    OPPOSED = "opposed"
    SILENT = "nothing to compare"


@dataclass(frozen=True)
class Agreement:
    """One theme in one footprint: every source that says something of it, and whether they point the same way."""

    theme: Theme
    findings: tuple[SourceFinding, ...]

    @property
    def pairs(self) -> list[tuple[str, Judgement, str, Judgement]]:
        """Every two judgements of two sources that point anywhere, on one service and in time: source and judgement twice."""
        told = [(each.source, judgement) for each in self.findings for judgement in each.judgements if judgement.points]
        return [
            (one, first, other, second)
            for (one, first), (other, second) in combinations(told, 2)
            if one != other and first.service is second.service and first.service.is_one and _near(first, second)
        ]

    @property
    def accord(self) -> Accord:
        """Opposed or in line, whichever more pairs are, since one question of five is told as that question; else silent."""
        pairs = self.pairs
        opposed = sum(first.word != second.word for _, first, _, second in pairs)
        if not pairs:
            return Accord.SILENT
        return Accord.OPPOSED if 2 * opposed >= len(pairs) else Accord.IN_LINE

    @property
    def _silence(self) -> str:
        """Why nothing is held together."""
        told = {
            (each.source, j.service) for each in self.findings for j in each.judgements if j.points and j.service.is_one
        }
        services = [service for _, service in told]
        if len({source for source, _ in told}) < 2:
            return "no service is clearly better or worse in two sources"
        if len(services) == len(set(services)):
            return "the sources that find something clearly speak of different services, so nothing is held together"
        return "the sources that find something clearly speak of different services or of years more than 24 months apart, so nothing is held together"

    def in_short(self, titles: Mapping[str, str]) -> str:
        """What the sources say to one another, without what each says alone; empty where they are silent."""
        return self.sentence(titles).partition(". ")[0] + "." if self.pairs else ""

    def sentence(self, titles: Mapping[str, str]) -> str:
        """What the sources say to one another, and what each says in a few words; `titles` names the sources."""
        title, pairs = TITLES[self.theme], self.pairs
        told = "; ".join(
            f"{titles.get(each.source, each.source)}: {mid_sentence(each.brief)}" for each in self.findings
        )
        if not told:
            return f"{title}: no loaded source says anything of this footprint."
        if not pairs:
            return f"{title}: {self._silence}. {told}."
        opposed = [_apart(pair, titles) for pair in pairs if pair[1].word != pair[3].word]
        if self.accord is Accord.OPPOSED:
            return f"{title}: sources are opposed {'; '.join(dict.fromkeys(opposed))}. {told}."
        services = listed(
            list(dict.fromkeys(str(first.service) for _, first, _, second in pairs if first.word == second.word))
        )
        but = f", but opposed {'; '.join(dict.fromkeys(opposed))}" if opposed else ""
        return f"{title}: sources are in line on {services}{but}. {told}."


def agreement(findings: Iterable[SourceFinding | None]) -> list[Agreement]:
    """One per theme, in the order of the themes; those of patients whether or not any source speaks of them."""
    spoken = [each for each in findings if each is not None]
    told = [Agreement(theme, tuple(each for each in spoken if each.theme is theme)) for theme in Theme]
    return [each for each in told if each.findings or each.theme not in BESIDE]


def nothing_together(name: str) -> str:
    """What is said where the sources are silent to one another on every theme."""
    return f"No two loaded sources, near in time, judge the same service of {name} clearly, so none backs or contradicts another."


def agreement_finding(found: Sequence[Agreement], name: str) -> str:
    """The title of the table: on how many themes sources are opposed or in line."""
    opposed, in_line = (sum(each.accord is accord for each in found) for accord in (Accord.OPPOSED, Accord.IN_LINE))
    if not opposed and not in_line:
        return f"{name}: no two sources, near in time, find the same service clearly better or worse"
    if not opposed:
        return f"{name}: sources are in line on {counted(in_line, 'theme')}, opposed on none"
    also = f", in line on {in_line}" if in_line else ""
    return f"{name}: sources are opposed on {counted(opposed, 'theme')}{also}"


def _near(first: Judgement, second: Judgement) -> bool:
    early, late = sorted([first.start, second.start])
    return late <= early + FARTHEST


def _apart(pair: tuple[str, Judgement, str, Judgement], titles: Mapping[str, str]) -> str:
    """As in "on general practice: ease of phoning better (GP Patient Survey), ratings of GP practices worse (CQC ratings)"."""
    one, first, other, second = pair
    return (
        f"on {first.service}: {first.about} {first.word} ({titles.get(one, one)}), "
        f"{second.about} {second.word} ({titles.get(other, other)})"
    )
