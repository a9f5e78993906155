"""The Friends and Family Test: every number, mark and level of a workbook comes out right, and nobody is invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from insight.schema import TABLES, conform
from loaders.build.due import untold
from loaders.errors import Incomplete, LayoutChanged, NotUsable
from loaders.sources import fft
from tests.loaders.built_in import LISTS
from tests.loaders.sources.fft_workbooks import (
    SIX_ROLES,
    TRUSTS,
    Grid,
    Line,
    a_and_e,
    facts,
    front,
    sheet,
    tables,
    write,
)
from tests.loaders.sources.published_files import published, raw_file

ENGLAND = "E92000001"
TRUST = ("ICB Code", "Trust Code", "Trust Name")


def trusts_only(title: str, lines: list[Line], month: date = date(2025, 7, 1), **options: object) -> dict[str, Grid]:
    """A workbook of a setting whose only sheet we know is that of trusts."""
    return {**front(title, month), "Trusts": sheet(TRUST, lines, **options)}  # type: ignore[arg-type]


def mental_health(lines: list[Line], month: str = "July 2025", first: date = date(2025, 7, 1)) -> dict[str, Grid]:
    return trusts_only(f"Mental Health Friends and Family Test (FFT) Data - {month}", lines, first)


def test_the_publishers_worked_example(tmp_path: Path) -> None:
    """60, 20, 8, 5, 4 and 3 answers are 80.0% positive and 9.0% negative: don't know is in the base."""
    found = facts(write(tmp_path / "ae.xlsm", a_and_e()))
    positive = found.loc[("fft.ae_positive", "ZZ1", "trust", "all")]
    assert positive["value"] == pytest.approx(80.0, abs=1e-9)
    assert (positive["numerator"], positive["denominator"], positive["respondents"]) == (80, 100, 100)
    assert found.loc[("fft.ae_negative", "ZZ1", "trust", "all")]["value"] == pytest.approx(9.0, abs=1e-9)
    assert (positive["start"], positive["end"]) == (date(2025, 7, 1), date(2025, 8, 1))
    shown = [found.loc[("fft.ae_responses", "ZZ1", "trust", f"answer={role}")]["value"] for role in SIX_ROLES]
    assert shown == [60, 20, 8, 5, 4, 3]


def test_hidden_counts_keep_a_published_percentage_and_zero_is_a_number(tmp_path: Path) -> None:
    found = facts(write(tmp_path / "ae.xlsm", a_and_e()))

    def row(name: str, org: str, segment: str = "all") -> pd.Series:
        return found.loc[(f"fft.ae_{name}", org, "trust", segment)]

    assert row("positive", "ZZ2")["status"] == "suppressed" and pd.isna(row("positive", "ZZ2")["value"])
    assert row("responses", "ZZ2")["value"] == 3
    assert (row("positive", "ZZ3")["value"], row("positive", "ZZ3")["status"]) == (pytest.approx(93), "ok")
    assert pd.isna(row("positive", "ZZ3")["numerator"]) and pd.isna(row("positive", "ZZ3")["denominator"])
    assert (
        row("responses", "ZZ3", "answer=poor")["status"]
        == row("responses", "ZZ3", "mode=sms")["status"]
        == "suppressed"
    )
    assert row("positive", "ZZ4")["status"] == "not_available"
    assert (row("responses", "ZZ4")["value"], row("responses", "ZZ4", "answer=poor")["value"]) == (0, 0)


def test_nobody_but_organisations_becomes_one(tmp_path: Path) -> None:
    found = tables(write(tmp_path / "ae.xlsm", a_and_e()))
    assert set(found["facts"]["org"]) == {
        ENGLAND,
        "QE1",
        "QF7",
        "ZZ1",
        "ZZ2",
        "ZZ3",
        "ZZ4",
        "ZZ5",
        "ZZ101",
        "ZZ301",
        "ZZ501",
    }
    assert set(found["orgs"]["code"]) == {"ZZ1", "ZZ2", "ZZ3", "ZZ4", "ZZ5", "ZZ101", "ZZ301", "ZZ501"}
    assert found["orgs"].set_index("code")["name"]["ZZ101"] == "INFIRMARY"
    pairs = set(found["membership"][["child", "parent", "vintage"]].itertuples(index=False, name=None))
    assert ("ZZ1", "QE1", "icb-2022") in pairs and ("ZZ101", "ZZ1", "icb-2022") in pairs
    assert set(found["membership"]["basis"]) == {"FFT July 2025 ae workbook"}


def inpatient(wards: list[Line], boards: list[Line] | None = None) -> dict[str, Grid]:
    """A workbook with one footprint trust and one independent provider, and these wards."""
    own, private = (50, 30, 10, 5, 3, 2), (9, 1, 0, 0, 0, 0)
    all_rows = [
        ("QE1", "ZZ1", "TRUST", own),
        ("IS1", "NWF01", "HOSPITAL", private),
    ]
    trusts = [Line((f, code, name), answers, eligible=200) for f, code, name, answers in all_rows]
    sites = [
        Line(("QE1", "ZZ1", "TRUST", "ZZ101", "SITE - ZZ101"), own, eligible=200),
        Line(("IS1", "NWF01", "HOSPITAL", "NWF01", "HOSPITAL - NWF01"), private, eligible=200),
    ]
    england = [
        Line(("", "England (including Independent Sector Providers)"), (59, 31, 10, 5, 3, 2), eligible=400),
        Line(("", "England (excluding Independent Sector Providers)"), own, eligible=200),
    ]
    boards = boards or [
        Line(("QE1", "BOARD"), own, eligible=200),
        Line(("IS1", "INDEPENDENT SECTOR PROVIDERS"), private, eligible=200),
    ]
    site = (*TRUST, "Site Code", "Site Name")
    rest = 110 - sum(each.responses for each in wards)
    private_ward = Line(
        ("IS1", "NWF01", "HOSPITAL", "NWF01", "HOSPITAL", "REST"), None, rest, 90, (0.9, 0.1), behind=("", "")
    )

    def total(width: int) -> Line:
        return Line(
            ("",) * (width - 1) + ("England (including Independent Sector Providers)",),
            england[0].answers,
            eligible=400,
        )

    return {
        **front("Inpatient Friends and Family Test (FFT) Data - July 2025"),
        "ICB": sheet(("ICB Code", "ICB Name"), [*england, *boards], top=10),
        "Trusts": sheet(
            TRUST, [total(3), *trusts], top=10, modes=("SMS", "Electronic Home"), modes_beside_answers=False
        ),
        "Sites": sheet(site, [total(5), *sites], top=10),
        "Wards": sheet(
            (*site, "Ward Name"),
            [total(6), *wards, private_ward],
            top=10,
            behind=("First Speciality", "Second Speciality"),
        ),
    }


def ward(
    name: object, answers: tuple[int, ...] = (5, 3, 1, 0, 0, 1), speciality: str = "300 - GENERAL MEDICINE"
) -> Line:
    identity = ("QE1", "ZZ1", "TRUST", "ZZ101", "SITE - ZZ101", name)
    return Line(identity, answers, eligible=30, behind=(speciality, ""))  # type: ignore[arg-type]


def general_practice(practices: list[Line], commissioners: list[Line]) -> dict[str, Grid]:
    return {
        **front("GP Friends and Family Test (FFT) Data - July 2025"),
        "Sub ICB": sheet(("ICB Code", "Sub ICB Code", "Sub ICB Name"), commissioners),
        "Practices": sheet(("ICB Code", "Practice Code", "Practice Name"), practices),
    }


def test_a_sum_under_the_heading_of_codes_is_no_practice(tmp_path: Path) -> None:
    one, two = (60, 20, 8, 5, 4, 3), (30, 10, 4, 3, 2, 1)
    lines = [Line(("QE1", "ZZ0001", "ONE"), one, eligible=1), Line(("QE1", "ZZ0002", "TWO"), two, eligible=1)]
    england = Line(("", "England", ""), (90, 30, 12, 8, 6, 4), eligible=2)
    found = facts(write(tmp_path / "gp.xlsm", general_practice([england, *lines], [])))
    assert found.loc["fft.gp_responses"].xs("all", level="segment")["value"].to_dict() == {
        (ENGLAND, "england"): 150, ("ZZ0001", "practice"): 100, ("ZZ0002", "practice"): 50,
    }  # fmt: skip


def test_commissioners_figures_are_passed_over(tmp_path: Path) -> None:
    """Two in one footprint are not two rows of the footprint."""
    line = Line(("QE1", "ZZ0001", "ONE"), (60, 20, 8, 5, 4, 3), eligible=1)
    areas = [Line(("QE1", code, "AREA"), (30, 10, 4, 3, 2, 1), eligible=1) for code in ("00Q", "00R")]
    found = facts(write(tmp_path / "gp.xlsm", general_practice([line], areas)))
    assert set(found.index.get_level_values("org")) == {"ZZ0001"}


def test_wards_are_known_by_site_and_name(tmp_path: Path) -> None:
    raw = write(tmp_path / "ip.xlsm", inpatient([ward(12), ward("AMU "), ward(" Ward  3")]))
    found = tables(raw)
    wards = found["orgs"][(found["orgs"]["level"] == "ward") & found["orgs"]["code"].str.startswith("ZZ101")]
    names = wards.set_index("code")["name"].to_dict()
    assert names == {"ZZ101:12": "12", "ZZ101:AMU": "AMU", "ZZ101:Ward 3": "Ward 3"}
    parents = set(found["membership"][found["membership"]["child"] == "ZZ101:12"]["parent"])
    assert parents == {"ZZ101", "QE1"}


def test_wards_of_one_name_are_told_apart_and_never_added(tmp_path: Path) -> None:
    lines = [ward("AMU"), ward("AMU", speciality="100 - SURGERY"), ward("AMU", speciality="100 - SURGERY"), ward("B")]
    found = facts(write(tmp_path / "ip.xlsm", inpatient(lines)))
    wards = found.loc["fft.inpatient_responses"].xs("ward", level="level").xs("all", level="segment")["value"]
    assert wards.drop("NWF01:REST").to_dict() == {
        "ZZ101:AMU (300 - GENERAL MEDICINE)": 10,
        "ZZ101:AMU (100 - SURGERY)": 10,
        "ZZ101:AMU (100 - SURGERY) [2]": 10,
        "ZZ101:B": 10,
    }


def test_independent_providers_lie_in_no_footprint(tmp_path: Path) -> None:
    found = tables(write(tmp_path / "ip.xlsm", inpatient([ward("A")])))
    told = found["facts"].set_index(["measure", "org", "level", "segment"]).sort_index()
    assert "IS1" not in set(found["facts"]["org"]) | set(found["membership"]["parent"])
    assert not (found["membership"]["child"] == "NWF01").any()
    assert set(found["facts"][found["facts"]["org"] == "NWF01"]["level"]) == {"trust", "site"}
    assert told.loc[("fft.inpatient_responses", ENGLAND, "england", "all")]["value"] == 110
    assert told.loc[("fft.inpatient_responses", ENGLAND, "england", "sector=nhs")]["value"] == 100
    assert told.loc[("fft.inpatient_positive", ENGLAND, "england", "sector=nhs")]["value"] == pytest.approx(80)


def test_areas_of_another_vintage_are_not_told_as_todays(tmp_path: Path) -> None:
    """A board that merged away in April 2026, in a workbook of May: its trusts stand, its area's figures do not."""
    gone = "QH8"
    grids = mental_health([Line((gone, "ZZ1", "TRUST"), TRUSTS[0].answers, eligible=400)], "May 2026", date(2026, 5, 1))
    grids["ICB"] = sheet(("ICB Code", "ICB Name"), [Line((gone, "GONE"), TRUSTS[0].answers, eligible=1)])
    found = tables(write(tmp_path / "mh.xlsm", grids))
    assert set(found["facts"]["level"]) == {"trust"}
    assert set(found["membership"]["vintage"]) == {"icb-2022"}


def test_a_row_that_keeps_the_code_of_an_area_of_before_does_not_lose_the_others(tmp_path: Path) -> None:
    lines = [
        Line((code, f"ZZ{at}", "TRUST"), TRUSTS[0].answers, eligible=400)
        for at, code in enumerate(("QH8", "Z9B2Z", "QE1"))
    ]
    found = tables(write(tmp_path / "mh.xlsm", mental_health(lines, "May 2026", date(2026, 5, 1))))
    assert set(found["membership"]["vintage"]) == {"icb-2026"}
    assert dict(zip(found["membership"]["child"], found["membership"]["parent"], strict=True)) == {
        "ZZ1": "Z9B2Z",
        "ZZ2": "QE1",
    }
    assert set(found["facts"]["org"]) >= {"ZZ0", "ZZ1", "ZZ2"}


def test_a_workbook_of_months_whose_layout_was_not_seen_may_lack_sheets_and_says_so(tmp_path: Path) -> None:
    grids = {name: grid for name, grid in a_and_e().items() if name != "ICB"}
    with pytest.raises(LayoutChanged, match="a sheet with figures of each footprint"):
        tables(write(tmp_path / "ae.xlsm", grids))
    old = grids | front("A&E Friends and Family Test (FFT) data - May 2021", date(2021, 5, 1))
    raw = write(tmp_path / "ae.xlsm", old)
    release = fft.recognise(raw, LISTS)
    assert release is not None
    found = {name: conform(table, TABLES[name]) for name, table in fft.tidy(raw, release, LISTS).items()}
    assert "it has no figures of each footprint" in untold(found, release, LISTS)


def test_a_footprint_nobody_knows_is_refused(tmp_path: Path) -> None:
    lines = [Line(("QQ9", "ZZ1", "TRUST"), TRUSTS[0].answers, eligible=400)]
    with pytest.raises(LayoutChanged, match=r"mh\.xlsm, sheet 'Trusts': expected footprints of icb-2022, found 'QQ9'"):
        tables(write(tmp_path / "mh.xlsm", mental_health(lines)))


def test_percentages_printed_as_such_are_believed_when_answers_bear_them_out(tmp_path: Path) -> None:
    answers = TRUSTS[0].answers
    lines = [Line(("QE1", "ZZ1", "TRUST"), answers, eligible=1, shares=(80, 9)), *TRUSTS[1:2]]
    found = facts(write(tmp_path / "mh.xlsm", mental_health(lines)))
    assert found.loc[("fft.mental_health_positive", "ZZ1", "trust", "all")]["value"] == 80
    hidden = [Line(("QE1", "ZZ1", "TRUST"), None, 100, 1, shares=(80, 9))]
    with pytest.raises(LayoutChanged, match="no answers to check them by"):
        facts(write(tmp_path / "mh.xlsm", mental_health(hidden)))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            Line(("QE1", "ZZ1", "T"), (60, 20, 8, 5, 4, 3), eligible=1, shares=(0.85, 0.09)),
            "percentages positive that agree",
        ),
        (
            Line(("QE1", "ZZ1", "T"), (60, 20, 8, 5, 4, 3), eligible=1, shares=(0.8, 0.9)),
            "percentages negative that agree",
        ),
        (Line(("QE1", "ZZ1", "T"), (60, 20, 8, 5, 4, -3), eligible=1, shares=(0.8, 0.09)), "whole numbers of people"),
        (Line(("QE1", "ZZ1", "T"), (60, 20, 8, 5, 4, 3), eligible=1.5), "whole numbers of people"),
        (Line(("QE1", "ZZ1", "T"), (60, 20, 8, 5, 4, 3), eligible="7 or so"), "a number or one of"),
        (Line(("QE1", "", "T"), (60, 20, 8, 5, 4, 3), eligible=1), "a code in every row with figures, found ''"),
        (Line(("QE1", "ZZ1", "T"), None, 7, 1, ("none", "*")), "a number or one of"),
        (
            Line(("QE1", "Total", "T"), (60, 20, 8, 5, 4, 3), eligible=1),
            "a code in every row with figures, found 'TOTAL'",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(tmp_path: Path, line: Line, says: str) -> None:
    with pytest.raises(LayoutChanged, match=says):
        facts(write(tmp_path / "mh.xlsm", mental_health([line])))


def test_responses_must_be_as_many_as_the_answers(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Sites"][6][5] = 101
    with pytest.raises(LayoutChanged, match=r"as many responses as answers, found 101 in row 7, column F \(ZZ101\)"):
        facts(write(tmp_path / "ae.xlsm", grids))


def test_words_where_eligible_people_should_stand_are_no_number(tmp_path: Path) -> None:
    found = facts(
        write(tmp_path / "mh.xlsm", mental_health([Line(("QE1", "ZZ1", "T"), TRUSTS[0].answers, eligible="not known")]))
    )
    assert found.loc[("fft.mental_health_eligible", "ZZ1", "trust", "all")]["status"] == "not_available"


def test_a_total_left_behind_in_the_template_is_no_figure(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Trusts"][4] = ["", "", "England", 126974]
    found = facts(write(tmp_path / "ae.xlsm", grids))
    assert found.loc[("fft.ae_responses", ENGLAND, "england", "all")]["value"] == 220


def test_two_sheets_that_disagree_about_england_are_refused(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Trusts"][4][3] = 221
    with pytest.raises(LayoutChanged, match="220 responses in England, as on sheet 'ICB', found 221"):
        facts(write(tmp_path / "ae.xlsm", grids))


def test_england_is_not_smaller_than_its_parts(tmp_path: Path) -> None:
    lines = [Line(("", "", "England"), (5, 0, 0, 0, 0, 0), eligible=9), *TRUSTS]
    with pytest.raises(LayoutChanged, match="at least 220 responses in England"):
        facts(write(tmp_path / "mh.xlsm", mental_health([*lines])))


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    grids = a_and_e()
    del grids["Sites"]
    with pytest.raises(LayoutChanged, match=r"a sheet with figures of each site \(A&E\), found footprint, trust"):
        facts(write(tmp_path / "ae.xlsm", grids))


def test_a_mode_nobody_knows_is_refused(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Trusts"][3][-1] = "Mode Carrier Pigeon"
    with pytest.raises(LayoutChanged, match="found 'mode carrier pigeon'"):
        facts(write(tmp_path / "ae.xlsm", grids))


def test_fewer_responses_in_one_mode_in_england_than_in_the_rows_below_are_refused(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Trusts"][4][-1] = 89
    expected = (
        r"sheet 'Trusts': expected at least 90 responses in England, .* found 89 in row 5, column O \(E92000001\)"
    )
    with pytest.raises(LayoutChanged, match=expected):
        facts(write(tmp_path / "ae.xlsm", grids))


@pytest.mark.parametrize("england", [90, "-", ""])
def test_modes_need_not_add_up_to_responses_nor_be_given_for_england(tmp_path: Path, england: int | str) -> None:
    grids = a_and_e()
    grids["Trusts"][4][-1] = england
    assert (
        facts(write(tmp_path / "ae.xlsm", grids)).loc[("fft.ae_responses", "ZZ5", "trust", "mode=online"), "value"]
        == 30
    )


def test_the_month_must_be_the_same_inside(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Notes"][1][0] = "A&E Friends and Family Test (FFT) data - August 2025"
    with pytest.raises(LayoutChanged, match="figures of August 2025, as the title says, found figures of July 2025"):
        fft.recognise(write(tmp_path / "ae.xlsm", grids), LISTS)


def test_a_workbook_of_our_name_without_our_title_is_refused(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Notes"] = [["Notes"]]
    with pytest.raises(LayoutChanged, match="expected a title such as"):
        fft.recognise(write(tmp_path / "FFT_AE_MacroWebfile_Jul-25.xlsm", grids), LISTS)
    assert fft.recognise(write(tmp_path / "something else.xlsm", grids), LISTS) is None


def test_a_title_without_a_month_in_full_is_named_whatever_the_file_is_called(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Notes"][1][0] = "A&E Friends and Family Test (FFT) data - 07/2025"
    with pytest.raises(LayoutChanged, match="found 'A&E Friends and Family Test"):
        fft.recognise(write(tmp_path / "something else.xlsm", grids), LISTS)


def test_a_title_may_have_blanks_around_its_sign(tmp_path: Path) -> None:
    grids = a_and_e()
    grids["Notes"][1][0] = "A & E Friends and Family Test (FFT) data - July 2025"
    release = fft.recognise(write(tmp_path / "something else.xlsm", grids), LISTS)
    assert release is not None and release.id == "fft.2025-07.ae"


def test_the_title_decides_and_not_the_name(tmp_path: Path) -> None:
    release = fft.recognise(write(tmp_path / "FFT_MacroWebfile_Jul-24.xlsm", a_and_e()), LISTS)
    assert release is not None and release.id == "fft.2025-07.ae"
    assert release.title == "Friends and Family Test, A&E, July 2025"


def test_a_title_of_one_service_in_a_file_called_after_another_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutChanged, match="a title of inpatient and day case figures, as its name says, found 'A&E"):
        fft.recognise(write(tmp_path / "FFT_IP_MacroWebfile_Jul-25.xlsm", a_and_e()), LISTS)


def test_a_workbook_with_wards_is_one_of_inpatients(tmp_path: Path) -> None:
    grids = inpatient([ward(12)])
    grids["Notes"][1][0] = str(grids["Notes"][1][0]).replace("Inpatient", "Outpatient")
    raw = write(tmp_path / "workbook.xlsm", grids)
    release = fft.recognise(raw, LISTS)
    assert release is not None and release.id.endswith("outpatient")
    with pytest.raises(LayoutChanged, match="no figures of each ward, as in workbooks of outpatient"):
        fft.tidy(raw, release, LISTS)


@pytest.mark.parametrize("what", ["Post-COVID", "Overview of all", "Staff"])
def test_other_workbooks_of_the_series_are_not_loaded(tmp_path: Path, what: str) -> None:
    grids = a_and_e()
    grids["Notes"][1][0] = f"{what} Friends and Family Test (FFT) data - July 2025"
    with pytest.raises(NotUsable, match="not loaded"):
        fft.recognise(write(tmp_path / "other.xlsm", grids), LISTS)


def test_months_without_a_collection_are_not_zeros(tmp_path: Path) -> None:
    grids = mental_health(list(TRUSTS), "June 2020", date(2020, 6, 1))
    with pytest.raises(NotUsable, match=r"no comparable .* June 2020"):
        fft.recognise(write(tmp_path / "mh.xlsm", grids), LISTS)


def test_the_first_question_is_another_measure(tmp_path: Path) -> None:
    """The layout to 2020 was not seen: this one has the headings that are documented."""
    header = ["STP Code", "Trust Code", "Trust Name", "Total Responses", "Total Eligible", "Response Rate"]
    header += ["Percentage Recommended", "Percentage Not Recommended"]
    grids: dict[str, Grid] = {
        **front("Inpatient Friends and Family Test (FFT) Data - February 2019", date(2019, 2, 1)),
        "Trusts": [[], list(header), ["QE1", "ZZ1", "TRUST", 56, 210, 0.267, 0.96, 0.01]],
    }
    grids["Summary"] = []
    found = facts(write(tmp_path / "ip.xlsm", grids))
    assert set(found.index.get_level_values("measure")) == {
        f"fft.inpatient_{name}" for name in ("recommend", "not_recommend", "responses", "eligible", "response_rate")
    }
    rate = found.loc[("fft.inpatient_response_rate", "ZZ1", "trust", "all")]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == (pytest.approx(26.7), 56, 210)
    assert found.loc[("fft.inpatient_recommend", "ZZ1", "trust", "all")]["value"] == pytest.approx(96)
    after = {(item.measure, item.date) for item in fft.BREAKS}
    assert ("fft.inpatient_responses", date(2020, 4, 1)) in after and (
        "fft.inpatient_positive",
        date(2020, 4, 1),
    ) in after


def test_real_templates_are_known_and_empty() -> None:
    for short, workbook in (
        ("IP", "inpatient"),
        ("AE", "ae"),
        ("OP", "outpatient"),
        ("Mat", "maternity"),
        ("Amb", "ambulance"),
    ):
        raw = published(f"fft/FFT_{short}_template.xlsm")
        release = fft.recognise(raw, LISTS)
        assert release is not None and release.id == f"fft.2025-07.{workbook}"
        with pytest.raises(NotUsable, match="empty template"):
            fft.tidy(raw, release, LISTS)


def _without(sheet_name: str, row: int) -> dict[str, Grid]:
    grids = a_and_e()
    del grids[sheet_name][row]
    return grids


@pytest.mark.parametrize(
    ("sheet_name", "row", "found"), [("ICB", 7, 160), ("Trusts", 10, 160), ("Trusts", 6, 120), ("Sites", 7, 160)]
)
def test_rows_that_do_not_add_up_to_england_are_a_sheet_cut_short(
    tmp_path: Path, sheet_name: str, row: int, found: int
) -> None:
    with pytest.raises(
        Incomplete, match=rf"sheet '{sheet_name}': .*cut short: .*England's 220 responses, found {found}"
    ):
        facts(write(tmp_path / "ae.xlsm", _without(sheet_name, row)))


def test_a_workbook_without_england_was_cut_short(tmp_path: Path) -> None:
    grids = a_and_e()
    for name in ("ICB", "Trusts", "Sites"):
        del grids[name][4]
    with pytest.raises(Incomplete, match=r"a row for England with all responses \(A&E\), found none"):
        facts(write(tmp_path / "ae.xlsm", grids))


@pytest.mark.parametrize(
    ("sheet_name", "heading", "says"),
    [
        ("Sites", "Site Code", "headings of figures of each site, as the sheet's name says, found those of each trust"),
        ("Trusts", "Trust Code", "a column with the names of each footprint, found none"),
        ("ICB", "ICB Code", "headings of figures of each footprint, as the sheet's name says, found no headings"),
        ("Trusts", "Total Eligible", "a column 'total eligible', found none"),
    ],
)
def test_a_sheet_that_lost_a_heading_is_never_taken_for_another(
    tmp_path: Path, sheet_name: str, heading: str, says: str
) -> None:
    grids = a_and_e()
    top = next(row for row in grids[sheet_name] if heading in row)
    top[top.index(heading)] = "Renamed"
    with pytest.raises(LayoutChanged, match=says):
        facts(write(tmp_path / "ae.xlsm", grids))


def test_figures_stored_as_text_are_read_and_other_text_is_refused_by_cell(tmp_path: Path) -> None:
    plain, grids = facts(write(tmp_path / "plain.xlsm", a_and_e())), a_and_e()
    grids["Trusts"][6][3:5] = ["100", " 400 "]
    pd.testing.assert_frame_equal(facts(write(tmp_path / "text.xlsm", grids)), plain)
    grids["Trusts"][6][3] = "１００"
    with pytest.raises(LayoutChanged, match="found '１００' in row 7, column D"):
        facts(write(tmp_path / "wide.xlsm", grids))


def test_more_answers_than_people_in_england_are_refused(tmp_path: Path) -> None:
    line = Line(("QE1", "ZZ1", "T"), TRUSTS[0].answers, eligible=1e300)
    with pytest.raises(LayoutChanged, match=r"whole numbers of people, found 1e\+300 in row 5, column E"):
        facts(write(tmp_path / "mh.xlsm", mental_health([line])))


def test_an_extract_of_these_figures_says_what_to_load_and_another_table_is_nobodys(tmp_path: Path) -> None:
    path = tmp_path / "copy.csv"
    path.write_text("YearMonth,Trust Code,Percentage Recommended - IP\n201902,ZZ1,96%\n")
    said = r"expected a monthly workbook .* found an extract with the columns YearMonth, Trust Code, Percentage Recommended - IP"
    with pytest.raises(NotUsable, match=said):
        fft.recognise(raw_file(path), LISTS)
    path.write_text("FFT_IP,,Jul-25\n")
    assert fft.recognise(raw_file(path), LISTS) is None
