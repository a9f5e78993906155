"""The Quality and Outcomes Framework of the invented practices: patients on each register, and the list it divides by."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from demo import geography
from demo.needs.people import People
from demo.places import Whole
from demo.printing import INVENTED, write_lines
from demo.seeds import stream
from demo.world import World

YEARS = (2022, 2023, 2024)
"""The first of the two years of each file: 2023-24 counts new diagnoses of depression in place of patients who have it."""
NEW_DIAGNOSES, AMONG = 2023, 0.11
TABLE = Path(__file__).with_name("registers.csv")


def publish(world: World, people: People, folder: Path) -> None:
    """Write one file a year; its name tells the year, as the publisher's does."""
    for year in YEARS:
        path = folder / f"PREVALENCE_{year % 100:02d}{(year + 1) % 100:02d}.csv"
        head = ["PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", "PRACTICE_LIST_SIZE", INVENTED]
        write_lines(path, [head, *_rows(world, people, year)])


def _rows(world: World, people: People, year: int) -> list[list[object]]:
    """One row per practice open on the last day and group, practice by practice."""
    here = np.flatnonzero(world.practices.open_on(date(year + 1, 3, 31)))
    lists = world.practices.lists_on(date(year + 1, 3, 31))[here]
    place = world.practices.place[here]
    old = np.log(people.over65[place] / 0.19)
    columns: list[tuple[str, str, Whole, Whole]] = []
    for group in geography.rows(TABLE):
        own = stream("needs", group["group"]).normal(0, 0.12, len(world.practices.code))[here]
        risk = float(group["poverty"]) * people.poverty[place] + float(group["age"]) * old + own
        size = np.maximum(1, np.round(lists * float(group["share_of_list"]))).astype(np.int64)
        share = float(group["of_everyone"]) * np.exp(risk) * 1.02 ** (year - YEARS[0])
        if group["group"] == "DEP" and year == NEW_DIAGNOSES:
            share = share * AMONG
        columns.append((group["group"], group["list"], np.round(size * np.clip(share, 0, 0.8)).astype(np.int64), size))
    codes = world.practices.code[here].tolist()
    return [
        [code, group, int(register[at]), kind, int(size[at]), ""]
        for at, code in enumerate(codes)
        for group, kind, register, size in columns
    ]
