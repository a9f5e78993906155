"""One sheet of a workbook, read: the setting it is about, whom its rows are about, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from insight.model import EVERYONE, Level
from loaders.sources.fft.figures import Flags, SheetFigures
from loaders.sources.fft.layout import SheetLayout
from loaders.sources.fft.subjects import SubjectRow
from loaders.sources.fft.tables import CareSetting


@dataclass(frozen=True)
class FftBlock:
    """One element per subject in every array."""

    setting: CareSetting
    layout: SheetLayout
    subjects: Sequence[SubjectRow]
    figures: SheetFigures
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

    def _where(self, test: Callable[[SubjectRow], bool]) -> Flags:
        return np.fromiter(map(test, self.subjects), dtype=bool, count=len(self.subjects))
