"""NHS dental results: three real workbooks against their own printed percentages, invented ones for the other layouts and faults."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from insight.model import Level
from loaders.errors import Incomplete, LayoutChanged, NotUsable
from loaders.read.sheets import Sheet
from loaders.source import Raw
from loaders.sources import gpps
from loaders.sources.gpps.dental_areas import DentalArea, refuse_cut
from tests.loaders.sources.gpps_files import LISTS, facts, tables
from tests.loaders.sources.published_files import published, raw_file

OVERALL, SUCCESS = "gpps.dental_overall", "gpps.dental_success"

REAL = {year: f"gpps/GP-Patient-Survey-Dental-Results-January-to-March-{year}.xlsx" for year in (2017, 2018, 2020)}


@pytest.mark.parametrize("year", REAL)
def test_real_workbooks_say_what_their_own_percentage_columns_print(year: int) -> None:
    """The positions are those of the format reference (blocks of 2015 to 2021), not found by banner as the loader does."""
    raw = published(REAL[year])
    found = facts(raw).query("segment == 'all'")
    sheet = CalamineWorkbook.from_path(str(raw.path)).get_sheet_by_index(1).to_python(skip_empty_area=False)
    lines = [line for line in sheet[4:] if isinstance(line[4], float)]

    assert len(found) == 2 * len(lines)
    for line in lines:
        org = str(line[1]) or "E92000001"
        overall, success = found.loc[OVERALL, org], found.loc[SUCCESS, org]
        assert overall["value"] == pytest.approx(100 * (line[40] + line[41]), abs=1e-9)
        assert (overall["numerator"], overall["denominator"]) == (line[35] + line[36], line[34])
        assert success["value"] == pytest.approx(100 * line[31], abs=1e-9)
        assert (success["numerator"], success["denominator"]) == (line[28], line[27])


@pytest.mark.parametrize(("year", "groups", "regions"), [(2017, 207, 4), (2018, 195, 5), (2020, 135, 7)])
def test_groups_sum_to_their_region_and_regions_to_england(year: int, groups: int, regions: int) -> None:
    """Weighted answers to the overall question; in 2017 England is half an answer larger than its regions."""
    found = tables(published(REAL[year]))
    overall = found["facts"].query("measure == @OVERALL and segment == 'all'").set_index("org")
    answers = overall["denominator"]
    summed = answers.groupby(found["membership"].set_index("child")["parent"]).sum()

    assert overall["level"].value_counts().to_dict() == {"sub_icb": groups, "region": regions, "england": 1}
    assert summed.to_dict() == pytest.approx(answers[overall["level"] == "region"].to_dict())
    assert summed.sum() == pytest.approx(answers["E92000001"], abs=1)


def test_regions_exchanged_by_the_publisher_keep_the_code_of_their_name() -> None:
    """The workbook of 2018 gives the South West the ONS code of the South East and the other way round."""
    named = tables(published(REAL[2018]))["orgs"].set_index("code")

    assert named.loc["Y58", "name"] == "South West of England"
    assert named.loc[["Y58", "Y59"], "ons_code"].isna().all()


# --- invented workbooks

SUCCESS_TO_2021 = ["Yes", "No", "Can't remember"]
SUCCESS_2022 = ["Yes", "No, no appointments were available", "No, the dentist was not taking new patients", "No, for another reason", "Can’t remember"]  # fmt: skip
OVERALL_OPTIONS = ["Very good", "Fairly good", "Neither good nor poor", "Fairly poor", "Very poor"]
IDENTITY = {
    2014: ["ONS Region or Area Team code", "Region or Area Team code", "Region or Area Team name"],
    2019: ["ONS Commissioning  Region or CCG code", "Commissioning  Region or CCG code", "Commissioning Region name", "Commissioning  Region or CCG name"],
    2022: ["ICS_Code_ONS", "ICS Code", "Region Name", "ICS / Region Name"],
}  # fmt: skip
ROWS = {
    2014: [["", "", "England"], ["E49999997", "Y97", "Invented North"], ["E39999999", "Q99", "Invented Area Team"]],
    2019: [["", "", "", "ENGLAND"], ["E49999997", "Y97", "", "Invented North"], ["E38999999", "99X", "Invented North", "NHS Invented Vale CCG"]],
    2022: [["", "", "", "Results for England as a whole "], ["E49999997", "Y97", "", "Invented North"], ["E54999901", "QZ1", "Invented North", "Invented Hills"]],
}  # fmt: skip


def workbook(folder: Path, year: int, spoil: Callable[[Worksheet], object] = lambda sheet: None) -> Raw:
    """A workbook in the layout of that year, its figures invented: 100 answers, of which 50 very good and 25 fairly good."""
    success = SUCCESS_2022 if year == 2022 else SUCCESS_TO_2021
    blocks = [
        ("Was the dental practice one you had been to before? (Weighted)", ["Yes", "No", "Can't remember"], [70.5, 20.5, 9]),
        ("Successful in getting an NHS dental appointment? (weighted)", success, [80.25, *[19.75 / (len(success) - 1)] * (len(success) - 1)]),
        ("Overall experience of NHS dental services (Weighted)", OVERALL_OPTIONS, [50, 25, 15, 5, 5]),
    ]  # fmt: skip
    header, figures = (
        ["Total survey forms distributed", "Total completed forms received", "Response rate "],
        [400, 200, 0.5],
    )
    banner = ["", "", ""]
    for question, options, counts in blocks:
        header += ["Total responses", *options, *(f"% {option}" for option in options)]
        figures += [100, *counts, *(count / 100 for count in counts)]
        banner += [question, *[""] * (2 * len(options))]
    width = len(IDENTITY[year])
    book = openpyxl.Workbook()
    book.active.title = "Contents"
    sheet = book.create_sheet("Responses" if year > 2018 else "Question Responses ")
    sheet.append([f"Results of GP Patient Survey Dental Section - January to March {year}\n"])
    lines = [["", "", "", *[""] * width, "Responses include all those who have tried"], [*[""] * width, *banner]]
    for line in lines if year != 2022 else reversed(lines):
        sheet.append(line)
    sheet.append([*IDENTITY[year], *header])
    for position, area in enumerate(ROWS[year]):
        sheet.append([*area, *figures])
        if position == 1:
            sheet.append([])
    sheet.append([])
    sheet.append(["1 Invented footnote", "for tests"])
    spoil(sheet)
    path = folder / f"dental {year}.xlsx"
    book.save(path)
    return raw_file(path)


def put(sheet: Worksheet, heading: str, content: object, row: int = 5, nth: int = 0) -> None:
    """Write under the nth column of that heading; row 5 is England's."""
    found = [cell.column for cell in sheet[4] if cell.value == heading]
    sheet.cell(row, found[nth]).value = content


@pytest.mark.parametrize(
    ("year", "areas"), [(2014, {}), (2019, {"99X": "sub_icb"}), (2022, {"QZ1": "footprint"})]
)  # fmt: skip
def test_each_layout_gives_england_regions_and_the_areas_of_its_year(
    tmp_path: Path, year: int, areas: dict[str, str]
) -> None:
    found = facts(workbook(tmp_path, year)).reset_index()

    assert dict(zip(found["org"], found["level"], strict=True)) == {"E92000001": "england", "Y97": "region", **areas}
    assert found.query("measure == @OVERALL")["value"].tolist() == [75.0] * (2 + len(areas))
    assert found.query("measure == @SUCCESS")["value"].tolist() == [80.25] * (2 + len(areas))
    assert set(found["release"]) == {f"gpps.dental-{year}"}
    assert found["respondents"].isna().all()


@pytest.mark.parametrize(("hidden", "numerator"), [("Fairly good", None), ("Total responses", 75)])
def test_a_hidden_count_is_a_status_and_never_a_number(tmp_path: Path, hidden: str, numerator: float | None) -> None:
    def hide(sheet: Worksheet) -> None:
        put(sheet, hidden, "*", nth=2 if hidden == "Total responses" else 0)

    england = facts(workbook(tmp_path, 2019, hide)).loc[OVERALL, "E92000001"]

    assert england["status"] == "suppressed"
    assert england[["value", "numerator" if numerator is None else "denominator"]].isna().all()


FAULTS: dict[str, tuple[Callable[[Worksheet], object], str]] = {
    "a word in a count": (lambda sheet: put(sheet, "Very good", "many"), "a number or one of .*'many' in row 5, column [A-Z]+"),
    "percentages of something else": (lambda sheet: put(sheet, "% Very good", 0.4), "counts over totals.*0.65.*0.75.*ENGLAND"),
    "a renamed option": (lambda sheet: put(sheet, "Fairly good", "Quite good", row=4), "header row with .*lacks fairly good"),
    "a question gone": (
        lambda sheet: [setattr(cell, "value", "") for cell in sheet[3] if "Successful" in str(cell.value)],
        "'successful in getting an nhs dental appointment', found none",
    ),
    "a percentage above all": (lambda sheet: put(sheet, "% Very good", 1.2), "a number from 0 to 1, found 1.2 in row 5, column"),
    "fewer than nobody": (lambda sheet: put(sheet, "Very good", -50), "a number from 0 to 100,000,000, found -50 in row 5"),
    "more than everybody": (lambda sheet: put(sheet, "Very good", 1e300), r"found 1e\+300 in row 5"),
    "a percentage gone": (lambda sheet: put(sheet, "% Fairly good", "Fairly good in %", row=4), "a count and a percentage for each"),
    "a total among the areas": (lambda sheet: setattr(sheet.cell(8, 2), "value", "Total"), "a code in every row.*'Total' in row 8"),
    "an area twice": (lambda sheet: sheet.append([cell.value for cell in sheet[8]]), "one row per code, found several rows for 99X"),
    "an area without a code": (lambda sheet: setattr(sheet.cell(8, 2), "value", ""), "a code in every row but England's"),
}  # fmt: skip


CUTS: dict[str, tuple[Callable[[Worksheet], object], str]] = {
    "no England": (lambda sheet: sheet.delete_rows(5), "a row for England, found none"),
    "a region gone": (lambda sheet: sheet.delete_rows(6), "400 forms in the rows of each region, as in England's, found 0 in 0"),
    "a group gone": (lambda sheet: put(sheet, "Total survey forms distributed", 600), "600 forms in the rows of each region"),
    "a form gone": (lambda sheet: put(sheet, "Total completed forms received", 199, row=8), "200 forms .* found 199 in 1"),
}  # fmt: skip


@pytest.mark.parametrize("cut", CUTS)
def test_areas_that_do_not_add_up_to_england_are_a_workbook_cut_short(tmp_path: Path, cut: str) -> None:
    spoil, sentence = CUTS[cut]
    with pytest.raises(Incomplete, match=f"the file was cut short: expected .*{sentence}"):
        tables(workbook(tmp_path, 2019, spoil))


@pytest.mark.parametrize(
    ("counts", "shares"), [(0, None), (None, 2), (0, 2), (0, 4)], ids=["whole counts", "two decimals", "both", "four"]
)
def test_the_printed_percentage_is_the_value_however_it_is_rounded(
    tmp_path: Path, counts: int | None, shares: int | None
) -> None:
    """31.4159 of 41.0271 said yes: 0.765735..., printed as 0.77, or beside 31 of 41, which is 0.756."""
    total, yes = 41.0271, 31.4159
    printed = yes / total if shares is None else round(yes / total, shares)
    whole = (lambda number: number) if counts is None else round

    def spoil(sheet: Worksheet) -> None:
        for row in (5, 6, 8):
            for nth, number in enumerate((100, total, 100)):
                put(sheet, "Total responses", whole(number), row, nth)
            for heading, nth, number in (("Yes", 1, yes), ("No", 1, total - yes), ("Can't remember", 1, 0)):
                put(sheet, heading, whole(number), row, nth)
            for heading in ("% Very good", "% Fairly good", "% Yes"):
                put(
                    sheet,
                    heading,
                    {"% Very good": 0.5, "% Fairly good": 0.25}.get(heading, printed),
                    row,
                    heading == "% Yes",
                )

    found = facts(workbook(tmp_path, 2019, spoil)).loc[SUCCESS, "E92000001"]

    assert found["value"] == pytest.approx(100 * printed, abs=1e-9)
    assert (found["numerator"], found["denominator"]) == (whole(yes), whole(total))


def test_figures_stored_as_text_are_read(tmp_path: Path) -> None:
    as_text = facts(workbook(tmp_path, 2019, lambda sheet: put(sheet, "Very good", " 50 ")))
    assert as_text.loc[OVERALL, "E92000001"]["numerator"] == 75
    with pytest.raises(LayoutChanged, match="'５０' in row 5"):
        facts(workbook(tmp_path, 2019, lambda sheet: put(sheet, "Very good", "５０")))


def test_a_name_that_says_another_year_than_the_title_is_refused(tmp_path: Path) -> None:
    raw = workbook(tmp_path, 2019)
    with pytest.raises(LayoutChanged, match="results of 2018, as the file name says"):
        gpps.recognise(Raw(raw.path, "GP-Patient-Survey-Dental-Results-January-to-March-2018.xlsx", ""), LISTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_changed_workbook_is_named(tmp_path: Path, fault: str) -> None:
    spoil, sentence = FAULTS[fault]

    with pytest.raises(LayoutChanged, match=sentence) as error:
        tables(workbook(tmp_path, 2019, spoil))

    assert "dental 2019.xlsx, sheet 'Responses'" in str(error.value)


def test_a_year_without_a_documented_layout_is_refused(tmp_path: Path) -> None:
    def later(sheet: Worksheet) -> None:
        sheet.cell(1, 1).value = "Results of GP Patient Survey Dental Section - January to March 2031"

    with pytest.raises(NotUsable, match="2031 is not known"):
        gpps.recognise(workbook(tmp_path, 2022, later), LISTS)


@pytest.mark.parametrize("spoil", [lambda sheet: sheet.insert_rows(1), lambda sheet: sheet.move_range("A1", cols=1)])
def test_the_title_may_stand_in_another_cell_above_the_header(
    tmp_path: Path, spoil: Callable[[Worksheet], object]
) -> None:
    moved = workbook(tmp_path, 2019, spoil)

    assert set(facts(moved)["release"]) == {"gpps.dental-2019"}


def test_a_workbook_of_labels_is_left_out_as_a_list_of_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("GPPS_2025_list_of_reporting_var").append(["Variable name", "Variable label"])
    book.save(tmp_path / "labels.xlsx")

    with pytest.raises(NotUsable, match="a list of the survey's columns"):
        gpps.recognise(raw_file(tmp_path / "labels.xlsx"), LISTS)


def test_other_workbooks_are_left_alone(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Responses").append(["Friends and Family Test"])
    book.save(tmp_path / "other.xlsx")

    assert gpps.recognise(raw_file(tmp_path / "other.xlsx"), LISTS) is None


class _Figures:
    """A sheet that has one figure in each row, for what is added up over areas."""

    name = file = "invented"

    def __init__(self, figures: list[float]) -> None:
        self._figures = figures

    def number(self, row: int, column: int, marks: object) -> SimpleNamespace:
        return SimpleNamespace(value=self._figures[row])

    def changed(self, expected: str, found: str) -> LayoutChanged:
        return LayoutChanged(self.file, expected, found, self.name)

    cut = changed


@pytest.mark.parametrize(
    ("figures", "regions", "told"),
    [
        ([100, 60, 40, 25, 35, 40], ("North", "North", "South"), ""),
        ([100, 60, 40, 25, 40, 35], ("North", "North", "South"), "60 forms in the areas of North, as in its own row, found 65 in 2"),
        ([100, 60, 40, 25, 40, 35], ("The North", "The North", "South"), ""),
    ],
    ids=["as printed", "a row down", "regions written in another way"],
)  # fmt: skip
def test_areas_add_up_to_the_region_they_say_they_lie_in(
    figures: list[float], regions: tuple[str, ...], told: str
) -> None:
    named = [DentalArea(0, "E92000001", Level.ENGLAND, "England")]
    named += [DentalArea(at + 1, f"Y{at}", Level.REGION, name) for at, name in enumerate(("North", "South"))]
    named += [DentalArea(at + 3, f"{at}A", Level.SUB_ICB, f"Area {at}", region=each) for at, each in enumerate(regions)]
    sheet = cast(Sheet, _Figures(figures))
    with pytest.raises(LayoutChanged, match=told) if told else nullcontext():
        refuse_cut(sheet, 0, named, ("region", "sub_icb"))
