"""The Friends and Family Test: what patients of each NHS service say, month by month, from England down to each ward and practice."""

from __future__ import annotations

from insight.model import Break, Measure
from insight.traits import SourceTraits
from loaders.declared import themes
from loaders.source import SourceInfo
from loaders.sources.fft import declared
from loaders.sources.fft.identify import recognise
from loaders.sources.fft.plan import INDEX, releases
from loaders.sources.fft.tables import SOURCE_ID, rows
from loaders.sources.fft.workbook import tidy

SOURCE = SourceInfo(
    id=SOURCE_ID,
    title="Friends and Family Test",
    publisher="NHS England",
    page=INDEX,
    licence="Open Government Licence v3.0",
    attribution="Friends and Family Test, NHS England. Contains public sector information licensed under the Open "
    "Government Licence v3.0.",
    version=5,
    traits=SourceTraits(
        order=2,
        brings=("facts", "orgs", "membership"),
        themes=themes(SOURCE_ID, rows("themes")),
        taking_part=(),
        trust_categories=(),
    ),
    cautions=(
        declared.NOT_FOR_COMPARISON,
        "The Friends and Family Test is not an Official Statistic.",
        "Total Eligible is not a base for a response rate: since December 2020 none is published.",
    ),
)

MEASURES: tuple[Measure, ...] = declared.measures()
BREAKS: tuple[Break, ...] = declared.breaks()
