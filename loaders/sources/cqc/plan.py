"""Where ratings are to be had: the links on CQC's page, known addresses where the page says nothing, and the API with a key.

The API asks for a key in the header of every request, which is for `loaders.fetch.web` to send; here it only decides what is wanted.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import quote

from loaders.declared import addresses
from loaders.errors import SourceUnavailable
from loaders.read.links import links, path_of
from loaders.source import Wanted, Web
from loaders.sources.cqc.days import days_in
from loaders.sources.cqc.tables import SOURCE_ID

PAGE = "https://www.cqc.org.uk/about-us/transparency/using-cqc-data"
API = "https://api.service.cqc.org.uk/public/v1"
KEY, AUTHORITIES = "CQC_API_KEY", "CQC_API_LOCAL_AUTHORITIES"
"""Environment variables: the key, and the local authorities to ask for (`Oldham;Rochdale`). All of England through the API
is some 120,000 requests: for that there are the monthly files."""

MOST_PAGES = 50
_FILE = re.compile(r".*(?P<kind>Latest_ratings|HSCA_Active_Locations)[^/]*\.(?:ods|xlsx|csv|zip)", re.IGNORECASE)

_log = logging.getLogger(__name__)


def releases(web: Web) -> Iterator[Wanted]:
    """Every monthly file, newest first, each under one name once; then the records of the local authorities asked for."""
    known = filter(None, (_wanted(row["url"]) for row in addresses(SOURCE_ID)))
    wanted = {each.name.casefold(): each for each in [*known, *_linked(web)]}
    yield from sorted(wanted.values(), key=lambda each: (_when(each.url), each.name), reverse=True)
    authorities = [each.strip() for each in os.environ.get(AUTHORITIES, "").split(";") if each.strip()]
    if os.environ.get(KEY) and authorities:
        yield from _records(web, authorities)


def _linked(web: Web) -> Iterator[Wanted]:
    try:
        text = web.page(PAGE)
    except SourceUnavailable as error:
        _log.warning("%s; the known addresses stand in", error)
        return
    yield from filter(None, map(_wanted, links(PAGE, text)))


def _wanted(url: str) -> Wanted | None:
    """What a link leads to, by the end of its path; the month stands in the name, in some older ones only in the folder."""
    path = path_of(url)
    if not _FILE.fullmatch(path.name):
        return None
    when = _when(url)
    return Wanted(url, path.name, when.year if when > date.min else None)


def _when(url: str) -> date:
    path = path_of(url)
    return max(days_in(path.name) or days_in(path.parent.name), default=date.min)


def _records(web: Web, authorities: list[str]) -> Iterator[Wanted]:
    """The record of every location in these local authorities, named after today, the day its ratings are true on."""
    today = datetime.now(UTC).date()
    for authority in authorities:
        try:
            for id in _listed(web, authority):
                yield Wanted(f"{API}/locations/{quote(id)}", f"{today}_location_{id}.json", today.year)
        except SourceUnavailable as error:
            _log.warning("the API of CQC lists no locations of %s: %s", authority, error)


def _listed(web: Web, authority: str) -> Iterator[str]:
    for number in range(1, MOST_PAGES + 1):
        address = f"{API}/locations?page={number}&perPage=1000&localAuthority={quote(authority)}"
        try:
            page = json.loads(web.page(address))
            ids = [str(each["locationId"]) for each in page["locations"]]
            last = int(page["totalPages"])
        except (ValueError, KeyError, TypeError) as error:
            raise SourceUnavailable(f"{address} answers with something that is no list of locations") from error
        yield from ids
        if number >= last:
            return
