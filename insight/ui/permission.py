"""Who may load data from a page: nobody, unless whoever serves the dashboard says so.

`INSIGHT_LOADS=on` lets visitors start a load. `INSIGHT_FOLDERS` names the folders, parted by the system's path separator,
below which they may load files fetched by hand; without it no folder of the server can be read from a page.
"""

from __future__ import annotations

import os
from pathlib import Path

LOADS_VARIABLE, FOLDERS_VARIABLE = "INSIGHT_LOADS", "INSIGHT_FOLDERS"


def loads_allowed() -> bool:
    """Whether a visitor may start a load."""
    return os.environ.get(LOADS_VARIABLE, "").strip().lower() == "on"


def permitted_roots() -> list[Path]:
    """The folders, resolved, below which a visitor may load files."""
    return [
        Path(root).expanduser().resolve() for root in os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep) if root
    ]


def permitted_folder(asked: str) -> Path | None:
    """The folder a visitor asks for, links followed; None where it is no folder or lies outside every permitted one.

    Both cases are one answer, so that nobody can find out by asking which folders the server has.
    """
    try:
        folder = Path(asked).resolve()
        inside = any(folder.is_relative_to(root) for root in permitted_roots())
        return folder if inside and folder.is_dir() else None
    except (OSError, ValueError):  # a name too long, or with a zero byte in it
        return None
