"""NHS England's own empty workbooks, filled with invented counts, load with every number, mark and level right.

Cells are written where the format reference says they stand (letters and rows), which the loader never looks at.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.loaders.sources.fft_workbooks import KEY, SIX_ROLES, tables
from tests.loaders.sources.published_files import published, raw_file

SECTOR = {"including": "all", "excluding": "sector=nhs", "england": "all"}
MODES = {
    "IP": "sms electronic_discharge electronic_home paper_discharge paper_home telephone online other",
    "AE": "sms electronic_discharge paper_discharge paper_home telephone online other",
    "OP": "sms electronic_at_appointment electronic_after_appointment paper_at_appointment paper_after_appointment "
    "telephone online other",
    "Mat": "sms electronic_discharge electronic_home paper_discharge paper_home telephone online other",
    "Amb": "sms electronic_discharge paper_discharge paper_home telephone online other",
}

Fact = tuple[float | None, float | None, float | None, float | None, str]


@dataclass(frozen=True)
class Place:
    """Where a sheet keeps its figures: setting, level, first row under England and the filter, width of the identity."""

    sheet: str
    setting: str
    level: str
    first: int
    width: int
    eligible: bool
    modes: bool = False
    only_modes: bool = False


def places(short: str) -> list[Place]:
    """The sheets of one template (format reference, sections 2 and 3)."""
    if short == "IP":
        return [
            Place("ICB", "inpatient", "footprint", 15, 2, True),
            Place("Trusts", "inpatient", "trust", 15, 3, True, modes=True),
            Place("Sites", "inpatient", "site", 15, 5, True),
            Place("Wards", "inpatient", "ward", 15, 6, True),
        ]
    if short == "AE":
        return [
            Place("ICB", "ae", "footprint", 7, 2, True),
            Place("Trusts", "ae", "trust", 7, 3, True, modes=True),
            Place("Sites", "ae", "site", 7, 5, True),
        ]
    if short == "OP":
        return [
            Place("ICB", "outpatient", "footprint", 13, 2, True),
            Place("Orgs", "outpatient", "trust", 13, 3, True, modes=True),
        ]
    if short == "Amb":
        return [
            Place("PTS ICB", "ambulance", "footprint", 13, 2, True),
            Place("PTS Org", "ambulance", "trust", 13, 3, True),
            Place("Mode Org", "ambulance", "trust", 13, 3, False, modes=True, only_modes=True),
        ]
    points = ("antenatal", "birth", "postnatal_ward", "postnatal_community")
    found = []
    for number, point in enumerate(points, start=1):
        setting, birth = f"maternity_{point}", number == 2
        found.append(Place(f"ICB Q{number}", setting, "footprint", 14, 2, birth))
        found.append(Place(f"Trusts Q{number}", setting, "trust", 14, 3, birth, modes=True))
        if number < 4:
            found.append(Place(f"Sites Q{number}", setting, "site", 14, 5, False))
    return found


BOARDS = [
    ("QE1", "LANCASHIRE AND SOUTH CUMBRIA ICB"),
    ("QF7", "SOUTH YORKSHIRE ICB"),
    ("IS1", "INDEPENDENT SECTOR PROVIDERS"),
]
TRUSTS = [
    ("QE1", "ZZ1", "FIRST INVENTED TRUST"),
    ("QE1", "ZZ2", "SECOND"),
    ("QF7", "ZZ3", "THIRD"),
    ("IS1", "ZXF01", "CLINIC"),
]
SITES = [(*trust, f"{trust[1]}0{n}" if len(trust[1]) == 3 else trust[1]) for trust in TRUSTS for n in (1, 2)][:7]
WARDS = ["AMU", 12, "Ward with blank ", "Day Surgery"]


def identities(level: str) -> list[tuple[object, ...]]:
    """Who stands on a sheet of one level."""
    if level == "footprint":
        return list(BOARDS)
    if level == "trust":
        return list(TRUSTS)
    sites = [(*site, f"SITE OF {site[2]} - {site[3]}") for site in SITES]
    return list(sites) if level == "site" else [(*site, ward) for site in sites for ward in WARDS]


def fill(template: Path, filled: Path, short: str, seed: int) -> dict[tuple[str, str, str, str], Fact]:
    """Fill a template with invented figures, save it, and give every fact it now holds."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(template)
    for name in list(book.sheetnames):
        if book[name].sheet_state != "visible":  # leftovers of the template, and it saves time
            book.remove(book[name])
    expected: dict[tuple[str, str, str, str], Fact] = {}
    england: dict[str, list[int]] = {}
    for place in places(short):
        sheet = book[place.sheet]
        sums = england.setdefault(place.setting, [chance.randrange(5_000, 9_000) for _ in range(6)])
        for row in range(place.first - 3 if short != "AE" else place.first - 2, place.first - 1):
            text = str(sheet.cell(row, place.width).value).casefold()
            segment = next(segment for word, segment in SECTOR.items() if word in text)
            answers = sums if segment == "all" else [number - 1000 for number in sums]
            told = _write(sheet, row, place, [], answers, "open", chance)
            if place.level == "footprint" or place.only_modes or place.modes:
                expected.update(_facts(place, "E92000001", "england", segment, told, short))
        left, last_one = list(sums), len(identities(place.level)) - 1
        for step, identity in enumerate(identities(place.level)):
            state = ("open", "few", "beside", "nobody", "open")[chance.randrange(5)] if 0 < step < last_one else "open"
            answers = {"few": [1, 1, 0, 1, 0, 0], "nobody": [0] * 6}.get(state) or [
                chance.randrange(150) for _ in range(6)
            ]
            answers = left if step == last_one else answers  # the rows of every sheet add up to England's
            left = [number - answer for number, answer in zip(left, answers, strict=True)]
            told = _write(sheet, place.first + step, place, list(identity), answers, state, chance)
            if identity[0] == "IS1" and place.level == "footprint":
                continue
            expected.update(_facts(place, _code(place.level, identity), place.level, "all", told, short))
        last = place.first + len(identities(place.level))
        for column in range(1, place.width + 9):
            sheet.cell(last, column).value = "-"
    book.save(filled)
    return expected


def _code(level: str, identity: tuple[object, ...]) -> str:
    if level == "ward":
        return f"{identity[3]}:{str(identity[5]).strip()}"
    return str(identity[{"footprint": 0, "trust": 1, "site": 3}[level]])


def _write(sheet, row, place, identity, answers, state, chance):  # type: ignore[no-untyped-def]  # noqa: PLR0917
    """Write one row from left to right, and give what was written: total, eligible, shares, answers, modes."""
    total = sum(answers)
    eligible = chance.choice([total * 3, 0, "NA", None]) if identity else total * 4
    shares = ((answers[0] + answers[1]) / total, (answers[3] + answers[4]) / total) if total else ("-", "-")
    shares = ("*", "*") if state == "few" else shares
    hidden = state in ("few", "beside")
    modes = ["*" if hidden else chance.randrange(200) if identity else 5_000 for _ in range(8)]
    figures = [total]
    if not place.only_modes:
        figures += [eligible] if place.eligible else []
        figures += [*shares, *(["*"] * 6 if hidden else answers)]
    if place.modes:
        figures += modes
    for column, value in enumerate(identity, start=1):
        sheet.cell(row, column).value = value
    for column, value in enumerate(figures, start=place.width + 1):
        sheet.cell(row, column).value = value
    return total, eligible, shares, None if hidden else answers, modes


def _facts(place, org, level, segment, told, short) -> Iterator[tuple[tuple[str, str, str, str], Fact]]:  # type: ignore[no-untyped-def]  # noqa: PLR0917
    """Every fact of one row."""
    total, eligible, shares, answers, modes = told
    responses = f"fft.{place.setting}_responses"
    if place.modes and segment == "all":
        for mode, value in zip(MODES[short].split(), modes, strict=False):
            yield (responses, org, level, f"mode={mode}"), _count(value)
    if place.only_modes or (level == "england" and place.level != "footprint"):
        return
    yield (responses, org, level, segment), _count(total)
    if place.eligible:
        yield (f"fft.{place.setting}_eligible", org, level, segment), _count(eligible)
    for name, share, parts in (("positive", shares[0], (0, 1)), ("negative", shares[1], (3, 4))):
        part = sum(answers[n] for n in parts) if answers else None
        whole = sum(answers) if answers else None
        value, _, _, _, status = _count(share)
        key = (f"fft.{place.setting}_{name}", org, level, segment)
        yield key, (value * 100 if value is not None else None, part, whole, total, status)
    for number, role in enumerate(SIX_ROLES if segment == "all" else ()):
        yield (responses, org, level, f"answer={role}"), _count(answers[number] if answers else "*")


def _count(value: object) -> Fact:
    status = {"*": "suppressed", "-": "not_available", "NA": "not_available", None: "not_available"}
    if isinstance(value, int | float):
        return value, None, None, None, "ok"
    return None, None, None, None, status[value]  # type: ignore[index]


@pytest.mark.parametrize("short", ["IP", "AE", "OP", "Mat", "Amb"])
def test_a_filled_template_loads_with_every_number_mark_and_level_right(short: str, tmp_path: Path) -> None:
    template = published(f"fft/FFT_{short}_template.xlsm")
    expected = fill(template.path, tmp_path / "filled.xlsx", short, seed=len(short) * 7)

    found = tables(raw_file(tmp_path / "filled.xlsx"))
    facts = found["facts"].set_index(KEY)

    assert set(facts.index) == set(expected)
    columns = ["value", "numerator", "denominator", "respondents", "status"]
    for key, wanted in zip(expected, expected.values(), strict=True):
        fact = facts.loc[key]
        for column, value in zip(columns, wanted, strict=True):
            if value is None:
                assert pd.isna(fact[column]), (key, column)
            elif isinstance(value, str):
                assert fact[column] == value, (key, column)
            else:
                assert fact[column] == pytest.approx(value, abs=1e-9), (key, column)
    assert len(expected) > 100
    names = set(found["orgs"]["name"].str.casefold())
    assert not any(word in name for name in names for word in ("selection", "england", "independent sector"))
    assert not set(found["orgs"]["code"]) & {"-", "", "IS1"}
    lying = found["membership"].set_index("child")["parent"].groupby(level=0).agg(set)
    assert lying["ZZ1"] == {"QE1"} and "ZXF01" not in lying.index
