"""`python -m insight.queries.prepare`: work out, once for all visitors, what every footprint's pages read of the current set.

Without it the dashboard works all of it out when somebody first asks, which with England's figures takes seconds a page.
"""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa

from insight.measures.series import rebased
from insight.model import EVERYONE
from insight.queries import histories
from insight.queries.groups import by_group, with_groups
from insight.queries.published import PublishedSet, current
from insight.schema import HISTORIES, conform


def prepare(published: PublishedSet) -> None:
    """Keep the history of every measure on every map beside the set. Raises OSError where the cache cannot be written."""
    store = published.store
    maps = [histories.geography(published, str(vintage)) for vintage in store.vintages["id"]]
    grouped = set(with_groups(published))
    found: dict[str, list[pa.Table]] = defaultdict(list)
    for id in sorted(map(str, store.measures.index)):
        gathered = histories.read(published, id)
        for around in maps:
            parts = by_group(published, id, around) if id in grouped else {}
            found[around.vintage] += [
                conform(rows.assign(measure=id, segment=each), HISTORIES)
                for each, rows in (parts | {EVERYONE: rebased(gathered, around)}).items()
            ]
    for vintage, tables in found.items():
        store.keep(f"{HISTORIES.name}.{vintage}", pa.concat_tables(tables))


if __name__ == "__main__":
    prepare(current())
