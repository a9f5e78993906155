"""What the tests of CQC's ratings share: invented files, ways to write them as workbooks, and a slow and obvious second reading."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from demo.ods_workbook import write
from demo.spreadsheet import SheetRows, write_workbook
from insight.schema import TABLES, conform
from loaders.source import Raw
from loaders.sources import cqc
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import GOLDEN, raw_file

FOLDER = GOLDEN / "cqc"
RATINGS = FOLDER / "INVENTED 01_September_2026_Latest_ratings.csv"
DIRECTORY = FOLDER / "INVENTED 01_August_2026_HSCA_Active_Locations.csv"
RECORD = FOLDER / "INVENTED 2025-03-14_location_1-990000012.json"
FILES = sorted(FOLDER.glob("INVENTED*"))

Rows = list[list[str]]

PROVIDERS: Rows = [
    ["Provider ID", "Provider Name", "Provider Type", "Service / Population Group", "Domain", "Latest Rating", "Publication Date"],
    ["RZ9", "INVENTED NHS Trust", "NHS Healthcare Organisation", "Overall", "Overall", "Requires improvement", "06/06/2026"],
    ["RZ9", "INVENTED NHS Trust", "NHS Healthcare Organisation", "Overall", "Use of resources", "Good", "06/06/2026"],
    ["RZ9", "INVENTED NHS Trust", "NHS Healthcare Organisation", "Surgery", "Overall", "Inadequate", "06/06/2026"],
    ["1-980000001", "Invented Provider Limited", "Social Care Org", "Overall", "Overall", "Good", "06/06/2026"],
]  # fmt: skip
"""The sheet of providers that every workbook of ratings has beside that of locations."""
COMPANIES: Rows = [PROVIDERS[0], PROVIDERS[-1]]
"""One without an NHS trust: it adds nothing to what the locations say."""
Key = tuple[str, str, str]
Said = dict[Key, str]
"""Measure, level and org -> the word."""

WORDS = {
    "outstanding": 4, "good": 3, "requires improvement": 2, "inadequate": 1, "inspected but not rated": None,
    "insufficient evidence to rate": None, "no published rating": None, "": None, "not rated": None, "not applicable": None,
}  # fmt: skip
DOMAINS = ("overall", "safe", "effective", "caring", "responsive", "well-led")


def tables(raw: Raw) -> dict[str, pd.DataFrame]:
    """Every table of a file, each through the door of the tidy shape."""
    release = cqc.recognise(raw, LISTS)
    assert release is not None
    return {name: conform(table, TABLES[name]).to_pandas() for name, table in cqc.tidy(raw, release, LISTS).items()}


def said(raw: Raw) -> Said:
    """Every rating a file became, as the word it shows; the number behind each word is checked on the way."""
    facts = tables(raw)["facts"]
    found: Said = {}
    for row in facts[~facts["measure"].str.endswith("_good")].itertuples():
        number = WORDS[str(row.label).casefold()]
        assert row.value == number or (number is None and math.isnan(row.value))
        found[str(row.measure), str(row.level), str(row.org)] = str(row.label).casefold()
    return found


def read_rows(path: Path) -> Rows:
    """A CSV as its rows."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def written(path: Path, rows: Iterable[Sequence[str]]) -> Raw:
    """Rows as a CSV that has been fetched."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return raw_file(path)


def as_opendocument(path: Path, sheets: dict[str, Rows]) -> Raw:
    """The same rows as an OpenDocument workbook."""
    write(path, sheets.items())
    return raw_file(path)


def as_excel(path: Path, sheets: dict[str, Rows]) -> Raw:
    """The same rows as an Excel workbook."""
    write_workbook(path, {name: SheetRows(rows) for name, rows in sheets.items()})
    return raw_file(path)


def twin_of_list(rows: Rows) -> Said:
    """The second reading of `Latest_ratings`, sheet Locations: plainly, row after row. Raises anything for a bad file."""
    trimmed = [[" ".join(cell.split()) for cell in row] for row in rows]
    while "location id" not in [cell.casefold() for cell in trimmed[0]]:
        del trimmed[0]
    names, *body = trimmed
    at = {name.casefold(): position for position, name in enumerate(names)}
    latest: dict[Key, tuple[date, bool, int]] = {}
    word: Said = {}
    for row in body:
        if sum(bool(cell) for cell in row) <= 2:
            continue
        org = row[at["location id"]].upper()
        word.setdefault(("cqc.overall", "location", org), "no published rating")
        if row[at["service / population group"]].casefold() != "overall":
            continue
        domain = row[at["domain"]].casefold()
        if domain not in DOMAINS:
            continue
        text = (
            row[at["latest rating"]].replace("-", "") if row[at["latest rating"]] == "-" else row[at["latest rating"]]
        )
        number = WORDS[text.casefold()]
        day = row[at["publication date"]]
        when = datetime.strptime(day, "%d/%m/%Y").date() if day not in ("", "-") else date.min
        weight = (when, number is not None, -(number or 0))
        key = (f"cqc.{domain.replace('-', '_')}", "location", org)
        if key not in latest or weight > latest[key]:
            latest[key] = weight
            word[key] = text.casefold() or "no published rating"
    return word


def twin_of_record(record: dict[str, Any]) -> Said:
    """What a person reads in the record of one location: the overall rating, or that of the one service that is assessed."""
    org = record["locationId"].upper()
    overall = (record.get("currentRatings") or {}).get("overall") or {}
    current = [
        group
        for assessment in record.get("assessment") or []
        for group in (assessment.get("ratings") or {}).get("asgRatings") or []
        if (group.get("status") or "").casefold() == "current"
    ]
    if not overall and len({group["name"] for group in current}) > 1:
        return {(f"cqc.{each.replace('-', '_')}", "location", org): "not rated" for each in DOMAINS}
    shown = overall or (current[0] if current else {})
    questions = {each["name"].casefold(): each.get("rating") or "" for each in shown.get("keyQuestionRatings") or []}
    words = {"overall": shown.get("rating") or "", **questions}
    return {
        (f"cqc.{each.replace('-', '_')}", "location", org): words.get(each, "").strip().casefold()
        or "no published rating"
        for each in DOMAINS
    }


def read_record(path: Path) -> dict[str, Any]:
    """A record as stored."""
    return json.loads(path.read_text(encoding="utf-8"))
