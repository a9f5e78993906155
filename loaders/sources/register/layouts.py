"""All the kinds of register files we know, each with how to tell it, and how to read it or why not: one row a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loaders.build import code_lists
from loaders.errors import NotUsable
from loaders.read.plain_tables import Rows, header_of
from loaders.reference import Reference
from loaders.source import Raw, Release, Tables
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


@dataclass(frozen=True)
class RegisterLayout:
    """One kind of file."""

    name: str
    fits: Callable[[Rows], bool]
    identify: Callable[[Raw, str, Reference], Release]
    tidy: Callable[[Raw, Release, Reference], Tables]


def layout_of(rows: Rows) -> RegisterLayout | None:
    """The first kind these rows open; None if it is no register file."""
    return next((layout for layout in LAYOUTS.values() if layout.fits(rows)), None) if rows else None


def _headed(test: Callable[[tuple[str, ...]], object]) -> Callable[[Rows], bool]:
    return lambda rows: bool(test(header_of(rows)))


def _with(*names: str) -> Callable[[Rows], bool]:
    return _headed(lambda header: set(names) <= set(header))


def _ods(kind: str) -> Callable[[Rows], bool]:
    return lambda rows: ods_rows.kind(rows) == kind


def _list(name: str, tidy: Callable[[Raw, Release, Reference], Tables]) -> RegisterLayout:
    return RegisterLayout(name, _headed(lambda header: code_lists.HEADERS.get(header) == name), built_in.identify, tidy)


def _unused(name: str, fits: Callable[[Rows], bool], reason: str) -> RegisterLayout:
    def refuse(raw: Raw, layout: str, reference: Reference) -> Release:
        raise NotUsable(f"{raw.name}: {reason}")

    def never(raw: Raw, release: Release, reference: Reference) -> Tables:
        raise NotImplementedError(f"{name} is refused when it is recognised")

    return RegisterLayout(name, fits, refuse, never)


LAYOUTS = {
    layout.name: layout
    for layout in (
        _list("vintages", built_in.vintages),
        _list("footprints", built_in.footprints),
        _list("regions", built_in.regions),
        _list("lineage", built_in.lineage),
        _list("areas", built_in.areas),
        RegisterLayout("practices", _ods("practices"), ods.identify, ods.practices),
        RegisterLayout("trusts", _ods("trusts"), ods.identify, ods.trusts),
        RegisterLayout("sites", _ods("sites"), ods.identify, ods.sites),
        RegisterLayout("successions", successions.fits, successions.identify, successions.tidy),
        RegisterLayout("practice_history", history.fits, history.identify, history.tidy),
        RegisterLayout("practice_mapping", _headed(mapping.era), mapping.identify, mapping.tidy),
        RegisterLayout("list_sizes", _headed(list_sizes.fits), list_sizes.identify, list_sizes.tidy),
        RegisterLayout("small_areas", _headed(lookups.is_small_areas), lookups.identify, lookups.small_areas),
        RegisterLayout("pcn_changes", _with(*changes.COLUMNS.values()), changes.identify, changes.tidy),
        _unused(
            "qof_mapping",
            _with("practice_code", "pcn_ods_code", "ccg_ods_code"),
            "practices are placed by the monthly practice mapping (gp-reg-pat-prac-map); nothing to load.",
        ),
        _unused(
            "footprint_names",
            _headed(lookups.is_names),
            "footprints are named by the code lists (docs/new_vintage.md); nothing to load.",
        ),
    )
}
"""By name, in the order they are tried: a row is only reached by files that none above it fits."""
