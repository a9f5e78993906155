"""How the workbooks of each wave of the Adult Inpatient Survey are called, and how their sheets and columns are spelt."""

from __future__ import annotations

from dataclasses import dataclass

from demo import geography


@dataclass(frozen=True)
class InpatientColumns:
    """Names of sheets and columns; `{key}` stands for the question, as `Q46` or `q48`."""

    columns: str
    """The first year that is spelt so, and whom it is about."""
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
        return _SPELLINGS[f"{2024 if self.year >= 2024 else 2022} {level}"]


_SPELLINGS = {
    each.columns: each for each in geography.records(InpatientColumns, geography.OWN / "inpatient_columns.csv")
}

LAYOUTS = {each.year: each for each in geography.records(InpatientWave, geography.OWN / "inpatient_waves.csv")}
"""Every wave by year. Sampled is always November."""
