"""Which question of a workbook is which named measure: a table kept by hand says so, wave by wave, with its evidence.

Question numbers move every year and no workbook prints the wording. A later workbook repeats the scores of earlier years under
its own numbers, so a name given to one of its questions holds for the earlier years it repeats as well. A question the table
says nothing of keeps the number it had in its year.
"""

from __future__ import annotations

import re

from loaders.source import Raw
from loaders.sources.trust_surveys.declared import Wave, claims


def names(raw: Raw, wave: Wave) -> dict[str, str]:
    """The name of each question that has one, by its key in this file."""
    text = f"{raw.name} {raw.url}".casefold()
    return {
        claim.key: claim.name
        for claim in claims(wave.survey)
        if claim.year == wave.year and re.search(claim.file, text)
    }
