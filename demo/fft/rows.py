"""The rows of one sheet: who they are about, what they hold, and what of it is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from demo import geography
from demo.fft.answers import INDEPENDENT, Replies
from demo.fft.finer import SPECIALITIES, sites, wards
from demo.fft.hiding import hidden
from demo.fft.plan import FftSheet
from demo.places import Texts, Whole
from demo.world import World

Identity = list[tuple[str | int, ...]]


@dataclass(frozen=True)
class FftRows:
    """One element per row. `behind` stands after all figures."""

    identity: Identity
    answers: Whole
    eligible: Whole
    modes: Whole
    state: Whole
    private: np.ndarray
    """Which rows are about independent providers."""
    behind: Identity

    @property
    def total(self) -> Whole:
        """Replies of each row."""
        return self.answers.sum(axis=1)


def rows(world: World, layout: FftSheet, replies: Replies, month: int, day: date, *, fine: bool) -> FftRows:
    """The rows of one sheet in one month; none for sites and wards of months for which they are not invented."""
    footprint = replies.providers.footprints(world.places.footprints_on(day))
    if layout.level == "icb":
        return _of_footprints(replies, month, day, footprint)
    if layout.level in ("site", "ward"):
        if not fine:
            nobody = np.zeros((0, replies.answers.shape[2]), dtype=np.int64)
            return FftRows([], nobody, nobody[:, 0], nobody, nobody[:, 0], np.zeros(0, dtype=bool), [])
        return _of_parts(layout, replies, month, footprint)
    everyone = zip(footprint, replies.providers.code, replies.providers.name, strict=True)
    number = max(1, len(layout.modes))
    made = FftRows(
        list(everyone), replies.answers[month], replies.eligible[month], replies.modes(month, number),
        hidden(replies.total[month], footprint), footprint == INDEPENDENT, [()] * len(footprint),
    )  # fmt: skip
    return _chosen(made, _in_order(footprint, replies.providers.code, replies.open[month]))


def _of_footprints(replies: Replies, month: int, day: date, footprint: Texts) -> FftRows:
    open_now = replies.open[month]
    codes, group = np.unique(footprint[open_now], return_inverse=True)
    answers = np.zeros((len(codes), replies.answers.shape[2]), dtype=np.int64)
    np.add.at(answers, group, replies.answers[month][open_now])
    eligible = np.bincount(group, replies.eligible[month][open_now], len(codes)).astype(np.int64)
    known = geography.footprints(geography.vintage_on(day))
    names = [
        "INDEPENDENT SECTOR PROVIDERS" if code == INDEPENDENT else known[code].name.upper() for code in codes.tolist()
    ]
    made = FftRows(
        list(zip(codes.tolist(), names, strict=True)), answers, eligible, np.zeros((len(codes), 1), dtype=np.int64),
        hidden(answers.sum(axis=1), np.full(len(codes), "England")), codes == INDEPENDENT, [()] * len(codes),
    )  # fmt: skip
    return _chosen(made, _in_order(codes, codes, np.ones(len(codes), dtype=bool)))


def _of_parts(layout: FftSheet, replies: Replies, month: int, footprint: Texts) -> FftRows:
    providers = replies.providers
    parts = of_sites = sites(replies, month)
    trust = of_sites.owner
    identity: Identity = list(of_sites.identity)
    if layout.level == "ward":
        parts = wards(of_sites, month)
        trust = of_sites.owner[parts.owner]
        identity = [(*of_sites.identity[site], *ward) for site, ward in zip(parts.owner, parts.identity, strict=True)]
    full: Identity = [
        (str(footprint[owner]), str(providers.code[owner]), str(providers.name[owner]), *own)
        for owner, own in zip(trust, identity, strict=True)
    ]
    number = len(full)
    made = FftRows(
        full, parts.answers, parts.eligible, np.zeros((number, 1), dtype=np.int64),
        hidden(parts.answers.sum(axis=1), parts.owner.astype(str)), footprint[trust] == INDEPENDENT,
        [SPECIALITIES] * number,
    )  # fmt: skip
    return _chosen(made, _in_order(footprint[trust], providers.code[trust], np.ones(number, dtype=bool)))


def _in_order(footprint: Texts, code: Texts, present: np.ndarray) -> Whole:
    """Positions of the rows present, by footprint and code, independent providers last."""
    order = np.lexsort((code, footprint, footprint == INDEPENDENT))
    return order[present[order]]


def _chosen(all_rows: FftRows, order: Whole) -> FftRows:
    return FftRows(
        [all_rows.identity[row] for row in order], all_rows.answers[order], all_rows.eligible[order],
        all_rows.modes[order], all_rows.state[order], all_rows.private[order], [all_rows.behind[row] for row in order],
    )  # fmt: skip
