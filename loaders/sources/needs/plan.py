"""Where figures of needs are published: the Fingertips API, a monthly publication of NHS England, and a page of GOV.UK.

Fingertips answers at most 100 indicators at once, whole and without pages, and slows down whoever asks fast: one indicator and one
area type a request. Left to be fetched by hand, because no address of one readable file is known: the Quality and Outcomes
Framework and Census 2021 (archives of many files), the rural-urban classification, and ages by Fingertips (larger than any file we take).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from loaders.months import MONTHS, named_month
from loaders.read.links import linked, path_of
from loaders.source import Wanted, Web

FINGERTIPS = "https://fingertips.phe.org.uk/api/all_data/csv/by_indicator_id"
ENGLAND, PRACTICES, ICBS = 15, 7, 221
"""Area types of Fingertips; with England as parent the file is the plainest."""
_ASKED = (("94240", PRACTICES, "GPs"), ("91547", PRACTICES, "GPs"), ("91547", ICBS, "ICBs"))

INDICES = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025"
_INDICES_FILE = re.compile(r"File_(?:7_IoD2025|13_-_IoD2025)[^/]*\.(?:csv|xlsx)", re.IGNORECASE)

MONTHLY = "https://digital.nhs.uk/data-and-information/publications/statistical/patients-registered-at-a-gp-practice"
_MONTH = re.compile(rf"/patients-registered-at-a-gp-practice/({'|'.join(MONTHS)})-(20\d\d)/?", re.IGNORECASE)
_AGES_FILE = re.compile(r"gp-reg-pat-prac-quin-age[^/]*\.(?:csv|zip)", re.IGNORECASE)


def releases(web: Web) -> Iterator[Wanted]:
    """Downloads of Fingertips, the files of the Indices of Deprivation, and the newest patients by age. A page that does not answer hides nothing but its own files."""
    for indicator, kind, word in _ASKED:
        url = f"{FINGERTIPS}?indicator_ids={indicator}&child_area_type_id={kind}&parent_area_type_id={ENGLAND}"
        yield Wanted(url, f"fingertips_{indicator}_{word}.csv")
    for url in linked(web, INDICES):
        if _INDICES_FILE.fullmatch(path_of(url).name):
            yield Wanted(url, path_of(url).name, 2025)
    pages = ((_MONTH.search(urlsplit(url).path), url) for url in linked(web, MONTHLY))
    months = {named_month(found[1], found[2]): url for found, url in pages if found}
    if months:
        newest = max(months)
        for url in linked(web, months[newest]):
            if _AGES_FILE.fullmatch(path_of(url).name):
                yield Wanted(url, f"{newest:%Y-%m}-{path_of(url).name}", newest.year)
