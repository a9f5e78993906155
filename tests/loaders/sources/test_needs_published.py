"""The numbers that the publishers' own files give, to the last patient; skipped where those files are not at hand."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from insight.model import Level
from insight.schema import FACTS, SMALL_AREA_HOMES, SMALL_AREAS, conform
from loaders.build.small_areas import add_up
from loaders.source import Raw
from loaders.sources import needs
from loaders.sources.needs import fingertips, indices, prevalence
from tests.loaders.built_in import LISTS
from tests.loaders.sources.published_files import published

ENGLAND_2020_21 = {
    "AF": (1_243_503, 60_716_244), "AST": (3_629_071, 56_926_476), "CAN": (1_948_913, 60_716_244),
    "CHD": (1_850_657, 60_716_244), "CKD": (1_917_102, 48_459_095), "COPD": (1_170_437, 60_716_244),
    "DEM": (430_857, 60_716_244), "DEP": (5_955_865, 48_459_095), "DM": (3_491_868, 49_122_259),
    "EP": (386_381, 48_459_095), "HF": (550_613, 60_716_244), "HYP": (8_457_600, 60_716_244),
    "LD": (324_291, 60_716_244), "MH": (574_227, 60_716_244), "NDH": (2_573_210, 48_459_095),
    "OB": (3_334_036, 48_459_095), "OST": (169_090, 22_283_301), "PAD": (356_958, 60_716_244),
    "PC": (282_431, 60_716_244), "RA": (382_517, 49_791_957), "STIA": (1_093_593, 60_716_244),
}  # fmt: skip
ENGLAND_SHARES = {
    "AF": 2.0481, "AST": 6.3750, "CAN": 3.2099, "CHD": 3.0480, "CKD": 3.9561, "COPD": 1.9277, "DEM": 0.7096,
    "DEP": 12.2905, "DM": 7.1085, "EP": 0.7973, "HF": 0.9069, "HYP": 13.9297, "LD": 0.5341, "MH": 0.9458, "NDH": 5.3101,
    "OB": 6.8801, "OST": 0.7588, "PAD": 0.5879, "PC": 0.4652, "RA": 0.7682, "STIA": 1.8012,
}  # fmt: skip
AREAS_2020_21 = {
    "QHM": [(353_525, 2_530_803, 13.969), (200_009, 2_563_435, 7.802), (25_693, 3_126_274, 0.822), (91_449, 3_126_274, 2.925), (30_278, 3_126_274, 0.969), (21_898, 3_126_274, 0.700)],
    "QYG": [(333_487, 2_163_238, 15.416), (156_042, 2_191_416, 7.121), (20_546, 2_684_358, 0.765), (69_436, 2_684_358, 2.587), (28_715, 2_684_358, 1.070), (15_047, 2_684_358, 0.561)],
    "QRV": [(156_866, 2_159_603, 7.264), (158_417, 2_185_278, 7.249), (11_946, 2_650_244, 0.451), (25_171, 2_650_244, 0.950), (29_307, 2_650_244, 1.106), (10_067, 2_650_244, 0.380)],
    "QHL": [(119_790, 1_022_333, 11.717), (90_334, 1_039_478, 8.690), (7_694, 1_338_829, 0.575), (22_322, 1_338_829, 1.667), (15_113, 1_338_829, 1.129), (9_273, 1_338_829, 0.693)],
    "QKK": [(157_977, 1_615_488, 9.779), (102_732, 1_635_788, 6.280), (9_965, 2_017_836, 0.494), (26_519, 2_017_836, 1.314), (22_705, 2_017_836, 1.125), (8_231, 2_017_836, 0.408)],
    "QT6": [(59_309, 485_416, 12.218), (34_407, 491_380, 7.002), (4_996, 592_376, 0.843), (14_095, 592_376, 2.379), (5_270, 592_376, 0.890), (3_227, 592_376, 0.545)],
    "16C": [(81_613, 562_369, 14.512), (44_007, 570_359, 7.716), (6_034, 711_202, 0.848), (21_691, 711_202, 3.050), (6_633, 711_202, 0.933), (4_819, 711_202, 0.678)],
}  # fmt: skip
CONDITIONS = {
    "DEP": "qof_depression", "DM": "qof_diabetes", "DEM": "qof_dementia", "COPD": "qof_copd", "MH": "qof_smi",
    "LD": "qof_learning_disability",
}  # fmt: skip
RESIDENTS = {  # LSOAs, residents, and percent in decile 1, in deciles 1 and 2, rural, not White
    "England": (33_755, 56_490_108, 10.07, 20.21, 16.59, 18.95), "QHL": (793, 1_361_164, 39.59, 50.25, 1.83, 46.06),
    "QOP": (1_702, 2_867_871, 25.21, 39.49, 0.65, 23.61), "QUA": (723, 1_213_157, 18.58, 46.66, 0, 31.36),
    "QYG": (1_601, 2_518_617, 19.79, 30.62, 7.48, 6.97), "QE1": (1_060, 1_717_533, 17.99, 29.45, 20.26, 12.24),
    "QMF": (1_087, 1_998_672, 5.60, 27.40, 0, 53.74), "QRV": (1_183, 2_092_982, 4.54, 17.35, 0, 53.86),
    "QT6": (337, 572_343, 3.11, 10.14, 54.81, 3.18), "QU9": (1_056, 1_778_215, 0.17, 2.41, 27.12, 17.50),
    "QXU": (624, 1_049_641, 0, 0.78, 9.46, 14.73),
}  # fmt: skip


def _facts(raw: Raw) -> pd.DataFrame:
    release = needs.recognise(raw, LISTS)
    assert release is not None
    return conform(needs.tidy(raw, release, LISTS)["facts"], FACTS).to_pandas()


def _figures(facts: pd.DataFrame, *names: str) -> dict[tuple[str, str], tuple]:
    """The figures of each organisation and first day of a period, in the order of the names of their columns."""
    keys = zip(facts["org"], facts["start"].astype(str), strict=True)
    return dict(zip(keys, zip(*(facts[name] for name in names), strict=True), strict=True))


@cache
def _registers() -> pd.DataFrame:
    return prevalence.registers(published("needs/PREVALENCE_2021_v2.csv"))


@cache
def _recorded() -> pd.DataFrame:
    """The facts of QOF 2020-21 with the footprint and area of each practice."""
    homes = pd.read_csv(published("needs/MAPPING_NHS_GEOGRAPHIES_2021.csv").path, encoding="latin-1").set_index(
        "PRACTICE_CODE"
    )
    facts = _facts(published("needs/PREVALENCE_2021_v2.csv"))
    return facts.assign(footprint=facts["org"].map(homes["STP_ODS_CODE"]), area=facts["org"].map(homes["CCG_ODS_CODE"]))


@cache
def _smoking() -> pd.DataFrame:
    return _facts(published("needs/fingertips_91547_smoking_all_area_types.csv"))


@cache
def _dementia() -> pd.DataFrame:
    return _facts(published("needs/fingertips_247_dementia_14_practices.csv"))


def test_qof_adds_up_to_england_for_every_group() -> None:
    sums = _registers().groupby("group")[["register", "list"]].sum()
    assert dict(zip(sums.index, zip(sums["register"], sums["list"], strict=True), strict=True)) == ENGLAND_2020_21
    assert (100 * sums["register"] / sums["list"]).round(4).to_dict() == ENGLAND_SHARES
    assert _registers()["practice"].nunique() == 6_571 and len(_registers()) == 137_991


@pytest.mark.parametrize("area", AREAS_2020_21)
def test_qof_adds_up_to_areas(area: str) -> None:
    rows = _recorded()
    rows = rows[rows["footprint"].eq(area) | rows["area"].eq(area)]
    for group, (register, size, share) in zip(CONDITIONS, AREAS_2020_21[area], strict=True):
        mine = rows[rows["measure"].eq(f"needs.{CONDITIONS[group]}")]
        assert (mine["numerator"].sum(), mine["denominator"].sum()) == (register, size)
        assert round(100 * mine["numerator"].sum() / mine["denominator"].sum(), 3) == share


def test_qof_of_one_practice_and_of_one_with_more_patients_than_its_list() -> None:
    def found(practice: str) -> dict[str, tuple[float, float]]:
        rows = _recorded().query("org == @practice")
        return dict(zip(rows["measure"], zip(rows["numerator"], rows["denominator"], strict=True), strict=True))

    assert found("A81001").items() >= {
        "needs.qof_depression": (311, 3_249), "needs.qof_diabetes": (292, 3_291), "needs.qof_dementia": (29, 4_098),
        "needs.qof_copd": (116, 4_098), "needs.qof_smi": (51, 4_098),
    }.items()  # fmt: skip
    assert found("Y05750")["needs.qof_learning_disability"] == (137, 132)
    assert _recorded().query("footprint == 'QHM'")["org"].nunique() == 358
    assert _recorded().query("footprint == 'QT6'")["org"].nunique() == 59


def test_fingertips_dementia_is_that_of_qof() -> None:
    facts = _dementia()
    found = _figures(facts, "numerator", "denominator")
    assert len(facts) == 210 and facts["level"].eq(Level.ENGLAND).sum() == 14
    assert found["E92000001", "2020-04-01"] == ENGLAND_2020_21["DEM"]
    assert found["E92000001", "2009-04-01"] == (249_463, 54_836_561)
    assert found["E92000001", "2022-04-01"] == (460_330, 62_378_057)
    assert found["A81001", "2009-04-01"] == (38, 4_164) and found["A81018", "2022-04-01"] == (99, 10_195)
    share = _figures(facts.assign(share=facts["value"].round(6)), "share")
    assert share["E92000001", "2009-04-01"] == (0.454921,) and share["E92000001", "2022-04-01"] == (0.737968,)
    assert share["A81001", "2009-04-01"] == (0.912584,) and share["A81018", "2022-04-01"] == (0.97106,)
    labels = facts[facts["level"].eq(Level.PRACTICE)]["label"].value_counts()
    assert labels.to_dict() == {"Similar": 148, "Higher": 39, "Lower": 9}


def test_smoking_adds_up_to_england_from_practices_areas_and_footprints() -> None:
    facts = _smoking()[_smoking()["start"].astype(str).eq("2022-04-01")]
    sums = facts.groupby("level").agg(orgs=("org", "nunique"), count=("numerator", "sum"), base=("denominator", "sum"))
    whole = (7_664_426, 52_100_343)
    assert sums.loc[["practice", "sub_icb", "footprint", "england"], "orgs"].tolist() == [6_378, 106, 42, 1]
    assert {tuple(row) for row in sums[["count", "base"]].drop("region").itertuples(index=False)} == {whole}
    assert facts.set_index("org").loc["E92000001", "value"] == 14.71089355


def test_smoking_of_some_footprints_and_practices_as_published() -> None:
    found = _figures(
        _smoking().assign(share=_smoking()["value"].round(5)), "numerator", "denominator", "share", "label"
    )
    assert {org: found[org, "2022-04-01"] for org in ("QYG", "QXU", "A81001", "Y07275")} == {
        "QYG": (342_299, 2_305_295, 14.84838, "Worse"), "QXU": (103_396, 939_726, 11.00278, "Better"),
        "A81001": (514, 3_336, 15.40767, "Similar"), "Y07275": (576, 2_501, 23.03079, "Worse"),
    }  # fmt: skip
    assert found["QHG", "2022-04-01"][2:] == (14.6912, "Similar") and found["QUA", "2022-04-01"][2:] == (
        16.54788,
        "Worse",
    )


@pytest.mark.parametrize(
    ("level", "labels"),
    [
        (Level.FOOTPRINT, {"Worse": 22, "Better": 17, "Similar": 3}),
        (Level.SUB_ICB, {"Worse": 52, "Better": 48, "Similar": 6}),
        (Level.PRACTICE, {"Better": 2_894, "Worse": 2_686, "Similar": 798}),
    ],
)
def test_smoking_carries_the_publishers_own_words(level: Level, labels: dict[str, int]) -> None:
    facts = _smoking()
    mine = facts[facts["start"].astype(str).eq("2022-04-01") & facts["level"].eq(level)]
    assert mine["label"].value_counts().to_dict() == labels


def test_smoking_of_the_year_before_the_icbs_is_read_whole_and_kept_where_borders_stood() -> None:
    rows = fingertips.area_rows(published("needs/fingertips_91547_smoking_all_area_types.csv"), LISTS)
    icbs = rows[rows["level"].eq(Level.FOOTPRINT) & rows["period"].eq("2021/22")]
    england = rows[rows["level"].eq(Level.ENGLAND) & rows["period"].eq("2021/22")]
    assert icbs["count"].astype(float).sum() == float(england["count"].iloc[0]) == 7_901_579
    assert icbs["denominator"].astype(float).sum() == float(england["denominator"].iloc[0]) == 51_345_613
    assert round(float(england["value"].iloc[0]), 5) == 15.38901
    assert icbs["label"].value_counts().to_dict() == {"Worse": 22, "Better": 18, "Similar": 2}
    facts = _smoking()
    kept = facts[facts["level"].eq(Level.FOOTPRINT) & facts["start"].astype(str).eq("2021-04-01")]
    assert len(kept) == 34  # eight ICBs have other borders, and other ONS codes, than the STPs of that year


def test_the_published_score_is_of_as_many_practices_as_documented() -> None:
    assert len(_facts(published("geography/fingertips_93553_IMD2019_by_practice.csv"))) == 6_546


def test_the_index_of_2019_ranks_every_small_area() -> None:
    table = indices.ranked(published("needs/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx")).set_index("area")
    assert len(table) == 32_844 and set(table["decile"].value_counts()) == {3_284, 3_285}
    assert table.loc[["E01021988", "E01012673"], "rank"].tolist() == [1, 2]
    raw = published("geography/lookup_lsoa11_sicbl22_icb22.csv.gz")
    homes = pd.read_csv(raw.path).set_index("lsoa11_code")["icb22_code_h"].to_dict()
    counted = (
        table.assign(home=table.index.map(homes)).groupby("home")["decile"].agg([lambda each: each.eq(1).sum(), "size"])
    )
    found = {org: tuple(counted.loc[org]) for org in ("QHL", "QYG", "QOP", "QNQ", "QXU")}
    assert found == {"QHL": (280, 773), "QYG": (365, 1_562), "QOP": (390, 1_673), "QNQ": (0, 440), "QXU": (0, 618)}
    assert table["decile"].eq(1).sum() == 3_284


@cache
def _derived(name: str) -> pd.DataFrame:
    """A table that others made of a publisher's file, with headings of their own: no user has it, so it is no file to load."""
    with gzip.open(published(f"needs/DERIVED_{name}.csv.gz").path) as stream:
        return pd.read_csv(stream).set_index("lsoa21_code")


def _summed(measure: str, share: pd.Series, people: pd.Series | None = None) -> pd.DataFrame:
    """What is added up of a share of the residents of each small area, by footprint and for England."""
    census = _derived("census2021_ethnic_group_lsoa21")["total_residents"]
    mine = share[share.index.str.startswith("E")]

    def table(name: str, values: pd.Series, counted: pd.Series | None) -> pd.DataFrame:
        people = None if counted is None else [counted[area] for area in values.index]
        days = {"start": pd.Timestamp(2021, 3, 21), "end": pd.Timestamp(2021, 3, 22), "release": "r"}
        return pd.DataFrame(
            {"measure": name, "area": values.index, "share": values.to_numpy(float), "people": people}
        ).assign(**days)

    told = [table(measure, mine, people), table("needs.residents", mine * 0, census)]
    homes = (
        _derived("lookup_lsoa21_sicbl24_icb24")["sicbl24_code_nhs"].rename("parent").rename_axis("area").reset_index()
    )
    titles = {each: each for each in (measure, "needs.residents")}
    facts, notes = add_up([conform(each, SMALL_AREAS) for each in told], [conform(homes, SMALL_AREA_HOMES)], titles)
    assert not notes
    frame = facts.to_pandas()
    frame = frame[frame["measure"].eq(measure)]
    home = frame["org"].map(LISTS.footprint_of_area("icb-2022")).where(frame["level"].ne(Level.ENGLAND), "England")
    assert home.notna().all() and frame["level"].eq(Level.SUB_ICB).sum() == 106
    return frame.groupby(home)[["numerator", "denominator"]].sum()


def _shares_of_residents() -> dict[str, pd.Series]:
    census, index = _derived("census2021_ethnic_group_lsoa21"), _derived("IoD2025_File_7_lsoa21")
    return {
        "decile 1": index["IMD_decile"].eq(1),
        "deciles 1 and 2": index["IMD_decile"].le(2),
        "rural": _derived("ruc21_lsoa21")["ruc21_code"].str.startswith("R"),
        "not White": 1 - census["White"] / census["total_residents"],
    }


@pytest.mark.parametrize(
    ("place", "what", "england"),
    [
        (2, "decile 1", 5_689_686),
        (3, "deciles 1 and 2", 11_414_127),
        (4, "rural", 9_374_275),
        (5, "not White", 10_706_486),
    ],
)
def test_small_areas_add_up_to_footprints(place: int, what: str, england: int) -> None:
    sums = _summed("needs.x", _shares_of_residents()[what])
    shares = (100 * sums["numerator"] / sums["denominator"]).round(2)
    assert {org: float(shares[org]) for org in RESIDENTS} == {org: each[place] for org, each in RESIDENTS.items()}
    assert {org: sums.loc[org, "denominator"] for org in RESIDENTS} == {org: each[1] for org, each in RESIDENTS.items()}
    assert sums.loc["England", "numerator"] == england


def test_the_publishers_summary_of_icbs_is_taken_as_it_stands(tmp_path: Path) -> None:
    derived = pd.read_csv(published("needs/DERIVED_IoD2025_File_13_icb24.csv").path)
    columns = {
        "icb24_code": "Integrated Care Board Code (2024)", "icb24_name": "Integrated Care Board Name (2024)",
        "imd_average_rank": "IMD - Average rank", "imd_average_score": "IMD - Average score",
        "imd_rank_of_average_score": "IMD - Rank of average score",
    }  # fmt: skip
    path = tmp_path / "File_13_-_IoD2025_Integrated_Care_Board__ICB__Summaries.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame([["Notes"]]).to_excel(book, sheet_name="Notes", index=False, header=False)
        derived[list(columns)].rename(columns=columns).to_excel(book, sheet_name="IMD", index=False)
    scores = _facts(Raw(path, path.name, "")).set_index("org")["value"]
    assert len(scores) == 42
    assert {org: scores[org] for org in ("QHL", "QUA", "QOP", "QF7", "QE1", "QYG", "QNQ", "QU9", "QXU")} == {
        "QHL": 34.770, "QUA": 30.214, "QOP": 29.600, "QF7": 29.110, "QE1": 25.813, "QYG": 25.531, "QNQ": 12.359,
        "QU9": 11.618, "QXU": 10.378,
    }  # fmt: skip


def test_the_index_of_2025_by_small_area_gives_its_summary_by_icb() -> None:
    """The share of small areas exactly, the score weighted by residents nearly, and a rank turned round before it is averaged."""
    index = _derived("IoD2025_File_7_lsoa21")
    homes = _derived("lookup_lsoa21_sicbl24_icb24")["icb24_code_nhs"].reindex(index.index)
    people = _derived("census2021_ethnic_group_lsoa21")["total_residents"].reindex(index.index)
    areas = homes.value_counts().to_dict() | {"England": len(index)}
    assert {org: areas[org] for org in RESIDENTS} == {org: each[0] for org, each in RESIDENTS.items()}
    score, first = index["IMD_score"], index.sort_values("IMD_rank").head(3)
    assert first["IMD_score"].tolist() == [94.223, 91.270, 91.186]
    assert first.index[:2].tolist() == ["E01021988", "E01012737"]
    whole = (score.min(), round(score.mean(), 3), round((score * people).sum() / people.sum(), 4))
    assert whole == (0.165, 21.669, 21.8355)

    printed = pd.read_csv(published("needs/DERIVED_IoD2025_File_13_icb24.csv").path)
    printed.index = printed["icb24_name"].map(lambda name: LISTS.footprint_named("icb-2022", name))
    printed = printed.drop(columns=["icb24_code", "icb24_name"])
    share = "imd_proportion_of_lso_as_in_most_deprived_10_percent_nationally"
    ours = index["IMD_decile"].eq(1).groupby(homes).mean().round(4)
    assert ours.reindex(printed.index).tolist() == pytest.approx(printed[share].tolist(), abs=1e-9)
    weighted = (score * people).groupby(homes).sum() / people.groupby(homes).sum()
    off, plain_off = (
        (each.reindex(printed.index) - printed["imd_average_score"]).abs()
        for each in (weighted, score.groupby(homes).mean())
    )
    assert (round(off.max(), 3), round(off.mean(), 3), round(plain_off.max(), 2)) == (0.094, 0.033, 1.15)
    for name, documented in {
        "imd_average_score": {"QHL": (34.770, 1), "QUA": (30.214, 2), "QOP": (29.600, 3), "QF7": (29.110, 4), "QYG": (25.531, 10), "QNQ": (12.359, 40), "QU9": (11.618, 41), "QXU": (10.378, 42)},
        "imd_average_rank": {"QHL": (23_114.39, 1), "QYG": (18_014.48, 12), "QXU": (8_751.07, 42)},
        share: {"QHL": (0.3783, 1), "QOP": (0.2303, 2), "QYG": (0.2011, 5)},
    }.items():  # fmt: skip
        rank = name.replace("imd_", "imd_rank_of_")
        assert {org: (printed.at[org, name], printed.at[org, rank]) for org in documented} == documented
    assert printed.at["QXU", share] == 0


def test_what_qof_prints_of_few_patients_and_small_lists_is_as_documented() -> None:
    table = _registers()
    lists = table[table["group"].eq("AF")]["list"]
    assert (table["register"].eq(0).sum(), table["register"].between(1, 4).sum()) == (324, 2_324)
    assert (lists.lt(750).sum(), lists.min()) == (21, 49)
    homes = pd.read_csv(published("needs/MAPPING_NHS_GEOGRAPHIES_2021.csv").path, encoding="latin-1")
    counted = homes[["STP_ODS_CODE", "CCG_ODS_CODE", "PCN_ODS_CODE", "PRACTICE_CODE"]].nunique()
    assert counted.tolist() == [42, 106, 1_252, 6_571]
    rules = pd.read_csv(published("needs/PRACTICE_VALIDATION_OUTCOMES_2021.csv").path)["RULE_DESCRIPTION"]
    assert sorted(rules.value_counts())[-3:] == [9, 17, 183]


def test_rows_that_must_go_are_as_many_as_documented() -> None:
    dementia, smoking = (
        pd.read_csv(published(f"needs/fingertips_{name}.csv").path, dtype=str)
        for name in ("247_dementia_14_practices", "91547_smoking_all_area_types")
    )
    assert (len(dementia), dementia["Area Name"].eq("England").sum()) == (224, 28)
    assert (len(smoking), smoking["Category Type"].notna().sum(), smoking["Age"].eq("Not applicable").sum()) == (
        11_360,
        100,
        419,
    )
    counts = smoking[["Value", "Count", "Denominator"]].astype(float).dropna()
    off = (100 * counts["Count"] / counts["Denominator"] - counts["Value"]).abs()
    assert (len(off), off.le(0.01).sum(), sorted(off[off > 0.01].round(2))) == (11_354, 11_352, [0.08, 0.2])
