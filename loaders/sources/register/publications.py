"""Where register files are published: the product's own folder, the ODS reports, and a monthly publication on changing addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.months import MONTHS, named_month
from loaders.source import Wanted, Web

_ODS = "https://www.odsdatasearchandexport.nhs.uk/api/getReport?report="
_SITE = "https://digital.nhs.uk"
MONTHLY = f"{_SITE}/data-and-information/publications/statistical/patients-registered-at-a-gp-practice"

BUILT_IN = tuple(
    Wanted(url=f"builtin:{name}.csv", name=f"{name}.csv")
    for name in ("vintages", "footprints", "regions", "lineage", "areas")
)
ODS_REPORTS = tuple(Wanted(url=_ODS + report, name=f"{report}.csv") for report in ("epraccur", "etr", "ets", "succ"))
"""`succarc`, the archive of successions, is published as a file to fetch by hand; no address of it answers programs for sure.

Left out, because nothing here asks for what they hold: `epracmem` and `egpcur` (the doctors of a practice, who are people),
`ebranchs` (branch surgeries, which no survey reports on), `eccg` and `eccgsite` (commissioners, which the code lists name by
vintage), `epcn` (networks, which the practice mapping gives together with their practices).
"""

_MONTH = re.compile(rf"/patients-registered-at-a-gp-practice/({'|'.join(MONTHS)})-(20\d\d)(?=[\"'/?#])")
_FILE = re.compile(
    r"https://files\.digital\.nhs\.uk/[^\"'\s>]*?(gp-reg-pat-prac-(?:map|all)[^/\"'\s>]*\.(?:csv|zip))", re.IGNORECASE
)


def newest_month(web: Web) -> Iterator[Wanted]:
    """Practice mapping and list sizes of the newest month on the publication's page. Raises SourceUnavailable."""
    months = [named_month(*found) for found in _MONTH.findall(web.page(MONTHLY))]
    if not months:
        return
    newest = max(months)
    page = web.page(f"{MONTHLY}/{newest:%B-%Y}".lower())
    for match in {found[0]: found for found in _FILE.finditer(page)}.values():
        yield Wanted(url=match[0], name=f"{newest:%Y-%m}-{match[1]}", since=newest.year)
