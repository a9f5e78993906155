"""Whether a hospital's own monthly count supports what a survey found of it: one service, each source by its own rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from insight.benchmarks.agreement import FARTHEST
from insight.benchmarks.bands import band_word, in_its_words
from insight.benchmarks.control import Control
from insight.benchmarks.control_sentences import MEANINGS, concern_elsewhere, since_when
from insight.benchmarks.wording import figure, period_name, topic
from insight.model import Measure

_WORDS = {"improvement": "better", "concern": "worse"}
_OPPOSED, _IN_LINE, _SILENT, _TOO_FAR = _ORDER = (
    "points the other way than", "supports", "neither supports nor contradicts", "is too far in time from"
)  # fmt: skip
_WHY_SILENT = {
    (True, True): ", since neither these months nor the survey's whole result are unusual",
    (True, False): ", since these months are not unusual",
    (False, True): ", since the survey's whole result is not unusual",
}
"""By whether the months and whether the survey show nothing unusual on the one service that both are about."""


@dataclass(frozen=True)
class OwnCount:
    """One trust, one service: what the count has to say to the survey."""

    code: str
    says: str
    """What the count does with the survey, as it stands between the two."""
    sentence: str
    releases: tuple[str, ...]

    @property
    def urgency(self) -> int:
        """What is opposed first, then what is in line."""
        return _ORDER.index(self.says)


def own_count(
    code: str, name: str, survey: tuple[str, Measure, pd.Series], count: tuple[str, Control, Sequence[Control]]
) -> OwnCount | None:
    """What the months of a trust say to its survey; `survey` is title, measure and the trust's latest fact (with what
    insight.benchmarks.bands.in_its_words reads), `count` title, months, and the months of its other services.

    None where the survey's publisher has no word for the trust or its months cannot be read. That one of the two stands out and
    the other does not is neither support nor contradiction.
    """
    title, measure, row = survey
    counted, months, others = count
    found, meaning = band_word(str(row["label"]), measure), MEANINGS[months.variation]
    if found == "not compared" or meaning == "not judged":
        return None
    ours, theirs, latest = _WORDS.get(meaning, "similar"), found, months.latest
    quiet, why = (ours == "similar", theirs == "similar"), ""
    if latest["start"] > row["start"] + FARTHEST or row["start"] > latest["start"] + FARTHEST:
        says = _TOO_FAR
    elif any(quiet):
        says, why = _SILENT, _WHY_SILENT[quiet]
    else:
        says = _IN_LINE if ours == theirs else _OPPOSED
    since = "" if meaning == "usual variation" else f" since {since_when(months)}"
    return OwnCount(
        code,
        says,
        f"{name}: the {counted} {says} the {title}{why}. "
        f"Survey of {period_name(row['start'], row['end'])}: {topic(measure)} {in_its_words(row)}. "
        f"Months to {latest['period']}: {topic(months.measure)} {figure(latest['value'], months.measure)}, "
        f"{meaning} by its own past{since}. {concern_elsewhere(others, 'this trust')}".strip(),
        tuple(sorted({str(row["release"]), *months.table["release"].dropna()})),
    )
