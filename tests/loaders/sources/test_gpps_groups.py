"""NHS dental results by sex, age, ethnicity and work: the printed proportions, and tables whose parts do not match."""

from __future__ import annotations

import pytest

from loaders.errors import LayoutChanged
from loaders.read.sheets import Sheet
from loaders.sources.gpps import dental_groups
from tests.loaders.sources.gpps_files import tables
from tests.loaders.sources.published_files import published

# Proportions printed in Tables 2 and 4 of the workbooks: year, org, segment, proportion who got an appointment.
PRINTED = [
    (2017, "E92000001", "sex=Female", 0.9334144870739917),
    (2017, "Y54", "age=75+", 0.9602629777027719),
    (2017, "00C", "work=Other reason", 0.9152136297046634),
    (2018, "E92000001", "ethnicity=Other ethnicity", 0.8553268510179326),
    (2018, "00C", "ethnicity=Other ethnicity", 0.6530849638949208),
    (2020, "E92000001", "age=16-17", 0.9216548144475997),
    (2020, "E92000001", "age=85+", 0.9339380864020852),
    (2020, "00L", "ethnicity=Other ethnicity", 1.0),
]


@pytest.mark.parametrize("year", [2017, 2018, 2020])
def test_groups_are_what_the_workbook_prints(year: int) -> None:
    found = tables(published(f"gpps/GP-Patient-Survey-Dental-Results-January-to-March-{year}.xlsx"))["facts"]
    by_key = found.set_index(["measure", "org", "segment"])["value"]

    for _, org, segment, share in (line for line in PRINTED if line[0] == year):
        assert by_key["gpps.dental_success", org, segment] == pytest.approx(share * 100, abs=1e-9)
    bands = {2017: 7, 2018: 7, 2020: 9}[year]
    groups = found[found["segment"] != "all"].groupby("org")["segment"].nunique()
    assert groups["E92000001"] == bands + 2 + 2 + 4, "age, sex, ethnicity, work"
    assert groups["Y56"] == bands + 2, "regions have no table of two ethnic groups"


HEADER = ["ONS code", "Code", "Name"]
PART = ["Total response2 (weighted)", "Male", "Female", ""]


def sheet(*parts: list[str], banner: str = "Sex of respondent") -> Sheet:
    """An invented table: one row of banners, one of headings, the parts side by side."""
    headings = HEADER + [heading for part in parts for heading in part]
    banners = [banner if heading.lower().startswith(("total", "all")) else "" for heading in headings]
    return Sheet("invented.xlsx", "Table 2", (tuple(banners), tuple(headings)))


def test_three_parts_side_by_side_are_one_count_per_group() -> None:
    table = sheet(PART, PART, ["All", "Male", "Female"])
    header, totals = dental_groups.header_row(table)

    assert totals[0] == 3
    assert [(one.segment, one.total, one.good, one.shares) for one in dental_groups.counts(table, header, totals)] == [
        ("sex=Male", 4, (8,), (12,)),
        ("sex=Female", 5, (9,), (13,)),
    ]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (sheet(PART, [*PART[:2], "Other"], ["All", "Male", "Female"]), "the same groups"),
        (sheet(PART, PART, ["All", "Male", "Female"], banner="Region of respondent"), "banner that begins with"),
        (sheet(["Male", "Female"]), "several totals"),
    ],
)
def test_tables_whose_parts_do_not_match_are_named(table: Sheet, sentence: str) -> None:
    with pytest.raises(LayoutChanged, match=f"'Table 2'.*{sentence}"):
        list(dental_groups.counts(table, *dental_groups.header_row(table)))
