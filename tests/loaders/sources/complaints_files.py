"""Returns of written complaints for tests: the golden ones altered, and a country in which every footprint has a trust."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from loaders.source import Raw, Release, discover
from tests.loaders.built_in import LISTS, believed

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "complaints"
ORGS, SITES = "INVENTED KO41a 2024-25 Org Level.csv", "INVENTED KO41a 2024-25 Site Level.csv"
AREAS, PRACTICES = "INVENTED KO41b 2024-25 Sub ICB Level.csv", "INVENTED KO41b 2024-25 Practice Level.csv"
QUARTER = "INVENTED KO41a 2018-19 quarter 3 Org Level.csv"

Row = dict[str, str]
SOURCE = discover()["complaints"]


def rows_of(name: str) -> list[Row]:
    """The rows of a golden file."""
    with (GOLDEN / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def as_csv(rows: Sequence[Row]) -> bytes:
    """Rows as a publisher writes them."""
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()


def file(folder: Path, name: str, rows: Sequence[Row]) -> Raw:
    """Rows as a file of that name."""
    path = folder / name
    path.write_bytes(as_csv(rows))
    return Raw(path, name, f"folder:{name}")


def changed(folder: Path, name: str, change: Callable[[list[Row]], object], called: str = "") -> Raw:
    """A golden file after a change to its rows."""
    rows = rows_of(name)
    change(rows)
    return file(folder, called or name, rows)


def archive(folder: Path, name: str, files: Mapping[str, bytes]) -> Raw:
    """A ZIP of files."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, content in files.items():
            packed.writestr(each, content)
    return Raw(path, name, f"folder:{name}")


def read(raw: Raw) -> tuple[Release, pd.DataFrame]:
    """A file as a refresh reads it: its release, and its facts."""
    release = SOURCE.recognise(raw, LISTS)
    assert release is not None
    tables = believed(SOURCE, raw, release, LISTS)
    return release, tables["facts"].to_pandas()


def of(facts: pd.DataFrame, measure: str, org: str, segment: str = "all") -> pd.Series:
    """The one fact of a measure, an organisation and a segment."""
    rows = facts[facts["measure"].eq(f"complaints.{measure}") & facts["org"].eq(org) & facts["segment"].eq(segment)]
    assert len(rows) == 1
    return rows.iloc[0]


def all_england(vintage: str = "icb-2022") -> list[Row]:
    """One trust in every footprint of a vintage, all like the first golden one."""
    model = rows_of(ORGS)[0]
    return [
        model
        | {"ICS_Code": code, "ICS_Name": name, "Organisation_Code": f"RY{number:03}"}
        | {"NHS_England_Region_Code": min(LISTS.regions_of("icb-2022")[code])}
        for number, (code, name) in enumerate(LISTS.footprint_names(vintage).items())
    ]
