"""The Adult Inpatient Survey of the invented trusts, 2020 to 2024: scores, expected ranges and bands as CQC publishes them.

The workbook of 2022 is the one whose layout is known in full; 2020, 2021 and 2023 follow it. That of 2024 has the sheets,
identity and score columns that public code reads from the real one, the other columns by analogy, and a second file of sites.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from demo import inpatient_sheets
from demo.inpatient_figures import InpatientFigures, figures
from demo.inpatient_layouts import LAYOUTS, InpatientColumns, InpatientWave
from demo.ods_workbook import Cell, write
from demo.places import Reals, Texts, Whole
from demo.seeds import stream
from demo.world import World

YEARS = tuple(LAYOUTS)
_MOST_SITES = 3


@dataclass(frozen=True)
class Orgs:
    """The organisations one file is about; `place` is where each is, `patients` how many of them answer."""

    level: str
    code: Texts
    name: Texts
    place: Whole
    patients: Reals


def publish(world: World, folder: Path) -> None:
    """Write the workbook of every year, and for 2024 one of sites."""
    trusts = _trusts(world)
    every = {year: figures(world, trusts.place, trusts.patients, year) for year in YEARS}
    for year, layout in LAYOUTS.items():
        earlier = {then: _renumbered(every[then], every[year]) for then in layout.history}
        _write(folder / layout.file, layout, trusts, every[year], earlier)
        if layout.site_file:
            sites = _sites(trusts)
            _write(folder / layout.site_file, layout, sites, figures(world, sites.place, sites.patients, year), {})


def _trusts(world: World) -> Orgs:
    """The acute trusts: they have beds."""
    acute = np.flatnonzero(world.trusts.kind == "acute")
    answering = np.clip(stream("inpatient", "patients").normal(470, 110, len(acute)), 190, 900)
    return Orgs("trust", world.trusts.code[acute], world.trusts.name[acute], world.trusts.place[acute], answering)


def _sites(trusts: Orgs) -> Orgs:
    """One to three hospitals of each trust, which share its patients."""
    number = stream("inpatient", "sites").integers(1, _MOST_SITES + 1, len(trusts.code))
    owner = np.repeat(np.arange(len(trusts.code)), number)
    nth = np.concatenate([np.arange(each) for each in number])
    kinds = np.array(["General Hospital", "Royal Infirmary", "Community Hospital"])
    stem = np.array([str(name).split()[0].title() for name in trusts.name])
    return Orgs(
        "site",
        np.array([f"{trusts.code[of]}{place + 1:02d}" for of, place in zip(owner, nth, strict=True)]),
        np.array([f"{stem[of]} {kinds[place]}" for of, place in zip(owner, nth, strict=True)]),
        trusts.place[owner],
        trusts.patients[owner] / number[owner] * np.where(nth == 0, 1.1, 0.9),
    )


def _renumbered(earlier: InpatientFigures, now: InpatientFigures) -> InpatientFigures:
    """Scores of an earlier year under the question numbers of this one, without the questions either lacks."""
    return replace(earlier, keys=tuple(key if then else "" for key, then in zip(now.keys, earlier.keys, strict=True)))


def _write(
    path: Path, layout: InpatientWave, orgs: Orgs, now: InpatientFigures, earlier: dict[int, InpatientFigures]
) -> None:
    columns = layout.columns(orgs.level)
    sheets = [
        ("Guidance", inpatient_sheets.guidance(layout, orgs.level, now)),
        ("Key", inpatient_sheets.key(columns)),
        (columns.respondents_sheet, inpatient_sheets.respondents(columns, orgs.code, orgs.name, now)),
        (columns.scores_sheet, inpatient_sheets.scores(columns, orgs.code, orgs.name, now)),
        (columns.national_sheet, inpatient_sheets.national(now)),
        ("National_Max&Min", inpatient_sheets.extremes(now)),
        *_history(columns, orgs, now, earlier),
    ]
    write(path, sheets)


def _history(
    columns: InpatientColumns, orgs: Orgs, now: InpatientFigures, earlier: dict[int, InpatientFigures]
) -> list[tuple[str, Iterable[Sequence[Cell]]]]:
    """Earlier years: a sheet for each (to 2023), or one sheet for all (2024), whose questions are those of any year."""
    sheets: dict[str, list[InpatientFigures]] = {}
    for then, each in earlier.items():
        sheets.setdefault(columns.history_sheet.format(year=then), []).append(each)
    return [
        (name, inpatient_sheets.history(columns, orgs.code, orgs.name, now, years)) for name, years in sheets.items()
    ]
