"""One sheet of a workbook, read: the setting it is about, whom its rows are about, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from insight.model import EVERYONE, Level
from loaders.sources.fft.figures import Figures, Flags
from loaders.sources.fft.layout import Layout
from loaders.sources.fft.subjects import Subject
from loaders.sources.fft.tables import Setting


@dataclass(frozen=True)
class Block:
    """One element per subject in every array."""

    setting: Setting
    layout: Layout
    subjects: Sequence[Subject]
    figures: Figures
    left_out: frozenset[str] = frozenset()
    """Codes of footprints whose figures are not told: independent providers, areas of another vintage."""

    @cached_property
    def who(self) -> pa.Table:
        """Code and level of every subject."""
        return pa.table(
            {
                "org": pa.array([subject.org for subject in self.subjects], pa.string()),
                "level": pa.array([str(subject.level) for subject in self.subjects], pa.string()),
            }
        )

    @cached_property
    def told(self) -> Flags:
        """Which rows make facts."""
        return self._where(lambda subject: subject.level is not Level.FOOTPRINT or subject.org not in self.left_out)

    @cached_property
    def england(self) -> Flags:
        """Which rows are about England."""
        return self._where(lambda subject: subject.level is Level.ENGLAND)

    @cached_property
    def everyone(self) -> Flags:
        """Which rows are about everybody, independent providers included."""
        return self._where(lambda subject: subject.segment == EVERYONE)

    @property
    def total_of_england(self) -> float | None:
        """All responses in England as this sheet prints them; None where it prints none."""
        total = self.figures.counts["total"]
        found = total.value[self.england & self.everyone & total.shown]
        return float(found[0]) if len(found) else None

    def _where(self, test: Callable[[Subject], bool]) -> Flags:
        return np.fromiter(map(test, self.subjects), dtype=bool, count=len(self.subjects))
