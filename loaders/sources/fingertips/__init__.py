"""Fingertips: what the Office for Health Improvement and Disparities (OHID) publishes of needs, by practice.

Its downloads are made on demand and fetched by hand; one indicator of them is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable

from insight.model import Break
from loaders.read.plain_tables import header_of, opening
from loaders.reference import Reference
from loaders.source import Raw, Release, SourceInfo, Tables, Wanted, Web
from loaders.sources.fingertips import deprivation
from loaders.sources.fingertips.traits import SOURCE_TRAITS

SOURCE = SourceInfo(
    id="fingertips",
    title="Deprivation of practices' patients",
    publisher="Office for Health Improvement and Disparities",
    page="https://fingertips.phe.org.uk/",
    licence="Open Government Licence v3.0",
    attribution=(
        "Office for Health Improvement and Disparities, Fingertips: public health data. Contains public sector "
        "information licensed under the Open Government Licence v3.0."
    ),
    version=2,
    traits=SOURCE_TRAITS,
)
MEASURES = (deprivation.DEPRIVATION,)
BREAKS: tuple[Break, ...] = ()


def releases(web: Web) -> Iterable[Wanted]:
    """None: no address of a whole file answers programs for sure."""
    return ()


def recognise(raw: Raw, reference: Reference) -> Release | None:
    """A download of the deprivation score; None if it is no Fingertips download. Raises NotUsable for other indicators."""
    return deprivation.identify(raw) if deprivation.fits(header_of(opening(raw))) else None


def tidy(raw: Raw, release: Release, reference: Reference) -> Tables:
    """One fact per practice and one for England. Raises LayoutChanged."""
    return deprivation.tidy(raw, release)
