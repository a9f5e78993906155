"""What became of each file a refresh was offered: loaded, already there, set aside, left out, held back, unknown or failed - and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from loaders.source import Release

NOT_ASKED = "not a file that was asked for"
"""How the reason begins for a file that none of the sources asked for knows; others may."""


class Fate(StrEnum):
    """What became of one file; the words are those of the summary."""

    LOADED = "loaded"
    ALREADY = "already loaded"
    SET_ASIDE = "set aside"
    LEFT_OUT = "left out"
    HELD = "held back"
    UNKNOWN = "not recognised"
    FAILED = "not loaded"


@dataclass(frozen=True)
class Outcome:
    """One file: what it was called, where it came from, what became of it, and the sentence that says why."""

    name: str
    url: str
    fate: Fate
    reason: str = ""
    source: str | None = None
    release: Release | None = None
    rows: dict[str, int] = field(default_factory=dict)
    """Rows it gave, by table of `insight.schema.TABLES`."""
    sha256: str = ""
    """The fingerprint of its bytes; empty where there were none."""
    trace: str = ""
    """Where in our code it went wrong, when the fault is ours. For the log, not for the summary."""


@dataclass(frozen=True)
class Summary:
    """A whole refresh: the fate of every file, and what came of it all."""

    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...] = ()
    """What was decided between files: copies superseded, figures published twice."""
    generation: str | None = None
    """The set of tables that is current now; None when nothing could be published."""
    published: bool = False
    """Whether that set is new."""
    same: bool = False
    """Whether a new set says in every table what the one before it said."""
    bare: bool = False
    """Whether nothing stands but what comes with this product."""
    demonstration: bool = False
    """Whether what stands is invented."""

    def by_fate(self, fate: Fate) -> list[Outcome]:
        """The files that met this fate, in the order of their addresses."""
        return sorted((outcome for outcome in self.outcomes if outcome.fate is fate), key=lambda outcome: outcome.url)

    @property
    def complete(self) -> bool:
        """Whether everything that should hold figures was loaded, or was left out on purpose.

        That a folder holds other files too is no failure; that a publisher sends a file its source does not know is one.
        """
        failed = any(
            outcome.fate in (Fate.FAILED, Fate.HELD)
            or (outcome.fate is Fate.UNKNOWN and outcome.url.startswith("http"))
            for outcome in self.outcomes
        )
        return self.generation is not None and not failed

    def then(self, later: Summary) -> Summary:
        """This refresh and the one that followed it, told as one."""
        return replace(
            later,
            outcomes=(*self.outcomes, *later.outcomes),
            notes=(*self.notes, *later.notes),
            published=self.published or later.published,
            same=later.same if later.published else self.same,
        )


def count_fates(outcomes: Iterable[Outcome]) -> dict[Fate, int]:
    """One number per fate that occurred."""
    counts = Counter(outcome.fate for outcome in outcomes)
    return {fate: counts[fate] for fate in Fate if fate in counts}
