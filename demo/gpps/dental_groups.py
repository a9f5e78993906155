"""Who got an NHS dental appointment in the invented survey, by sex, age, ethnicity and work: two sheets of its workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo.places import Reals
from demo.seeds import stream
from demo.spreadsheet import SheetRows, Value

TOTAL, ALL = "Total response2 (weighted)", "All"
PARTS = (
    ("Number who tried to get an NHS Dental appointment in the last 2 years3", TOTAL),
    ("Number who succeeded in getting an NHS Dental Appointment in the last 2 years3", TOTAL),
    ("Percentage of those who tried to get an NHS dental appointment in the last 2 years and succeeded4", ALL),
)
"""Three parts stand side by side, and what the total of each is called."""


@dataclass(frozen=True)
class Division:
    """One way to divide patients: the invented share of each group, and how much likelier it succeeds, in logits."""

    banner: str
    groups: tuple[str, ...]
    shares: tuple[float, ...]
    likelier: tuple[float, ...]


SEX = Division("Sex of respondent", ("Male", "Female"), (0.46, 0.54), (-0.1, 0.09))
AGE = {
    2018: Division(
        "Age of respondent",
        ("16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+"),
        (0.12, 0.17, 0.17, 0.18, 0.16, 0.12, 0.08), (-0.3, -0.35, -0.2, 0.05, 0.25, 0.6, 0.4),
    ),
    2020: Division(
        "Age of respondent",
        ("16-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85+"),
        (0.02, 0.1, 0.16, 0.17, 0.18, 0.16, 0.12, 0.07, 0.02), (0.1, -0.35, -0.35, -0.2, 0.05, 0.25, 0.55, 0.5, 0.2),
    ),
}  # fmt: skip
ETHNICITY = Division("Ethnicity of Respondents", ("White", "Other ethnicity3"), (0.85, 0.15), (0.12, -0.75))
WORK = Division(
    "Work Status of Respondents",
    ("Full time paid work", "Part time paid work", "Fully retired from work", "Other reason4"),
    (0.44, 0.15, 0.19, 0.22), (-0.08, 0.1, 0.55, -0.3),
)  # fmt: skip


def tables(
    year: int, identity: Sequence[tuple[str, str, str, str]], regions: int, success: Reals
) -> dict[str, SheetRows]:
    """Table 2 (sex and age) and Table 4 (ethnicity and work, without regions); `success`: answers by area, Yes first."""
    everybody = list(range(len(identity)))
    return {
        "Table 2": _sheet(year, identity, everybody, success, [SEX, AGE[year]], regions=regions),
        "Table 4": _sheet(year, identity, [0, *everybody[1 + regions :]], success, [ETHNICITY, WORK], regions=0),
    }


def _sheet(
    year: int,
    identity: Sequence[tuple[str, str, str, str]],
    areas: Sequence[int],
    success: Reals,
    divisions: Sequence[Division],
    *,
    regions: int,
) -> SheetRows:
    blank: list[Value] = ["", "", ""]
    parts, banners, header = [*blank], [*blank], ["ONS Region or CCG code", "Commissioning Region or CCG code", "Name"]
    for words, total in PARTS:
        parts += [words, *[""] * (sum(len(each.groups) + 2 for each in divisions) - 1)]
        for each in divisions:
            banners += [each.banner, *[""] * (len(each.groups) + 1)]
            header += [total, *each.groups, ""]
    found = [_divided(year, each, success) for each in divisions]
    rows = []
    for at in areas:
        ons, code, _, name = identity[at]
        cells: list[Value] = [ons, code, "England" if at == 0 else name]
        for part in range(len(PARTS)):
            for tried, succeeded in found:
                cells += _cells(part, tried[at], succeeded[at])
        rows.append(cells)
    title = "Number who tried to get an NHS dental appointment, and succeeded, by group. Invented."
    head = [[title], [f"January to March {year}"], parts, banners, header]
    top = 1 + regions
    return SheetRows([*head, [], *rows[:top], [], *rows[top:], [], ["1. Invented."]])


def _cells(part: int, tried: Reals, succeeded: Reals) -> list[Value]:
    counts = (tried, succeeded)
    if part < len(counts):
        return [float(counts[part].sum()), *counts[part].tolist(), ""]
    return [float(succeeded.sum() / tried.sum()), *(succeeded / tried).tolist(), ""]


def _divided(year: int, division: Division, success: Reals) -> tuple[Reals, Reals]:
    """Those who tried and those who succeeded, by area and group: the more people, the closer to the shares of all."""
    chance = stream("GPPS dental", division.banner, year)
    total = success.sum(axis=1)
    rate = success[:, 0] / total
    tried = (
        total[:, None] * np.array(division.shares) * np.exp(chance.normal(0, 0.05, (len(total), len(division.shares))))
    )
    noise = chance.normal(0, 1, tried.shape) / np.sqrt(0.1 * tried)
    logit = np.log(rate / (1 - rate))[:, None] + np.array(division.likelier) + noise
    return tried, tried / (1 + np.exp(-logit))
