"""The sheets of the detailed spreadsheets of the NHS Staff Survey: a question over its answers, then how many answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from demo import geography
from demo.spreadsheet import SheetRows, Value

HERE = Path(__file__).resolve().parent

SCALES = {
    "agreement": ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
    "satisfaction": ("Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"),
    "contact": ("Yes, frequently", "Yes, occasionally", "No"),
    "reported": ("Yes, I reported it", "Yes, a colleague reported it", "No", "Don't know"),
}  # fmt: skip
BASE = "Base (number of responses)"
HIDDEN = "-"
NOTE = (
    "\nNote: In order to the preserve anonymity of individual staff, where there were fewer than 10 responses to a question "
    "results are not displayed"
)
INVENTED = "DEMONSTRATION DATA: every organisation and every figure in this workbook is invented."
IDENTITY = {
    "National": ("Base", "Breakdown", "Breakdown subgroup", "Weighting"),
    "Organisational": ("ODS code", "Organisation name", "Benchmarking group", "Region", "{areas}", "Weighting"),
}
OURS = {2021: "Q21-22", 2022: "Q23-24"}
"""The numbers in the name of the sheet on the organisation; later `Q25-26`."""

Row = Sequence[Value]
Shown = Sequence[Value]
"""The figures of one place for one question, its number of answers last."""


@dataclass(frozen=True)
class PrintedQuestion:
    """One question or score as a workbook of one year prints it."""

    key: str
    sheet: str
    title: str
    headings: tuple[str, ...]


@cache
def blocks(year: int) -> tuple[PrintedQuestion, ...]:
    """Every question and score, in the order of the sheets."""
    asked = [
        PrintedQuestion(
            row["block"],
            f"YOUR ORGANISATION {OURS.get(year, 'Q25-26')}" if row["sheet"] == "YOUR ORGANISATION" else row["sheet"],
            f"{row[str(year)]} - {row['wording']}",
            (*(f"% {option}" for option in SCALES[row["scale"]]), BASE),
        )
        for row in geography.rows(HERE / "questions.csv")
    ]
    scores = [
        PrintedQuestion(
            row["code"], row["sheet"], f"{row['code']} - {row['wording']}", (f"{row['code']} - score", BASE)
        )
        for row in geography.rows(HERE / "scores.csv")
    ]
    # People Promise before themes; within a sheet an element before its parts.
    return (*asked, *sorted(scores, key=lambda block: (block.sheet, not block.key.startswith("Staff"), block.key)))


def workbook(year: int, kind: str, who: Sequence[Row], said: Mapping[str, Sequence[Shown]]) -> dict[str, SheetRows]:
    """The workbook of one year and kind; `who` and each question of `said` have one row per place."""
    areas = "ICS/STP" if year < 2023 else "ICS"
    identity = [heading.format(areas=areas) for heading in IDENTITY[kind]]
    notes = (f"NHS Staff Survey {year} - Detailed Spreadsheets", f"{kind} results", INVENTED)
    sheets = {"Notes": SheetRows([[], *(["", text] for text in notes)])}
    for name in dict.fromkeys(block.sheet for block in blocks(year)):
        mine = [block for block in blocks(year) if block.sheet == name]
        above: list[Value] = [f"NHS Staff Survey {year} - WEIGHTED Results", *[""] * (len(identity) - 1)]
        headings: list[Value] = [*identity]
        for block in mine:
            above += [block.title, *[""] * (len(block.headings) - 1)]
            headings += block.headings
        body = [[*row, *(cell for block in mine for cell in said[block.key][at])] for at, row in enumerate(who)]
        # The publisher's sheets count one blank row at the end.
        sheets[name] = SheetRows([above, [name], [NOTE], [], headings, *body, []])
    return sheets
