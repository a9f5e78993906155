"""One comparison: what was measured, ours and the rival's figure, and whether the aim was met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Ours beside a rival's, in one unit; `ratio` is rival / ours, so more than 1 means ours needs less."""

    name: str
    unit: str
    ours: float
    rival: float | None
    aim: str
    met: bool

    @property
    def ratio(self) -> float | None:
        """How many times less ours needs than the rival."""
        return None if self.rival is None else self.rival / self.ours


def against(name: str, unit: str, *, ours: float, rival: float, at_least: float) -> Case:
    """A case whose aim is a ratio to the rival."""
    return Case(name, unit, ours, rival, f"{at_least:g} times", rival / ours >= at_least)


def under(name: str, unit: str, *, ours: float, limit: float, rival: float | None = None) -> Case:
    """A case whose aim is a limit for ours alone; the rival is shown beside it."""
    return Case(name, unit, ours, rival, f"under {limit:g} {unit}", ours <= limit)
