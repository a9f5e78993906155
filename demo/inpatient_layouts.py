"""How the workbooks of each wave of the Adult Inpatient Survey are called, and how their sheets and columns are spelt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InpatientColumns:
    """Names of sheets and columns; `{key}` stands for the question, as `Q46` or `q48`."""

    capitals: bool
    scores_sheet: str
    respondents_sheet: str
    national_sheet: str
    history_sheet: str
    code: str
    name: str
    year: str
    mean: str
    lower: str
    upper: str
    band: str
    z: str
    mean_then: str

    def key(self, key: str) -> str:
        """A question or section in this file's letters."""
        return key.upper() if self.capitals else key


@dataclass(frozen=True)
class InpatientWave:
    """One wave: its files, the words of its Guidance, and the earlier years it repeats."""

    year: int
    file: str
    site_file: str
    published: str
    fieldwork: str
    history: tuple[int, ...]

    def columns(self, level: str) -> InpatientColumns:
        """The spelling of a file about trusts or sites."""
        return _of_2024(level) if self.year >= 2024 else _OF_2022


_OF_2022 = InpatientColumns(
    capitals=True,
    scores_sheet="Trust_Scores",
    respondents_sheet="Trust_Respondents",
    national_sheet="National_Respondents",
    history_sheet="Historical_Comparisonsto{year}",
    code="TrustCode",
    name="trustname",
    year="SurveyYear",
    mean="mean{key}",
    lower="ll{share}{key}",
    upper="ul{share}{key}",
    band="band{key}",
    z="{key}_Zfinal",
    mean_then="{key}_mean_H",
)


def _of_2024(level: str) -> InpatientColumns:
    return InpatientColumns(
        capitals=False,
        scores_sheet=f"IP24_{level}_results",
        respondents_sheet=f"IP24_{level}_respondents",
        national_sheet="IP24_national_respondents",
        history_sheet=f"IP24_{level}_historic_results",
        code=f"{level}_code",
        name=f"{level}_name",
        year="survey_year",
        mean="{key}_mean",
        lower="{key}_ll{share}",
        upper="{key}_ul{share}",
        band="{key}_band",
        z="{key}_zfinal",
        mean_then="{key}_mean_h",
    )


LAYOUTS = {
    layout.year: layout
    for layout in (
        InpatientWave(2020, "20220128_aip20_trust-benchmark-data.ods", "", "28 January 2022", "January and May 2021", ()),
        InpatientWave(2021, "20220929_aip21_trust-benchmark-data.ods", "", "29 September 2022", "January and May 2022", (2020,)),
        InpatientWave(2022, "20230912_aip22_trust-benchmark-data.ods", "", "12 September 2023", "January and April 2023", (2021, 2020)),
        InpatientWave(2023, "20240821_aip23_Benchmark_TrustLevel.ods", "", "21 August 2024", "January and April 2024", (2022, 2021, 2020)),
        InpatientWave(
            2024, "20250909_aip24_Benchmark_TrustLevel.ods", "20250909_aip24_Benchmark_SiteLevel.ods",
            "9 September 2025", "January and April 2025", (2023, 2022, 2021, 2020),
        ),
    )
}  # fmt: skip
"""Every wave by year. Sampled is always November."""
