"""CQC ratings: a file that is not what it should be is refused with a sentence that says what to do; nothing else ever happens."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from loaders.errors import Incomplete, LayoutChanged, LoadingError, NotUsable
from loaders.source import Raw
from loaders.sources import cqc
from tests.loaders.built_in import LISTS
from tests.loaders.sources.cqc_files import (
    COMPANIES,
    DIRECTORY,
    PROVIDERS,
    RATINGS,
    RECORD,
    Rows,
    Said,
    as_excel,
    as_opendocument,
    read_record,
    read_rows,
    said,
    tables,
    twin_of_list,
    twin_of_record,
    written,
)  # fmt: skip
from tests.loaders.sources.published_files import published, raw_file

NAME = "01_September_2026_Latest_ratings"


def cell(rows: Rows, column: str, text: str, row: int = 1) -> None:
    rows[row][rows[0].index(column)] = text


def without(rows: Rows, column: str) -> None:
    at = rows[0].index(column)
    for row in rows:
        del row[at]


FAULTS: dict[str, tuple[Callable[[Rows], object], str]] = {
    "a column is gone": (lambda rows: without(rows, "Latest Rating"), "one column 'latest rating' in a list of locations, found 0"),
    "the question is gone": (lambda rows: without(rows, "Domain"), "'domain or key question' in a list of locations, found 0"),
    "a column stands twice": (
        lambda rows: [row.append(row[rows[0].index("Latest Rating")]) for row in rows],
        "one column 'latest rating' in a list of locations, found 2",
    ),
    "an unknown word": (lambda rows: cell(rows, "Latest Rating", "Bad"), r"columns/words\.csv knows, found 'Bad' in row 2, column T"),
    "a number": (lambda rows: cell(rows, "Latest Rating", "3"), "found '3'"),
    "no id": (lambda rows: cell(rows, "Location ID", ""), "a location id such as 1-569934227 or RM317, found ''"),
    "a day of nobody": (lambda rows: cell(rows, "Publication Date", "31/02/2021"), "a day such as 01/09/2026.*31/02/2021"),
    "an American day": (lambda rows: cell(rows, "Publication Date", "3/25/2021"), "found '3/25/2021'"),
    "a short row": (lambda rows: rows[3].pop(), r"28 columns in every row, found 27 in line 4; fetch it again"),
    "no question left": (
        lambda rows: [cell(rows, "Domain", "Other", at) for at in range(1, len(rows))],
        r"none of cqc\.caring, cqc\.effective",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_changed_layout_is_named(tmp_path: Path, fault: str) -> None:
    spoil, sentence = FAULTS[fault]
    rows = read_rows(RATINGS)
    spoil(rows)
    with pytest.raises(LayoutChanged, match=sentence):
        tables(written(tmp_path / f"{NAME}.csv", rows))


@pytest.mark.parametrize("cut", [1, 30, 400, 4000])
def test_a_csv_cut_short_gives_no_other_rating(tmp_path: Path, cut: int) -> None:
    path = tmp_path / f"{NAME}.csv"
    path.write_bytes(RATINGS.read_bytes()[:-cut])
    if cut == 1:
        assert said(raw_file(path)) == said(raw_file(RATINGS))  # only the last line's end is gone
        return
    with pytest.raises(LayoutChanged, match="fetch it again"):
        tables(raw_file(path))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Latest_ratings.csv", "does not tell what month it is of.*01_September_2026_Latest_ratings"),
        (
            "01_May_2026_Latest_ratings.csv",
            "and it holds a report of 2026-07-12. Correct the name",
        ),
        ("01_May_2027_Latest_ratings.csv", "the name says May 2027, and its newest report is of 2026-07-12"),
    ],
)
def test_the_month_in_the_name_is_needed_and_must_fit_the_reports(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(NotUsable, match=sentence):
        tables(written(tmp_path / name, read_rows(RATINGS)))


@pytest.mark.parametrize(
    ("name", "url", "note", "month"),
    [
        ("16_september_2026_Latest_ratings.csv", "", "", "2026-09"),
        ("latest.csv", "https://x/2026-08/Latest_ratings.ods", "", "2026-08"),
        ("latest.csv", "https://x/2026-08/05_September_2026_Latest_ratings.ods", "", "2026-09"),
        ("HSCA_Active_Locations_01_October_2026.csv", "", "", "2026-10"),
        ("latest.csv", "", "Ratings on 1 August 2026", "2026-08"),
    ],
)
def test_the_month_is_found_in_name_address_or_notes(
    tmp_path: Path, name: str, url: str, note: str, month: str
) -> None:
    rows = ([[note]] if note else []) + read_rows(RATINGS)
    raw = written(tmp_path / name, rows)
    release = cqc.recognise(Raw(raw.path, name, url), LISTS)
    assert release is not None
    assert release.id == f"cqc.{month}.ratings"


def test_a_ratings_file_without_its_header_is_said_to_be_so(tmp_path: Path) -> None:
    rows = read_rows(RATINGS)
    rows[0][rows[0].index("Service / Population Group")] = "Group"
    with pytest.raises(LayoutChanged, match="a header row with 'Location ID' and ratings, found none"):
        cqc.recognise(written(tmp_path / f"{NAME}.csv", rows), LISTS)


def test_closed_locations_are_refused(tmp_path: Path) -> None:
    rows = [
        ["Location ID", "Location Status", "HSCA End Date", "Location Name"],
        ["1-990000001", "Inactive", "01/01/2026", "x"],
    ]
    with pytest.raises(NotUsable, match="no longer registered"):
        cqc.recognise(as_opendocument(tmp_path / "Deactivated_Locations.ods", {"Locations": rows}), LISTS)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("cqc/oldham_api/location_details/location_1-10431632057.json", None),
        ("cqc/oldham_api/provider_details/provider_1-10154647570.json", "no NHS trust"),
        ("cqc/oldham_api/provider_details/provider_1-1004515435.json", "no longer registered"),
        (
            "cqc/HSCA_Active_Locations_header_2021.ods",
            "does not tell what month.*'01_September_2026_HSCA_Active_Locations",
        ),
    ],
)
def test_real_files_without_ratings_say_why(name: str, sentence: str | None) -> None:
    raw = published(name)
    if sentence is None:
        assert cqc.recognise(raw, LISTS) is not None
        return
    with pytest.raises(NotUsable, match=sentence):
        cqc.recognise(raw, LISTS)


def test_the_directory_of_names_is_refused(tmp_path: Path) -> None:
    rows = [
        ["INVENTED CQC Directory"],
        ["Name", "Service types", "CQC Location ID (for office use only)", "CQC Provider ID (for office use only)"],
        ["Invented Surgery", "Doctors/GPs", "1-990000001", "1-980000001"],
    ]
    with pytest.raises(NotUsable, match="holds no ratings"):
        cqc.recognise(written(tmp_path / "16_September_2026_CQC_directory.csv", rows), LISTS)


@pytest.mark.parametrize(
    "content", ['{"locations": [{"locationId": "1-990000001"}]}', '{"total": 1, "providers": [{"providerId": "RZ9"}]}']
)
def test_a_list_of_names_from_the_api_is_nothing_of_ours(tmp_path: Path, content: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(content)
    assert cqc.recognise(raw_file(path), LISTS) is None


@pytest.mark.parametrize("heading", read_rows(RATINGS)[0])
@pytest.mark.parametrize("name", ["Renamed", "Location Renamed", "Provider Renamed", ""])
def test_a_renamed_heading_gives_the_same_ratings_or_a_sentence(tmp_path: Path, heading: str, name: str) -> None:
    """A list of locations that lost its first column was once taken for the list of providers."""
    rows = read_rows(RATINGS)
    rows[0][rows[0].index(heading)] = name
    raw = written(tmp_path / f"{NAME}.csv", rows)
    try:
        assert said(raw) == said(raw_file(RATINGS))
    except LayoutChanged as error:
        assert heading.casefold() in str(error) or "header row" in str(error)


def test_a_location_list_without_its_location_column_names_it(tmp_path: Path) -> None:
    rows = read_rows(RATINGS)
    cell(rows, "Location ID", "Location Identifier", 0)
    with pytest.raises(LayoutChanged, match="one column 'location id' in a list of locations, found 0"):
        tables(written(tmp_path / f"{NAME}.csv", rows))


@pytest.mark.parametrize("gone", ["Locations", "Providers"])
def test_a_workbook_of_ratings_has_both_its_lists(tmp_path: Path, gone: str) -> None:
    sheets = {"Locations": read_rows(RATINGS), "Providers": PROVIDERS}
    del sheets[gone]
    with pytest.raises(
        Incomplete,
        match=rf"cut short: expected a list of locations and a list of providers, found no list of {gone.lower()}",
    ):
        tables(as_opendocument(tmp_path / f"{NAME}.ods", sheets))


def test_a_list_of_ratings_saved_again_as_a_workbook_says_the_same_as_the_csv(tmp_path: Path) -> None:
    csv = tables(written(tmp_path / f"{NAME}.csv", read_rows(RATINGS)))
    book = tables(as_opendocument(tmp_path / f"{NAME}.ods", {"Sheet1": read_rows(RATINGS)}))
    assert book["ratings"].equals(csv["ratings"]) and len(csv["ratings"])


def test_the_real_header_of_2021_is_read_and_its_invented_rows_are_refused(tmp_path: Path) -> None:
    real = published("cqc/HSCA_Active_Locations_header_2021.ods")
    with pytest.raises(LayoutChanged, match=r"sheet 'HSCA_Active_Locations'.*found 'Bad'"):
        tables(Raw(real.path, "01_March_2021_HSCA_Active_Locations.ods", ""))


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"<html>Location ID</html>", b"a,b\n1,2\n", b"PK\x03\x04location id", b"{\"locationId\": 1", b"{}", b"[1]",
     b"\0location id\0", b'{"locationId": ' + b"[" * 100_000],
)  # fmt: skip
def test_rubbish_is_left_alone_or_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    try:
        assert cqc.recognise(raw_file(path), LISTS) is None
    except LoadingError as error:
        assert str(error)


# --- five hundred ways to spoil a file

JUNK = (
    "", "-", "Good", "inadequate", "Not Rated", "  Outstanding ", "Requires  improvement", "Gut", "3", "-1", "nan", "31/12/2025", "2025-12-31",
    "32/13/2025", "00/00/0000", "1-990000001", "1-990000009", "rz901", "Overall", "Safe", "well-led", "\u00e9", "\0", "=1+1", "x" * 5000,
    "E38000135", "99999999999999999999", "<b>", '"', "Location ID", "Good\nGood", "\ufeff",
)  # fmt: skip


def _agree(raw: Raw, twin: Callable[[], Said]) -> bool:
    """Whether it loaded; if so it says what the twin says, and otherwise it was refused with a sentence."""
    try:
        found = said(raw)
    except LoadingError as error:
        assert len(str(error)) > 20
        return False
    assert found == twin()
    return True


def _spoil(rows: Rows, chance: random.Random) -> None:
    row = chance.randrange(len(rows))
    match chance.randrange(8):
        case 0:
            del rows[row]
        case 1:
            rows.insert(row, list(rows[chance.randrange(len(rows))]))
        case 2:
            rows[row] = rows[row][: chance.randrange(len(rows[row]) + 1)]
        case 3:
            rows.insert(row, [chance.choice(JUNK) for _ in rows[row]])
        case 4:
            at = chance.randrange(len(rows[0]))
            for each in rows:
                each[at:at] = [chance.choice(JUNK)]
        case _:
            for _ in range(chance.randrange(1, 4)):
                if rows[row]:
                    rows[row][chance.randrange(len(rows[row]))] = chance.choice(JUNK)


def test_spoilt_cells_rows_and_columns_give_the_twins_words_or_a_sentence(tmp_path: Path) -> None:
    loaded = 0
    for seed in range(260):
        chance = random.Random(seed)
        rows = read_rows(RATINGS)
        _spoil(rows, chance)
        csv_rows = [list(row) for row in rows]
        raw = written(tmp_path / f"{NAME}.csv", csv_rows)
        loaded += _agree(raw, lambda rows=csv_rows: twin_of_list(rows))
    assert 60 < loaded < 240


def test_spoilt_records_give_the_twins_words_or_a_sentence(tmp_path: Path) -> None:
    loaded = 0
    junk: tuple[Any, ...] = (
        "",
        None,
        1,
        -1.5,
        True,
        [],
        {},
        "Good",
        "Inadequate",
        "Gut",
        "2025-02-30",
        "2024-01-01",
        [1],
        {"a": 1},
    )
    for seed in range(160):
        chance = random.Random(seed)
        record = read_record(RECORD)
        paths = list(_paths(record))
        *way, last = chance.choice(paths)
        inner: Any = record
        for step in way:
            inner = inner[step]
        inner[last] = chance.choice(junk)
        path = tmp_path / "2025-03-14_record.json"
        path.write_text(json.dumps(record), encoding="utf-8")
        loaded += _agree(raw_file(path), lambda record=record: twin_of_record(record))
    assert 20 < loaded < 150


def _paths(inner: Any, way: tuple[Any, ...] = ()) -> Any:
    steps = inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ()
    for step, deeper in steps:
        yield (*way, step)
        yield from _paths(deeper, (*way, step))


@pytest.mark.parametrize("save", [as_opendocument, as_excel])
def test_spoilt_bytes_give_the_same_words_or_a_sentence(tmp_path: Path, save: Callable[..., Raw]) -> None:
    suffix = "ods" if save is as_opendocument else "xlsx"
    whole = save(tmp_path / f"{NAME}.{suffix}", {"Locations": read_rows(RATINGS), "Providers": COMPANIES})
    content, expected = whole.read(), said(whole)
    for seed in range(60):
        chance = random.Random(seed)
        spoilt = bytearray(content)
        if seed % 3 == 0:
            spoilt = spoilt[: chance.randrange(len(spoilt))]
        else:
            for _ in range(chance.choice([1, 3, 40])):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        path = tmp_path / f"{NAME}_{seed}.{suffix}"
        path.write_bytes(spoilt)
        try:
            if cqc.recognise(raw_file(path), LISTS) is not None:
                assert said(raw_file(path)) == expected
        except LoadingError as error:
            assert str(error)


def test_spoilt_xml_says_what_another_reader_reads_or_a_sentence(tmp_path: Path) -> None:
    whole = as_opendocument(tmp_path / f"{NAME}.ods", {"Locations": read_rows(RATINGS), "Providers": COMPANIES})
    with zipfile.ZipFile(io.BytesIO(whole.read())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    loaded = 0
    for seed in range(80):
        chance = random.Random(seed)
        xml = bytearray(parts["content.xml"])
        at = chance.randrange(600, len(xml))
        if seed % 2:
            xml[at : at + chance.choice([1, 9, 200])] = b""
        else:
            word = chance.choice([b"Good", b"Inadequate", b"Overall", b"02/02/2020", b"1-990000002"])
            spot = xml.find(word, at)
            xml[spot : spot + len(word)] = chance.choice(
                [b"Safe", b"Outstanding", b"&amp;", b"&x;", b"", b"RZ901", b"<text:s/>"]
            )
        path = tmp_path / f"{NAME}.ods"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, bytes(xml) if name == "content.xml" else part)
        loaded += _agree(raw_file(path), lambda path=path: twin_of_list(_by_calamine(path)))
    assert loaded > 10


def _by_calamine(path: Path) -> Rows:
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("Locations")
    rows = [[str(cell) for cell in row] for row in sheet.to_python()]
    return [row for row in rows if any(row)]


def test_the_directory_survives_the_same_treatment(tmp_path: Path) -> None:
    for seed in range(60):
        rows = read_rows(DIRECTORY)
        _spoil(rows, random.Random(seed))
        try:
            tables(written(tmp_path / "01_August_2026_HSCA_Active_Locations.csv", rows))
        except LoadingError as error:
            assert str(error)


# --- what stands beside a rating, and what must


@pytest.mark.parametrize("path", [RATINGS, DIRECTORY], ids=["ratings", "directory"])
def test_an_empty_last_column_changes_nothing(tmp_path: Path, path: Path) -> None:
    rows = [row if len(row) <= 2 else [*row, ""] for row in read_rows(path)]
    assert said(written(tmp_path / path.name, rows)) == said(raw_file(path))


RATED = RECORD.with_name("INVENTED 2025-03-14_location_1-990000011.json")


def _record(folder: Path, record: dict[str, Any]) -> Raw:
    path = folder / "2025-03-14_record.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return raw_file(path)


@pytest.mark.parametrize("beside", ["historicRatings", "reports", "lastReport"])
@pytest.mark.parametrize("renamed", ["current_ratings", None])
def test_a_place_with_reports_and_no_rating_waits_for_somebodys_word(
    tmp_path: Path, beside: str, renamed: str | None
) -> None:
    record = read_record(RATED)
    history, ratings = record.pop("historicRatings"), record.pop("currentRatings")
    inspected = {"historicRatings": history, "reports": [{"reportDate": "2019-05-21"}]}
    record[beside] = inspected.get(beside, {"publicationDate": "2019-05-21"})
    if renamed:
        record[renamed] = ratings
    release = cqc.recognise(_record(tmp_path, record), LISTS)
    assert release is not None
    assert release.details["doubt"] == f"it has no rating that stands beside {beside}"


@pytest.mark.parametrize("status", ["Superseded", None])
def test_an_assessment_of_which_nothing_stands_waits_for_somebodys_word(tmp_path: Path, status: str | None) -> None:
    record: dict[str, Any] = read_record(RECORD)
    record.pop("currentRatings", None)
    release = cqc.recognise(_record(tmp_path, record), LISTS)
    assert release is not None and release.details["doubt"] == ""
    for assessment in record["assessment"]:
        groups = assessment["ratings"].pop("asgRatings")
        if status:
            assessment["ratings"]["asgRatings"] = [group | {"status": status} for group in groups]
    release = cqc.recognise(_record(tmp_path, record), LISTS)
    assert release is not None and release.details["doubt"] == "it has no rating that stands beside assessment"


def test_current_ratings_have_one_of_the_whole_under_its_name(tmp_path: Path) -> None:
    record = read_record(RATED)
    del record["historicRatings"]
    overall = record["currentRatings"].pop("overall")
    release = cqc.recognise(_record(tmp_path, record), LISTS)
    assert release is not None and str(release.details["doubt"]).endswith("that stands beside serviceRatings")
    overall["score"] = overall.pop("rating")
    record["currentRatings"]["overall"] = overall
    with pytest.raises(LayoutChanged, match="'rating' in every record of its kind"):
        tables(_record(tmp_path, record))


@pytest.mark.parametrize(
    ("file", "key"),
    [
        *((RATED, key) for key in ("rating", "name", "registrationDate")),
        *((RECORD, key) for key in ("rating", "name", "status", "ratings")),
    ],
)
def test_a_key_that_every_record_has_is_missed_where_it_is_not_there(tmp_path: Path, file: Path, key: str) -> None:
    path = tmp_path / "2025-03-14_record.json"
    path.write_text(file.read_text(encoding="utf-8").replace(f'"{key}"', f'"{key} (new)"'), encoding="utf-8")
    with pytest.raises(LayoutChanged, match=f"'{key}' in every record"):
        tables(raw_file(path))


def test_a_record_is_that_of_its_name(tmp_path: Path) -> None:
    path = tmp_path / "2025-03-14_location_1-990000019.json"
    path.write_bytes(RATED.read_bytes())
    with pytest.raises(LayoutChanged, match="record of 1-990000019, as its name says, found that of 1-990000011"):
        tables(raw_file(path))


def test_one_category_is_primary(tmp_path: Path) -> None:
    record = read_record(RATED)
    for each in record["inspectionCategories"]:
        each["primary"] = "true"
    with pytest.raises(LayoutChanged, match="one primary of the 'inspectionCategories'"):
        tables(_record(tmp_path, record))


def test_a_place_never_inspected_has_no_rating(tmp_path: Path) -> None:
    record = read_record(RATED)
    del record["currentRatings"], record["historicRatings"]
    assert set(said(_record(tmp_path, record)).values()) == {"no published rating"}


# --- one thing said in two ways


@pytest.mark.parametrize(
    ("path", "column", "text"),
    [
        (DIRECTORY, "Location Latest Overall Rating", "Inadequate"),
        (DIRECTORY, "Publication Date", "06/03/2021"),
        (DIRECTORY, "Location Postal Code", "ZZ99 9ZZ"),
        (RATINGS, "Location Name", "INVENTED Other Surgery"),
        (RATINGS, "Provider ID", "1-980000009"),
        (RATINGS, "Location Primary Inspection Category", "Dentists"),
    ],
)
def test_a_code_twice_in_a_list_says_the_same_both_times(tmp_path: Path, path: Path, column: str, text: str) -> None:
    rows = read_rows(path)
    at, first = next((at, row) for at, row in enumerate(rows) if row[0] == "1-990000001")
    headings = next(row for row in rows if row[0] == "Location ID")
    twin = list(first)
    rows.append(twin)
    assert said(written(tmp_path / path.name, rows)) == said(raw_file(path))
    before, twin[headings.index(column)] = twin[headings.index(column)].strip(), text
    with pytest.raises(LayoutChanged) as error:
        tables(written(tmp_path / path.name, rows))
    assert f"expected {before!r} for 1-990000001 as in row {at + 1}, found {text!r} in row {len(rows)}" in str(
        error.value
    )


def test_a_key_question_has_one_rating(tmp_path: Path) -> None:
    record = read_record(RATED)
    questions = record["currentRatings"]["overall"]["keyQuestionRatings"]
    questions.append(dict(questions[0]))
    assert said(_record(tmp_path, record)) == said(raw_file(RATED))
    questions[-1]["rating"] = "Good"
    with pytest.raises(LayoutChanged, match="one rating for Safe, found 'Requires improvement' and 'Good'"):
        tables(_record(tmp_path, record))


def test_a_key_of_a_record_has_one_value(tmp_path: Path) -> None:
    text = json.dumps(read_record(RATED))
    path = tmp_path / "2025-03-14_record.json"
    path.write_text(text[:-1] + ', "locationId": "1-990000011"}', encoding="utf-8")
    assert said(raw_file(path)) == said(raw_file(RATED))
    path.write_text(text[:-1] + ', "locationId": "1-990000099"}', encoding="utf-8")
    with pytest.raises(LayoutChanged, match="one value of 'locationId', found '1-990000011' and '1-990000099'"):
        tables(raw_file(path))


def test_a_record_whose_icb_is_in_no_code_list_says_that_it_is_not_placed_by_it(tmp_path: Path) -> None:
    record = read_record(RECORD) | {"onspdIcbCode": "E54999999"}
    path = tmp_path / RECORD.name
    path.write_text(json.dumps(record), encoding="utf-8")
    release = cqc.recognise(raw_file(path), LISTS)
    assert release is not None
    assert release.details["note"] == "its ICB 'E54999999' is in no code list, so it is not placed by it"


@pytest.mark.parametrize(
    ("report", "rated", "says"),
    [
        ("2131-01-01", "2131-01-01", "found one of 2131-01-01"),
        (None, "2131-01-01", "found one of 2131-01-01"),
    ],
)
def test_a_rating_of_after_its_record_is_refused(tmp_path: Path, report: str | None, rated: str, says: str) -> None:
    record: dict[str, Any] = read_record(RATED) | ({"lastReport": {"publicationDate": report}} if report else {})
    day = record["currentRatings"]["overall"]["reportDate"]
    if report and day <= report:
        assert said(_record(tmp_path, record)), "by the day of its report"
    record["currentRatings"]["overall"]["reportDate"] = rated
    with pytest.raises(LayoutChanged, match=says):
        tables(_record(tmp_path, record))


def test_a_record_rated_after_its_newest_report_waits_for_somebodys_word(tmp_path: Path) -> None:
    record: dict[str, Any] = read_record(RATED) | {"lastReport": {"publicationDate": "2019-05-21"}}
    release = cqc.recognise(_record(tmp_path, record), LISTS)
    assert release is not None and release.details["doubt"] == ""
    record["currentRatings"]["overall"]["reportDate"] = "2019-05-22"
    release = cqc.recognise(_record(tmp_path, record), LISTS)
    assert release is not None
    assert release.details["doubt"] == "its rating came out on 2019-05-22, and the newest report in it on 2019-05-21"


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda it: it["currentRatings"]["overall"]["keyQuestionRatings"].pop(), "it rates 4 of the 5 key questions"),
        (lambda it: it["currentRatings"]["overall"].pop("keyQuestionRatings"), "it rates 0 of the 5 key questions"),
        (
            lambda it: it["currentRatings"]["overall"].update(rating="Inspected but not rated", keyQuestionRatings=[]),
            "",
        ),
        (
            lambda it: it["currentRatings"]["overall"].update(rating=" "),
            "it rates key questions and leaves the rating of the whole blank",
        ),
        (lambda it: it["historicRatings"][0]["overall"]["keyQuestionRatings"].pop(), ""),
        (lambda it: it.pop("postalCode"), "it has 'onspdLatitude' without 'postalCode'"),
        (lambda it: it.pop("onspdCcgCode"), "it has 'onspdCcgName' without 'onspdCcgCode'"),
        (lambda it: it.pop("onspdIcbCode"), "it has 'onspdIcbName' without 'onspdIcbCode'"),
        (lambda it: it.pop("onspdIcbName") and it.pop("onspdCcgName"), ""),
        (lambda it: it.pop("onspdIcbCode") and it.pop("onspdIcbName"), ""),
    ],
)
def test_a_record_that_lacks_what_stands_beside_waits_for_somebodys_word(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], object], says: str
) -> None:
    record: dict[str, Any] = read_record(RATED)
    spoil(record)
    release = cqc.recognise(_record(tmp_path, record), LISTS)
    assert release is not None and release.details["doubt"] == says


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"onspdCcgCode": "E38999999"}, "its CCG 'E38999999' is in no code list, so it is not placed by it"),
        ({"inspectionCategories": []}, "it has no inspection category, so it is counted with no kind of service"),
    ],
)
def test_a_record_says_what_it_is_not_placed_or_counted_by(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    release = cqc.recognise(_record(tmp_path, read_record(RATED) | change), LISTS)
    assert release is not None and release.details["note"] == says


@pytest.mark.parametrize("key", ["onspdIcbName", "onspdCcgCode"])
def test_a_record_with_the_code_of_one_icb_beside_the_name_or_an_area_of_another_is_refused(
    tmp_path: Path, key: str
) -> None:
    """Barnsley's area lies in South Yorkshire."""
    right = {"onspdIcbCode": "E54000061", "onspdIcbName": "NHS South Yorkshire Integrated Care Board"}
    record = read_record(RECORD) | right | {"onspdCcgCode": "E38000006"}
    assert said(_record(tmp_path, record))
    record["onspdIcbCode"] = "E54000057"
    record |= {"onspdIcbName": "", "onspdCcgCode": ""} | {key: record[key]}
    with pytest.raises(LayoutChanged, match=rf"in '{key}' what belongs to ICB E54000057 \(QOP\), found .* of QF7"):
        tables(_record(tmp_path, record))


def test_places_rated_service_by_service_lack_the_whole_in_any_number(tmp_path: Path) -> None:
    header, *rows = read_rows(RATINGS)
    mine = [row for row in rows if row[0] == "1-990000001"]
    whole = header.index("Domain") - 1, header.index("Domain")
    by_service = [row for row in mine if [row[at] for at in whole] != ["Overall", "Overall"]]
    rows = [[f"1-99000{number:04}", *row[1:]] for number in range(100, 130) for row in (mine, by_service)[number < 120]]
    words = said(written(tmp_path / "01_April_2021_Latest_ratings.csv", [header, *rows]))
    overall = [word for (measure, _, _), word in words.items() if measure == "cqc.overall"]
    assert overall.count("no published rating") == 20 and overall.count("good") == 10


@pytest.mark.parametrize("column", ["Domain", "Service / Population Group"])
def test_a_column_of_a_list_that_was_sorted_alone_is_refused(tmp_path: Path, column: str) -> None:
    header, *rows = read_rows(RATINGS)
    names = [cell.strip().casefold() for cell in header]
    mine = [row for row in rows if row[names.index("location id")] == "1-990000001"]
    rows = [[f"1-99000{number:04}", *row[1:]] for number in range(100, 130) for row in mine]
    path = tmp_path / "01_April_2021_Latest_ratings.csv"
    assert said(written(path, [header, *rows]))
    at = names.index(column.casefold())
    in_order = sorted(row[at] for row in rows)
    spoilt = [[*row[:at], cell, *row[at + 1 :]] for row, cell in zip(rows, in_order, strict=True)]
    with pytest.raises(LayoutChanged, match=r"of 30 locations, such as .*: a column was sorted alone"):
        tables(written(path, [header, *spoilt]))


def test_a_column_of_ratings_that_was_sorted_alone_is_refused(tmp_path: Path) -> None:
    header, *rows = read_rows(RATINGS)
    group, domain, rating = (header.index(name) for name in ("Service / Population Group", "Domain", "Latest Rating"))
    mine = [row for row in rows if row[0] == "1-990000001" and row[group] == "Overall"]
    poor = ("Overall", "Safe", "Well-led")
    rows = [
        [f"1-99000{number:04}", *row[1:rating], "Requires improvement" if row[domain] in poor else "Good", *row[rating + 1 :]]
        for number in range(100, 160)
        for row in mine
    ]  # fmt: skip
    path = tmp_path / "01_April_2021_Latest_ratings.csv"
    assert said(written(path, [header, *rows]))
    in_order = sorted(row[rating] for row in rows)
    spoilt = [[*row[:rating], cell, *row[rating + 1 :]] for row, cell in zip(rows, in_order, strict=True)]
    with pytest.raises(LayoutChanged, match=r"one rating throughout for 30 of 30, .*: a column was sorted alone"):
        tables(written(path, [header, *spoilt]))
