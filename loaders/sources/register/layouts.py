"""All the kinds of register files we know, each with how to tell it, and how to read it or why not: one row a kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from loaders.build import code_lists
from loaders.read.file_kinds import FileKind, headed, unused, with_columns
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


def _is(told: Callable[[Any], str | None], name: str) -> Callable[[Any], bool]:
    return lambda rows: told(rows) == name


LAYOUTS = {
    layout.name: layout
    for layout in (
        *(
            FileKind(name, headed(_is(code_lists.HEADERS.get, name)), partial(built_in.identify, name), tidy)
            for name, tidy in built_in.LISTS.items()
        ),
        *(
            FileKind(name, _is(ods_rows.kind, name), partial(ods.identify, name), tidy)
            for name, tidy in ods.REPORTS.items()
        ),
        FileKind("successions", successions.fits, successions.identify, successions.tidy),
        FileKind("practice_history", history.fits, history.identify, history.tidy),
        FileKind("practice_mapping", headed(mapping.era), mapping.identify, mapping.tidy),
        FileKind("list_sizes", with_columns(*list_sizes.COLUMNS.values()), list_sizes.identify, list_sizes.tidy),
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
