"""A small part of the demonstration publication: one month, one year, few practices - quick enough for every drill."""

from __future__ import annotations

import shutil
from pathlib import Path

from demo import fft, gpps
from demo.world import build

PRACTICES = 40
NATIONAL = "GPPS_2026_National_data_(weighted)_(csv)_PUBLIC.csv"
FOOTPRINTS = "GPPS_2026_ICS_data_(weighted)_(csv)_PUBLIC.csv"
EMERGENCY = "FFT_AE_MacroWebfile_Apr-26.xlsm"
COMMUNITY = "FFT_Community_MacroWebfile_Apr-26.xlsm"
AMBULANCE = "FFT_Amb_MacroWebfile_Apr-26.xlsm"

LOADED = (NATIONAL, FOOTPRINTS, NATIONAL.replace("National", "Region"), COMMUNITY)
SHORTENED = (NATIONAL.replace("National", "PCN"), NATIONAL.replace("National", "Practice"))
NEW = (EMERGENCY, AMBULANCE)
"""What the publishers bring out after the first load: the page of April was half filled till then."""


def publish_small(folder: Path, everything: Path) -> None:
    """Write the files of `LOADED`, `SHORTENED` and `NEW` into a folder, by way of one that gets many more."""
    everything.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    world = build()
    gpps.publish(world, 2026, everything)
    fft.publish(world, everything)
    for name in (*LOADED, *NEW):
        shutil.copy(everything / name, folder / name)
    for name in SHORTENED:
        lines = (everything / name).read_bytes().splitlines(keepends=True)
        (folder / name).write_bytes(b"".join(lines[: PRACTICES + 1]))
