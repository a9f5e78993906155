"""Who followed whom, and whose sites are whose: two reports without headings, told by what is in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from insight.schema import TABLES, conform
from loaders.errors import Incomplete, LayoutChanged
from loaders.source import Raw
from loaders.sources import register
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import raw_file
from tests.loaders.sources.test_register import FOLDER, golden, pairs


def test_successions_are_read_with_the_day_they_began() -> None:
    release, tables = golden("invented_succ.csv")
    rows = {(row.org, row.successor): row.day for row in tables["successions"].itertuples()}

    assert (release.id, release.end) == ("register.successions.2023-2026", date(2026, 4, 2))
    assert rows["Z00010", "Z00001"] == date(2024, 4, 1)
    assert {successor for org, successor in rows if org == "Z00012"} == {"Z00001", "Z00002"}, "a split keeps both heirs"
    assert len(rows) == 5


def test_the_archive_stands_beside_the_report_of_the_year() -> None:
    release, tables = golden("invented_succarc.csv")
    assert release.id == "register.successions.2002-2017"
    assert "5KM00" not in set(tables["successions"]["org"]), "nobody follows itself"


def test_sites_belong_to_their_trust_in_the_vintage_they_were_last_open_in() -> None:
    release, tables = golden("invented_ets.csv")
    assert release.id == "register.sites.icb-2026"
    assert pairs(tables["membership"], "icb-2026") == {("RZ101", "RZ1"), ("RZ201", "RZ2")}
    assert pairs(tables["membership"], "stp-2020") == {("RZ102", "RZ1")}
    sites = tables["orgs"].set_index("code")
    assert set(sites["level"]) == {"site"} and "TZ301" not in sites.index, "a site of nobody"
    assert sites.loc["RZ101", "postcode"] == "ZZ2 1ZZ"
    assert "01632" not in tables["orgs"].to_csv() and "STREET" not in tables["orgs"].to_csv()


LINE = '"Z00010","Z00001","R","20240401",""'


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([LINE, LINE, '"Z00015","Z000'], "cut short"),
        ([LINE, LINE, '"Z00015"'], "cut short"),
        ([LINE, LINE, '"Z00015","Z00001","R","20241345",""'], "line 3"),
        ([LINE, LINE, '"Z00015","<script>","R","20240401",""'], "<script>"),
        ([LINE, LINE, '"Z00015","Z00001","R","20240401","","",""'], "comma-separated"),
        ([LINE, LINE, '"=HYPERLINK(1)","Z00001","R","20240401",""'], "two codes and a day"),
    ],
    ids=["cut in a code", "cut after a code", "no day", "markup", "too wide", "formula"],
)
def test_a_row_that_is_none_is_named(tmp_path: Path, lines: list[str], says: str) -> None:
    path = tmp_path / "succ.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    with pytest.raises((LayoutChanged, Incomplete), match=says):
        _load(raw_file(path))


@pytest.mark.parametrize(
    "text", ["a,b,c,d,e\n1,2,3,4,5\n", '"Z00010","Z00001","R","",""\n', '"Z00010","16C","W","20130401","","0"\n' * 3]
)
def test_other_tables_of_codes_are_no_successions(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    release = register.recognise(raw_file(path), LISTS)
    assert release is None or "successions" not in release.id


def test_sites_without_a_trust_are_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "ets.csv"
    text = (FOLDER / "invented_ets.csv").read_text(encoding="utf-8")
    path.write_text(text.replace('"RZ1"', '""').replace('"RZ2"', '""'), encoding="utf-8")
    with pytest.raises(LayoutChanged, match="at least one site"):
        _load(raw_file(path))


def _load(raw: Raw) -> None:
    release = register.recognise(raw, LISTS)
    assert release is not None
    for name, table in register.tidy(raw, release, LISTS).items():
        conform(table, TABLES[name])
