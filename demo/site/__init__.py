"""The demonstration publication as web sites: which address of which publisher answers with which page or file.

The sites have the shape of the real ones, their unpredictable file names and half-filled pages included. Every page says
that it is a demonstration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from demo.site import cqc, digital, england, gp_patient, needs, ons, staff_survey, written_complaints
from demo.site.resource import File, IndexPage, Resource

Site = dict[str, Resource]
"""What each address answers with; addresses are whole, such as `https://www.cqc.org.uk/publications/surveys/surveys`."""

PUBLISHERS = (gp_patient, england, cqc, ons, digital, staff_survey, written_complaints, needs)


def lay_out(folder: Path) -> Site:
    """The sites of all publishers, with the files of a folder that `demo.publish` wrote."""
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    return dict(chain.from_iterable(publisher.site(files) for publisher in PUBLISHERS))


def hosts(addresses: Iterable[str]) -> Iterator[str]:
    """Each host once, in order."""
    yield from dict.fromkeys(address.split("/")[2] for address in addresses)
