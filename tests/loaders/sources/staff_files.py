"""What the tests of the NHS Staff Survey share: invented workbooks in the true layout, figures that a hand can work out, the road to facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from demo.spreadsheet import SheetRows, Value, write_workbook
from demo.staff.answers import PARTS
from demo.staff.layout import HIDDEN, SCALES, Shown, blocks, workbook
from insight.schema import TABLES, conform
from loaders.source import Raw, Release
from loaders.sources import staff
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN, raw_file

FOLDER = GOLDEN / "staff"
NATIONAL = FOLDER / "INVENTED NSS24 detailed spreadsheets national results.xlsx"
TRUSTS = FOLDER / "INVENTED NSS24 detailed spreadsheets organisational results.xlsx"
OLDER = FOLDER / "INVENTED NSS21 detailed spreadsheets organisational results.xlsx"
FIVE_YEARS = FOLDER / "INVENTED NSS Benchmark report excel data for 2024-2025.xlsx"

ACUTE, MENTAL, AMBULANCE = (
    "Acute and Acute & Community Trusts",
    "Mental Health & Learning Disability and Mental Health, Learning Disability & Community Trusts",
    "Ambulance Trusts",
)
ORGANISATIONS: dict[int, list[Sequence[Value]]] = {
    2024: [
        ("0ZZ", "INVENTED CSU", "CSUs", "-", "-", "Unweighted"),
        ("QOP", "INVENTED NHS GREATER MANCHESTER ICB", "ICBs", "-", "-", "Unweighted"),
        ("RZ1", "INVENTED LARKMEAD HOSPITALS", ACUTE, "North West", "Greater Manchester", "Occupation Group"),
        ("RZ2", "INVENTED TILLBROOK PARTNERSHIP", MENTAL, "South East", "Sussex", "Occupation Group"),
        ("RZ32", "INVENTED ISLE TRUST (AMBULANCE SECTOR)", AMBULANCE, "South East", "-", "Occupation Group"),
    ],
    2021: [
        ("RZ1", "INVENTED LARKMEAD HOSPITALS", ACUTE, "North West", "Greater Manchester", "Occupation Group"),
        ("01Z/02Z", "INVENTED CCG", "CCGs", "-", "-", "Unweighted"),
    ],
}
REGIONS = sorted(LISTS.region_names.values())
SYSTEMS = sorted(
    name.removeprefix("NHS ").removesuffix(" Integrated Care Board") for name in LISTS.footprint_names("icb-2022").values()
)  # fmt: skip
HIDDEN_AT = ("RZ2", "acts_on_concerns")
"""The trust and question of 2024 with fewer than 10 answers."""

Book = dict[str, SheetRows]


def shares(at: int, nth: int) -> list[float]:
    """The answers of place `at` to question `nth`, from worst to best: the last two are the positive ones."""
    best, good = 10 + (at + nth) % 8, 40 + at % 5
    return [5, 75 - best - good, 20, good, best]


def told(at: int, base: int, year: int) -> dict[str, Shown]:
    """All that place `at` says: every question by its order, scores near 6, and those made of others as their mean."""
    said: dict[str, Shown] = {}
    for nth, block in enumerate(blocks(year)):
        options = len(block.headings) - 1
        figures: list[float] = shares(at, nth) if options == 5 else [100 / options] * options
        said[block.key] = [*(figures if options > 1 else [6 + at / 100 + nth / 50]), base - nth % 5]
    for key, parts in PARTS.items():
        means = [said[part][0] if len(said[part]) == 2 else _mean(said[part][:-1]) for part in parts]  # type: ignore[index]
        said[key] = [round(sum(means) / len(means), 6), base]  # type: ignore[arg-type]
    return said


def _mean(answers: Shown) -> float:
    assert len(answers) == len(SCALES["agreement"])
    return sum(float(share or 0) * points for share, points in zip(answers, (0, 2.5, 5, 7.5, 10), strict=True)) / 100  # type: ignore[arg-type]


def national(year: int = 2024, systems: Sequence[str] = SYSTEMS) -> Book:
    """England, 7 regions with 1,000 answers each, every system with more than the one before, two ages, and what is not loaded."""
    who: list[Sequence[Value]] = [("National", "", "", "Organisation Size and Occupation Group")]
    who += [("National", "Region", name, "Organisation Size") for name in REGIONS]
    who += [("National", "ICS/STP" if year < 2023 else "ICS", name, "Organisation Size") for name in systems]
    who += [("National", "Age", "16-20", "Organisation Size"), ("National", "Age", "66+", "Organisation Size")]
    who += [("National", "Gender", "Female", "Organisation Size")]
    said = [told(at, 7000 if at == 0 else 1000 + at * (at > len(REGIONS)), year) for at in range(len(who))]
    for nth, block in enumerate(blocks(year)):
        if block.key not in PARTS:
            # England's answers are those of its seven regions.
            said[0][block.key] = [*said[0][block.key][:-1], 7 * (1000 - nth % 5)]
    return workbook(year, "National", who, {key: [each[key] for each in said] for key in said[0]})


def organisations(year: int = 2024, more: Sequence[Sequence[Value]] = ()) -> Book:
    """A few trusts and others, each with 100 answers more than the one before; `more` have 600 and 1,000 by turns."""
    who = [*ORGANISATIONS[year], *more]
    few = len(ORGANISATIONS[year])
    said = [told(at, 500 + 100 * at if at < few else (600, 1000)[at % 2], year) for at in range(len(who))]
    for at, row in enumerate(who):
        if year == 2024:
            said[at]["reported"] = [HIDDEN] * len(said[at]["reported"])
            if row[0] == HIDDEN_AT[0]:
                said[at][HIDDEN_AT[1]] = [HIDDEN] * 6
    return workbook(year, "Organisational", who, {key: [each[key] for each in said] for key in said[0]})


STEMS = {
    "recommend_care": "q25d", "recommend_work": "q25c", "care_top_priority": "q25a", "acts_on_concerns": "q25b",
    "speak_up": "q25e", "enough_staff": "q3i", "engagement": "theme_engagement", "morale": "theme_morale",
    **{f"pp{n}": f"PP{n}" for n in range(1, 8)}, "burnout_score": "PP4_2", "motivation": "E_1", "involvement": "E_2", "advocacy": "E_3",
    "response_rate": "response_rate",
}  # fmt: skip
"""What the columns of each question begin with in the benchmark workbook of 2025."""


def five_years() -> Book:
    """Two years of two trusts, one of them new, beside the board of a footprint. Percentages are fractions."""
    years = (2025, 2024)
    head = ["org_id", "org_name", "org_mode", "org_type"]
    for year in years:
        head += [f"{stem}_{year}" for stem in STEMS.values()] + [f"{stem}_n_{year}" for stem in STEMS.values()]

    def row(code: str, name: str, at: int, known: Sequence[int]) -> list[Value]:
        cells: list[Value] = [code, name, "", 1]
        for year in years:
            values = [
                (0.5 + 0.01 * (nth + at + year % 10)) if stem.startswith(("q", "r")) else 6 + at / 10 + year % 10 / 100
                for nth, stem in enumerate(STEMS.values())
            ]
            cells += [round(value, 4) if year in known else "" for value in values]
            cells += [900 + 10 * at + nth if year in known else "" for nth in range(len(STEMS))]
        return cells

    return {
        "Notes": SheetRows([["NHS Staff Survey benchmark report data. INVENTED for the tests."]]),
        "Organisation Benchmark groups": SheetRows([["org_id", "group"], ["RZ1", ACUTE], ["RZ4", "Community Trusts"]]),
        "Acute&Acute Community Trusts": SheetRows([head, row("RZ1", "INVENTED LARKMEAD HOSPITALS", 1, years)]),
        "Community Trusts": SheetRows([head, row("RZ4", "INVENTED FERNLEY COMMUNITY", 2, years[:1])]),
        "ICBs": SheetRows([head, row("QOP", "INVENTED NHS GREATER MANCHESTER ICB", 3, years)]),
    }


def written(folder: Path, book: Book, name: str = "INVENTED.xlsx") -> Raw:
    """A workbook that has been fetched."""
    path = folder / name
    write_workbook(path, book)
    return raw_file(path)


def spoilt(folder: Path, book: Book, spoil: Callable[[Book], object]) -> Raw:
    """A workbook after something happened to it; its rows are lists that can be changed."""
    book = {name: SheetRows([list(row) for row in sheet.rows]) for name, sheet in book.items()}
    spoil(book)
    return written(folder, book)


def recognised(raw: Raw) -> Release:
    release = staff.recognise(raw, LISTS)
    assert release is not None
    return release


def tables(raw: Raw) -> dict[str, pd.DataFrame]:
    """Every table of a file, each through the door of the tidy shape."""
    found = staff.tidy(raw, recognised(raw), LISTS)
    return {name: conform(table, TABLES[name]).to_pandas() for name, table in found.items()}


def facts(raw: Raw, segment: str = "all") -> pd.DataFrame:
    """The facts about everybody (or one group), keyed by name of measure, org and start."""
    frame = tables(raw)["facts"]
    frame = frame[frame["segment"] == segment]
    return frame.assign(name=frame["measure"].str.removeprefix("staff.")).set_index(["name", "org"]).sort_index()


def figure(frame: pd.DataFrame, name: str, org: str) -> pd.Series:
    """The one fact of a measure and an organisation."""
    (row,) = (rows.iloc[0] for _, rows in frame.loc[[(name, org)]].groupby("start"))
    return row


def autumn(year: int) -> tuple[date, date]:
    return date(year, 9, 1), date(year, 12, 1)


def write_golden() -> None:
    """Write the golden files anew (`python -c "from tests.loaders.sources.staff_files import write_golden; write_golden()"`)."""
    FOLDER.mkdir(exist_ok=True)
    for path, book in (
        (NATIONAL, national()), (TRUSTS, organisations()), (OLDER, organisations(2021)), (FIVE_YEARS, five_years()),
    ):  # fmt: skip
        write_workbook(path, book)
