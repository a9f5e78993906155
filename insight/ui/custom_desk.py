"""The desk with a visitor's own footprint on it: the same questions, answered for one footprint more, nothing hidden given away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
import streamlit as st

from insight.benchmarks.headlines import Headline
from insight.benchmarks.scale import Scale
from insight.benchmarks.standing import Standing, standing
from insight.measures.custom_geography import alone, footprints_of, with_custom
from insight.measures.custom_members import Placed
from insight.measures.disclosure import published_members, withheld, withhold
from insight.measures.gathered import Gathered
from insight.measures.geography import Geography
from insight.model import Level
from insight.queries.histories import Desk
from insight.ui.custom import Registers, own_footprint, registers, remember
from insight.ui.page import Page

_BUILT_FROM = (Level.PRACTICE, Level.TRUST, Level.LOCATION)
_KEPT = 64


class Alone(Desk):
    """Histories on a map of two: a visitor's own footprint, and England elsewhere."""

    def __init__(self, shared: Desk, placed: Placed) -> None:
        super().__init__(shared.store)
        self._shared, self._placed = shared, placed

    def _gathered(self, id: str) -> Gathered:
        return self._shared.gathered(id)

    def _geography(self, vintage: str) -> Geography:
        return alone(self._shared.geography(vintage), self._placed)


class CustomDesk(Desk):
    """One visitor's own footprint beside the footprints of every vintage. What is not about it comes from the shared desk."""

    def __init__(self, shared: Desk, seen: Sequence[Placed], published: Registers) -> None:
        """`seen` are the own footprints of this visit in the order first seen, the one now asked for last."""
        super().__init__(shared.store)
        self._shared, self._seen, self._published = shared, seen, published
        self.placed = seen[-1]
        self._alone = Alone(shared, self.placed)
        self._reasons = lru_cache(_KEPT)(self._work_out_reasons)

    def headlines(self, vintage: str, footprint: str) -> list[Headline]:
        """The headline measures of one footprint; those of any other are as if there were no own one."""
        if footprint == self.placed.footprint.code:
            return super().headlines(vintage, footprint)
        return self._shared.headlines(vintage, footprint)

    def around(self, vintage: str, footprint: str) -> Geography:
        """The map that says who belongs to a footprint; one's own lies across those of the vintage."""
        desk = self._alone if footprint == self.placed.footprint.code else self._shared
        return desk.geography(vintage)

    def lies_in(self, vintage: str, footprint: str) -> list[str]:
        """The footprints of a vintage in which one's own lies; none for any other, which has a boundary."""
        own = footprint == self.placed.footprint.code
        return footprints_of(self._shared.geography(vintage), self.placed) if own else []

    def _geography(self, vintage: str) -> Geography:
        return with_custom(self._shared.geography(vintage), self.placed)

    def _history(self, measure: str, vintage: str) -> pd.DataFrame:
        rows = self._alone.history(measure, vintage)
        own = rows[rows["org"] == self.placed.footprint.code]
        starts, reasons = self._reasons(measure)
        kept = withhold(own, starts, reasons)
        return pd.concat([self._shared.history(measure, vintage), kept]).sort_values(
            ["org", "start"], ignore_index=True
        )

    def _scale(self, measure: str, vintage: str) -> Scale:
        """The colours of a map stay what they are."""
        return self._shared.scale(measure, vintage)

    def _standing(self, measure: str, vintage: str, period: pd.Timestamp) -> Standing:
        """One's own footprint is ranked as if it stood among the others; their ranks stay what they are."""
        others = self._shared.standing(measure, vintage, period)
        among = standing(self.measure(measure), self.history(measure, vintage), self.group(vintage), period)
        own = among.table[among.table["code"] == self.placed.footprint.code]
        table = pd.concat([others.table, own]).sort_values("name", ignore_index=True)
        return replace(others, group=among.group, table=table)

    def _work_out_reasons(self, measure: str) -> tuple[np.ndarray, np.ndarray]:
        """The periods of a measure, and why the own figure of each is withheld (None where it is not)."""
        facts = self.store.facts(measure, _BUILT_FROM)
        published = published_members(facts)
        return published.starts, withheld([each.orgs for each in self._seen], self._published.areas, published)[-1]


def desk_of(page: Page) -> Desk:
    """The desk that answers a page: with the visitor's own footprint on it, where the selection names one."""
    shared, text = page.recall(Desk), page.selection.own
    return shared if text is None else _with_own(page.store.generation, remember(text), shared)


@st.cache_resource(max_entries=20, show_spinner=False)
def _with_own(generation: str, seen: tuple[str, ...], _shared: Desk) -> CustomDesk:
    # What was seen before a refresh may not be known any more; then nothing is shown of it either.
    placed = [own_footprint(_shared.store, text)[0] for text in seen]
    return CustomDesk(_shared, [each for each in placed if each is not None], registers(_shared.store))
