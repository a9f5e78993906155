"""Which places of a footprint are listed and in which order: a line of the address, and what can be chosen instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from insight.model import Level

KINDS: Mapping[Level, str] = {
    Level.PRACTICE: "GP practices",
    Level.TRUST: "Trusts",
    Level.SITE: "Hospital sites",
    Level.WARD: "Wards",
    Level.LOCATION: "Rated places",
}
SIZES: Mapping[str, tuple[str, float, float]] = {
    "small": ("Under 5,000 patients", 0.0, 5_000.0),
    "middle": ("5,000 to 10,000", 5_000.0, 10_000.0),
    "large": ("10,000 or more", 10_000.0, float("inf")),
}
"""Bands of practices by registered patients: words, from, and up to but not including."""
ORDERS: Mapping[str, str] = {
    "worst": "Worst first",
    "rating": "Inspectors' rating, worst first",
    "month": "Latest month, concern first",
    "change": "Change, biggest fall first",
    "name": "Name",
}


@dataclass(frozen=True)
class PlaceChoice:
    """What is listed: one kind of place, perhaps of one network and of one size, in an order."""

    kind: Level = Level.PRACTICE
    network: str = ""
    """The code of a primary care network; empty for all."""
    size: str = ""
    """A key of SIZES; empty for all."""
    order: str = "worst"
    """A key of ORDERS."""

    @classmethod
    def read(cls, text: str | None) -> Self:
        """The choice of an address. What it does not know is left at what is shown first."""
        kind, network, size, order = [*(text or "").split("~"), "", "", "", ""][:4]
        return cls(
            Level(kind) if kind in {str(each) for each in KINDS} else Level.PRACTICE,
            network,
            size if size in SIZES else "",
            order if order in ORDERS else "worst",
        )

    def written(self) -> str:
        """The same as a line for the address."""
        return f"{self.kind}~{self.network}~{self.size}~{self.order}".rstrip("~")

    def change(self, **changes: str) -> Self:
        """The same with something chosen differently; another kind lets go of network and size."""
        if "kind" in changes:
            return replace(self, kind=Level(changes["kind"]), network="", size="")
        return replace(self, **changes)
