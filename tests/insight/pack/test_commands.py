"""The command line: whole files or none, a sentence for everything that cannot be, and packs drawn again from themselves."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from math import isnan
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from insight.charts.chart import Chart
from insight.charts.drawn.sizes import SIZES
from insight.measures.custom_text import from_link
from insight.pack.__main__ import main
from insight.pack.bundle import bundle
from insight.pack.content import Pack, pack
from insight.pack.files import FORMATS
from insight.pack.identity import NotAPack, marked, read_identity
from insight.pack.page import page
from insight.pack.reproduce import changes, identity_of
from insight.pack.slides.deck import deck
from insight.queries.views import VIEWS, AskedView
from insight.selection import Selection
from tests.insight.charts.drawn.charts import asking
from tests.silver import OVERALL, hide_everything, publish


def run(cache: Path, out: Path, *more: str) -> int:
    return main(["--cache", str(cache), "--out", str(out), "--quiet", *more])


ONE = ("--footprint", "QZC", "--vintage", "icb-2022")


def test_files_are_named_in_words(cache: Path, tmp_path: Path) -> None:
    assert run(cache, tmp_path, *ONE, "--formats", "html", "pdf", "summary.pdf") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "cedar-patient-insight-2025.html", "cedar-patient-insight-2025.pdf", "cedar-patient-insight-2025.summary.pdf",
    ]  # fmt: skip


def test_what_has_no_chart_is_printed_with_its_reason(
    cache: Path, tmp_path: Path, made: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--cache", str(cache), "--out", str(tmp_path), *ONE, "--formats", "html"]) == 0
    told = capsys.readouterr().err
    assert made.left_out
    assert all(each in told for each in made.left_out)


def test_each_finding_without_a_chart_is_named_with_its_reason(made: Pack) -> None:
    assert made.left_out == [f"Without a chart: {each}" for each in made.refused]
    for content in (page(made).decode(), str(made.refused)):
        assert all(VIEWS[each.view].title in content for each in made.absent)


def test_a_pack_for_every_footprint(cache: Path, tmp_path: Path) -> None:
    assert run(cache, tmp_path, "--all", "--vintage", "icb-2022", "--formats", "html") == 0
    assert len(list(tmp_path.glob("*.html"))) == 6


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--footprint", "NONE"), "no footprint “NONE”"),
        (("--footprint", "QZC", "--vintage", "stp-1999"), "no set of footprints “stp-1999”"),
        (("--footprint", "QZC", "--measure", "x.y"), "no measure “x.y”"),
        ((), "Say which footprint"),
        ((*ONE, "--compare", "picked"), "Say whom you pick"),
        ((*ONE, "--compare", "picked", "--peers", "NONE"), "Say whom you pick"),
        ((*ONE, "--compare", "picked", "--peers", "QZC"), "Say whom you pick"),
        ((*ONE, "--peers", "QZA"), "Say whom you pick"),
        ((*ONE, "--template", "absent.pptx"), "absent.pptx cannot be read"),
        ((*ONE, "--charts", "absent.txt"), "absent.txt cannot be read"),
    ],
)
def test_wrong_use_is_a_sentence(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert run(cache, tmp_path / "out", *more) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not (tmp_path / "out").exists()


def test_a_pack_is_held_against_those_picked_and_no_others(cache: Path, tmp_path: Path) -> None:
    assert run(cache, tmp_path, *ONE, "--compare", "picked", "--peers", "QZA", "QZB", "--formats", "html") == 0
    made = identity_of(next(tmp_path.glob("*.html")))
    assert (made.selection["against"], made.selection["peers"]) == ("picked", "QZC~QZA~QZB")


def test_an_empty_cache_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none", tmp_path / "out", *ONE) == 1
    told = capsys.readouterr().err
    assert "Nothing has been loaded" in told and f'python -m loaders fetch --cache "{tmp_path / "none"}"' in told


def test_nothing_to_show_is_a_sentence(cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    charts = tmp_path / "charts.txt"
    charts.write_text("deprivation\n")
    assert run(cache, tmp_path / "out", *ONE, "--charts", str(charts)) == 1
    assert "There is nothing to show of Cedar" in capsys.readouterr().err


@pytest.mark.parametrize("asked", [ONE, ("--all", "--vintage", "icb-2022")])
def test_where_every_figure_is_hidden_no_file_is_made(
    asked: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hide_everything(publish(tmp_path / "cache"))
    assert run(tmp_path / "cache", tmp_path / "out", *asked, "--formats", *FORMATS) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == (1 if asked is ONE else 6)
    assert all("There is nothing to show of" in each and "no figure" in each for each in said)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert run(cache, tmp_path / "file" / "out", *ONE, "--formats", "html") == 1
    assert "cannot be written to" in capsys.readouterr().err


def test_a_full_disk_leaves_nothing_behind(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("insight.pack.settled.os.fsync", full)
    assert run(cache, tmp_path, *ONE, "--formats", "html") == 1
    assert "No space left on device" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_charts_are_chosen_and_ordered_by_a_file(cache: Path, tmp_path: Path) -> None:
    charts = tmp_path / "charts.txt"
    charts.write_text("trend\nmap\n")
    assert run(cache, tmp_path, *ONE, "--charts", str(charts), "--formats", "html") == 0
    content = next(tmp_path.glob("*.html")).read_text("utf-8")
    assert content.index("Getting better or worse") < content.index("Where in England")
    assert content.count("<section") == 2


def test_a_pack_is_drawn_again_from_each_of_its_files(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(cache, tmp_path / "one", *ONE, "--formats", "pptx", "html", "pdf", "zip") == 0
    for path in (tmp_path / "one").iterdir():
        assert (
            main(
                [
                    "--cache",
                    str(cache),
                    "--out",
                    str(tmp_path / "two"),
                    "--quiet",
                    "--reproduce",
                    str(path),
                    "--formats",
                    "html",
                ]
            )
            == 0
        )
        assert "Nothing has changed since" in capsys.readouterr().out
    assert (tmp_path / "one/cedar-patient-insight-2025.html").read_bytes() == (
        tmp_path / "two/cedar-patient-insight-2025.html"
    ).read_bytes()


def test_a_pack_of_ones_own_footprint_has_its_figures_and_is_drawn_again(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = "1~icb-2022~Both~f.QZB.QZC"
    asked = Selection(footprint=from_link(own).code, vintage="icb-2022", own=own)
    both = pack(asking(cache, asked), (AskedView("trend", OVERALL), AskedView("ranked")))
    assert both.introduction[0].startswith("Both is a footprint")
    assert len(both.drawn) == 2
    assert all(part.finding.startswith("Both") for part in both.drawn)
    (tmp_path / "both.html").write_bytes(page(both))
    assert run(cache, tmp_path / "out", "--reproduce", str(tmp_path / "both.html"), "--formats", "html") == 0
    assert "Nothing has changed since" in capsys.readouterr().out


def test_what_has_changed_since_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cache = tmp_path / "cache"
    publish(cache)
    assert run(cache, tmp_path, *ONE, "--formats", "html") == 0
    publish(cache, number=2, higher=1.0)
    made = str(next(tmp_path.glob("*.html")))
    assert (
        main(["--cache", str(cache), "--out", str(tmp_path), "--quiet", "--reproduce", made, "--formats", "html"]) == 0
    )
    assert "Other figures or another finding in" in capsys.readouterr().out


def test_a_file_without_a_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text("<html>")
    with pytest.raises(NotAPack, match="carries no mark"):
        identity_of(path)
    with pytest.raises(NotAPack, match="cannot be read"):
        read_identity(b"insight-pack:" + b"A" * 60)


def test_everything_that_is_otherwise_than_it_was_is_told(made: Pack) -> None:
    now = made.identity
    release, link = next(iter(now.releases)), next(iter(now.charts))
    title = str(made.question.store.releases["title"].get(release, release))
    was = replace(
        now,
        releases={release: "f" * 16, "gone": "f" * 16, **dict(list(now.releases.items())[2:])},
        charts={link: "0" * 16, "retired": "0" * 16, **dict(list(now.charts.items())[2:])},
        version="0.0.1",
    )
    told = " ".join(changes(was, made))
    assert f"Published anew with other content: {title}" in told
    assert "No longer loaded: gone" in told
    assert ("Published since" in told) == (len(now.releases) > 1)
    assert "Other figures or another finding in: Where we stand" in told
    assert "No longer drawn: retired" in told
    assert "Drawn now and not then: Where in England" in told
    assert f"Made by version 0.0.1, drawn again by {now.version}." in told
    assert changes(now, made) == []


@pytest.mark.parametrize(("name", "code"), [("absent.html", 2), ("folder", 2), ("picture.png", 1), ("text.zip", 1)])
def test_what_is_no_export_cannot_be_drawn_again(
    cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: int
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG INVENTED")
    with zipfile.ZipFile(tmp_path / "text.zip", "w") as file:
        file.writestr("notes.txt", "INVENTED")
    assert run(cache, tmp_path / "out", "--reproduce", str(tmp_path / name)) == code
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "cannot be read" in told or "carries no mark" in told
    assert not (tmp_path / "out").exists()


def test_each_picture_by_itself_carries_what_it_is_drawn_again_from(made: Pack, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(made, ("a4",)))) as file:
        taken = [name for name in file.namelist() if name.endswith((".svg", ".png", "-metadata.json"))]
        assert len(taken) == 3 * len(made.drawn)
        for name in taken:
            file.extract(name, tmp_path)
            assert identity_of(tmp_path / name) == made.identity, name


def test_a_mark_ends_where_it_ends_whatever_stands_behind_it(made: Pack) -> None:
    """The checksum of a picture stands right behind its mark; one in four begins with a byte that might be a letter of it."""
    lengths = set[int]()
    for version in ("", "0", "0f", "0f3", "0f3b", "0f3b9", "0f3b9c", "0f3b9c7"):
        identity = replace(made.identity, version=version)
        lengths.add(len(identity.line.removeprefix("insight-pack:")) % 4)
        for behind in ("", "A", "z9", "____", "A-b_C", "\0"):
            assert read_identity(f"{identity.line}{behind}".encode()) == identity, (version, behind)
    assert lengths == {0, 2, 3}


def alone(made: Pack, folder: Path) -> tuple[Chart, Path]:
    """A chart of a pack, and its table as a file by itself."""
    chart = next(part.chart for part in made.drawn if part.chart and part.wanted.view == "ranked")
    path = folder / "alone.csv"
    path.write_bytes(marked(chart, made.identity.line))
    return chart, path


def test_a_table_that_travels_alone_says_in_its_last_columns_what_it_is(made: Pack, tmp_path: Path) -> None:
    chart, path = alone(made, tmp_path)
    head, first, *rest = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    assert head == [*map(str, chart.table.columns), "Chart", "Source", "Mark"]
    assert first[-3:] == [f"{chart.finding}. {chart.subtitle}", chart.foot, made.identity.line]
    assert rest
    assert not any(row[-1] for row in rest)
    assert identity_of(path) == made.identity


@pytest.mark.slow
def test_a_table_that_travels_alone_opens_as_a_table_in_libreoffice(made: Pack, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None or shutil.which("localc") is None:
        pytest.skip("LibreOffice Calc is not installed")
    chart, path = alone(made, tmp_path)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    # As a person opens it: its window reads the byte-order mark and asks for commas, quotes and UTF-8, which is 76.
    opened = "--infilter=CSV:44,34,76,1"
    command = [office, "--headless", profile, opened, "--convert-to", "xlsx", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    sheet = load_workbook(tmp_path / "alone.xlsx").active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    assert list(head) == [*map(str, chart.table.columns), "Chart", "Source", "Mark"]
    values = [row[head.index("Value")] for row in rows]
    assert values == [None if isnan(value) else value for value in chart.table["Value"]]


def test_no_file_holds_a_figure_that_its_page_does_not_show(made: Pack) -> None:
    shown = [abs(value) for part in made.drawn if part.chart for value in figures_in(part.chart.table)]
    assert {round(value, 1) for value in shown} == set(shown), "more decimals let a hidden figure be worked out"
    with zipfile.ZipFile(io.BytesIO(deck(made))) as file:
        books = [file.read(name) for name in file.namelist() if name.endswith(".xlsx")]
        charts = [file.read(name).decode() for name in file.namelist() if name.startswith("ppt/charts/chart")]
    assert books
    for book in books:
        cells = load_workbook(io.BytesIO(book)).active
        assert cells is not None
        held = [cell for row in cells.iter_rows(values_only=True) for cell in row if isinstance(cell, int | float)]
        assert held
        assert set(map(abs, held)) <= set(shown)
    for limit in re.findall(r"<c:numLit>.*?</c:numLit>", " ".join(charts)):
        assert all(len(value.partition(".")[2]) <= 1 for value in re.findall(r"<c:v>(.*?)</c:v>", limit))
    with zipfile.ZipFile(io.BytesIO(bundle(made, (), pictures=False))) as file:
        for name in (each for each in file.namelist() if each.endswith(".csv") and each != "index.csv"):
            rows = list(csv.reader(io.StringIO(file.read(name).decode("utf-8-sig"))))
            part = next(each for each in made.drawn if made.file_of(each) == name.removesuffix(".csv"))
            assert part.chart is not None
            assert rows[0] == list(part.chart.table.columns)
            assert len(rows) - 1 == len(part.chart.table)


def figures_in(table: pd.DataFrame) -> list[float]:
    return [float(cell) for cell in table.to_numpy().ravel() if isinstance(cell, int | float) and not isnan(cell)]


def test_every_link_of_the_index_of_a_zip_is_a_file_in_it_and_every_file_of_a_finding_is_linked(made: Pack) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(made, ("a4",), pictures=False))) as file:
        links = set(re.findall(r'href="([^"]+)"', file.read("index.html").decode())) - {"#content"}
        assert links == {*file.namelist()} - {"index.html", "index.csv", "metadata.json"}
        assert all(file.read(each) for each in links)


def test_a_zip_holds_pictures_clean_tables_and_what_describes_them(made: Pack) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(made, tuple(SIZES), pictures=False))) as file:
        names = file.namelist()
        assert {"index.html", "index.csv", "metadata.json"} <= set(names)
        tables = [name for name in names if name.endswith(".csv") and name != "index.csv"]
        assert len(tables) == len(made.drawn)
        for name in tables:
            rows = list(csv.reader(io.StringIO(file.read(name).decode("utf-8-sig"))))
            described = json.loads(file.read(f"{name}-metadata.json"))
            assert described["url"] == name
            assert [column["titles"] for column in described["tableSchema"]["columns"]] == rows[0]
            assert described["dc:source"][0]["sha256"]
            assert "Source" not in rows[0] or name.startswith("cedar-themes")
            assert not any(cell.endswith(".0") for row in rows for cell in row)
        assert any(name.endswith("-a4.svg") for name in names)
        assert json.loads(file.read("metadata.json"))["demonstration"] is True
