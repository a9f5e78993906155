"""All the kinds of register files we know, each with how to tell it, and how to read it or why not: one row a kind."""

from __future__ import annotations

from functools import partial

from loaders.build import code_lists
from loaders.read.file_kinds import FileKind, Fits, headed, unused, with_columns
from loaders.sources.register import (
    built_in,
    changes,
    history,
    list_sizes,
    lookups,
    mapping,
    ods,
    ods_rows,
    successions,
)


def _list(name: str) -> Fits:
    return headed(lambda header: code_lists.HEADERS.get(header) == name)


def _ods(kind: str) -> Fits:
    return lambda rows: ods_rows.kind(rows) == kind


LAYOUTS = {
    layout.name: layout
    for layout in (
        *(FileKind(name, _list(name), partial(built_in.identify, name), tidy) for name, tidy in built_in.LISTS.items()),
        *(FileKind(name, _ods(name), partial(ods.identify, name), tidy) for name, tidy in ods.REPORTS.items()),
        FileKind("successions", successions.fits, successions.identify, successions.tidy),
        FileKind("practice_history", history.fits, history.identify, history.tidy),
        FileKind("practice_mapping", headed(mapping.era), mapping.identify, mapping.tidy),
        FileKind("list_sizes", headed(list_sizes.fits), list_sizes.identify, list_sizes.tidy),
        FileKind("small_areas", headed(lookups.is_small_areas), lookups.identify, lookups.small_areas),
        FileKind("pcn_changes", with_columns(*changes.COLUMNS.values()), changes.identify, changes.tidy),
        unused(
            "qof_mapping",
            with_columns("practice_code", "pcn_ods_code", "ccg_ods_code"),
            "practices are placed by the monthly practice mapping (gp-reg-pat-prac-map); nothing to load.",
        ),
        unused(
            "footprint_names",
            headed(lookups.is_names),
            "footprints are named by the code lists (docs/new_vintage.md); nothing to load.",
        ),
    )
}
"""By name, in the order they are tried: a row is only reached by files that none above it fits."""
