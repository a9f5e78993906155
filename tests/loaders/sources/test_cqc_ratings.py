"""When ratings came out and where their reports are: from lists, directories and records; and no address but the publisher's."""

from __future__ import annotations

import json
from pathlib import Path

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import given

from insight.model import Level
from loaders.errors import LayoutChanged
from loaders.sources.cqc.links import page_of, safe_link
from tests.loaders.sources.cqc_files import FILES, FOLDER, RATINGS, read_record, read_rows, tables, written
from tests.loaders.sources.published_files import published, raw_file

KEY = ["measure", "org", "level", "published"]
RECORD = FOLDER / "INVENTED 2025-03-14_location_1-990000011.json"


def test_every_invented_file_becomes_the_ratings_expected() -> None:
    found = pd.concat([tables(raw_file(path))["ratings"] for path in FILES])
    hand = pd.read_csv(FOLDER / "expected_ratings.csv", dtype=str)
    found = found.assign(published=found["published"].map(str, na_action="ignore"))
    both = [each.sort_values(["release", *KEY])[list(hand.columns)].reset_index(drop=True) for each in (found, hand)]
    pd.testing.assert_frame_equal(both[0].astype(object), both[1].astype(object), check_dtype=False)


def test_a_record_also_tells_what_stood_before() -> None:
    ratings = tables(raw_file(RECORD))["ratings"]
    overall = ratings[ratings["measure"] == "cqc.overall"].sort_values("published")
    assert [(str(day), word) for day, word in overall[["published", "label"]].to_numpy()] == [
        ("2017-03-02", "Requires improvement"), ("2018-01-15", "Inspected but not rated"), ("2019-05-21", "Good"),
    ]  # fmt: skip
    facts = tables(raw_file(RECORD))["facts"]
    assert facts.loc[facts["measure"] == "cqc.overall", "label"].tolist() == ["Good"], "the past is no fact of today"


@pytest.mark.parametrize(
    "broken", [{"historicRatings": [{"overall": {"rating": "Splendid"}, "reportDate": "2017-03-02"}]},
               {"historicRatings": {"overall": "Good"}}, {"historicRatings": [{"overall": {}, "reportDate": "soon"}]}],
)  # fmt: skip
def test_a_past_that_cannot_be_read_is_named(tmp_path: Path, broken: dict) -> None:
    path = tmp_path / RECORD.name
    path.write_text(json.dumps(read_record(RECORD) | broken), encoding="utf-8")
    with pytest.raises(LayoutChanged, match=RECORD.name):
        tables(raw_file(path))


HOSTILE = [
    "http://www.cqc.org.uk/location/1-990000001", "https://www.cqc.org.uk.example.org/", "https://example.org/www.cqc.org.uk",
    "https://cqc.org.uk@example.org/", "https://www.cqc.org.uk:8443/", "javascript:alert(1)//cqc.org.uk", "//www.cqc.org.uk/",
    "https://notcqc.org.uk/", "https://www.cqc.org.uk/<script>", 'https://www.cqc.org.uk/"onclick="x', "https://[cqc.org.uk",
    "data:text/html,cqc.org.uk", "https://www.cqc.org.uk\\@example.org/", "https://www.cqc.org.uk/\u202egpj", "=HYPERLINK(1)", "",
    "https://www.cqc.org.uk/" + "a" * 300, "https://www.cqc.org.uk:x/",
]  # fmt: skip


@pytest.mark.parametrize("link", HOSTILE)
def test_an_address_that_is_not_securely_the_publishers_is_dropped_for_the_place_s_own_page(
    tmp_path: Path, link: str
) -> None:
    rows = read_rows(RATINGS)
    for row in rows[1:]:
        row[rows[0].index("URL")] = link
    ratings = tables(written(tmp_path / RATINGS.name, rows))["ratings"]
    assert set(ratings["link"]) == {f"https://www.cqc.org.uk/location/{org}" for org in ratings["org"]}
    assert safe_link(link) == ""


@pytest.mark.parametrize(
    "link",
    ["https://www.cqc.org.uk/location/RM317/reports", "https://cqc.org.uk/x?y=1", "https://api.cqc.org.uk/public"],
)
def test_a_fit_address_stands_as_printed(tmp_path: Path, link: str) -> None:
    rows = read_rows(RATINGS)
    for row in rows[1:]:
        row[rows[0].index("URL")] = link
    ratings = tables(written(tmp_path / RATINGS.name, rows))["ratings"]
    said = ratings["org"] != "1-990000006"  # only single services of it are rated, so no address of its own is printed
    assert set(ratings.loc[said, "link"]) == {link}
    assert set(ratings.loc[~said, "link"]) == {"https://www.cqc.org.uk/location/1-990000006"}


@given(st.text(max_size=60).map(lambda text: f"https://{text}cqc.org.uk{text}"))
def test_whatever_passes_leads_to_the_publisher(text: str) -> None:
    if link := safe_link(text):
        host = link.removeprefix("https://").split("/")[0].split("?")[0].split("#")[0]
        assert host.casefold() == "cqc.org.uk" or host.casefold().endswith(".cqc.org.uk")


def test_a_list_without_addresses_is_read_all_the_same(tmp_path: Path) -> None:
    rows = read_rows(RATINGS)
    at = rows[0].index("URL")
    found = tables(written(tmp_path / RATINGS.name, [row[:at] + row[at + 1 :] for row in rows]))["ratings"]
    assert found["link"].str.startswith("https://www.cqc.org.uk/location/").all()


def test_trusts_have_pages_of_their_own() -> None:
    assert page_of(Level.TRUST, "RZ9") == "https://www.cqc.org.uk/provider/RZ9"


def test_real_records_date_their_ratings_and_know_the_past() -> None:
    """116 registered places of Oldham: every one of the four words is dated, and 46 of 66 rated places have an earlier one."""
    folder = published("cqc/oldham_api").path / "location_details"
    registered = [
        path for path in sorted(folder.glob("*.json")) if read_record(path)["registrationStatus"] == "Registered"
    ]
    ratings = pd.concat([tables(raw_file(path))["ratings"] for path in registered])
    overall = ratings[(ratings["measure"] == "cqc.overall") & ratings["label"].isin(WORDS)]
    assert overall["published"].notna().all()
    assert overall["org"].nunique() == 66
    assert (overall["org"].value_counts() > 1).sum() == 46
    assert str(overall["published"].min()) >= "2014-10-01", "no word of the older scale"


WORDS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
