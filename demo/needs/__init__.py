"""Who lives in the invented England: ages, recorded illness, smoking, deprivation, ethnic groups and rurality, as four publishers print them.

Layouts of Fingertips (OHID), the Quality and Outcomes Framework (NHS England), the Indices of Deprivation 2025 (MHCLG), and Census
2021, the rural-urban classification and a lookup of small areas (ONS).
"""

from __future__ import annotations

from pathlib import Path

from demo.needs import fingertips, registers, small_areas
from demo.needs.people import invent
from demo.world import World


def publish(world: World, folder: Path) -> None:
    """Write the files of all four publishers."""
    people = invent(world)
    areas = small_areas.invent(world, people)
    small_areas.publish(world, areas, folder)
    fingertips.publish(world, people, areas.england, folder)
    registers.publish(world, people, folder)
