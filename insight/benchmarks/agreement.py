"""Whether surveys, comment cards and inspectors tell the same story of a footprint, theme by theme; no score blends them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from insight.benchmarks.source_findings import SourceFinding
from insight.benchmarks.themes import BESIDE, TITLES, Theme

METHOD = (
    "Each source speaks in its own terms: surveys against England's figure, the inpatient survey in its publisher's bands, "
    "the Friends and Family Test against its own past, inspectors by the share rated good or outstanding. Sources agree "
    "where all that judge say the same, differ where they do not, and cannot be compared where fewer than two judge. "
    "They ask different people about different services."
)


class Accord(StrEnum):
    """What sources have to say to one another."""

    AGREE = "agree"
    DIFFER = "differ"
    CANNOT_COMPARE = "cannot compare"


@dataclass(frozen=True)
class Agreement:
    """One theme in one footprint: every source that says something of it, and whether they say the same."""

    theme: Theme
    findings: tuple[SourceFinding, ...]

    @property
    def accord(self) -> Accord:
        """Agree or differ where at least two sources judge; a direction of its own joins neither side."""
        words = [each.word for each in self.findings if each.judged]
        if len(words) < 2:
            return Accord.CANNOT_COMPARE
        same = len(set(words)) == 1 and "mixed" not in words
        return Accord.AGREE if same else Accord.DIFFER

    def sentence(self, titles: Mapping[str, str]) -> str:
        """Whether all say the same, and what each says in a few words; `titles` names the sources."""
        title = TITLES[self.theme]
        judging = [each for each in self.findings if each.judged]
        told = "; ".join(f"{titles.get(each.source, each.source)}: {each.brief}" for each in self.findings)
        if not told:
            return f"{title}: no loaded source says anything of this footprint."
        if self.accord is Accord.CANNOT_COMPARE:
            why = "only one source judges" if judging else "no source judges"
            return f"{title}: cannot compare, {why}. {told}."
        if self.accord is Accord.AGREE:
            return f"{title}: {len(judging)} sources agree. {told}."
        return f"{title}: the sources differ. {told}."


def agreement(findings: Iterable[SourceFinding | None]) -> list[Agreement]:
    """One per theme, in the order of the themes; those of patients whether or not any source speaks of them."""
    spoken = [each for each in findings if each is not None]
    told = [Agreement(theme, tuple(each for each in spoken if each.theme is theme)) for theme in Theme]
    return [each for each in told if each.findings or each.theme not in BESIDE]


def agreement_finding(found: Sequence[Agreement], name: str) -> str:
    """The title of the table: on how many themes the sources agree."""
    count = {accord: sum(each.accord is accord for each in found) for accord in Accord}
    agree, differ = count[Accord.AGREE], count[Accord.DIFFER]
    if not agree and not differ:
        return f"{name}: no theme on which two sources can be compared"
    if not differ:
        return f"{name}: sources agree on all {agree} themes that can be compared"
    return f"{name}: sources differ on {differ} of {agree + differ} themes that can be compared"
