"""The files of a pack in the formats asked for, all made before the first is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from insight.pack.content import Pack, Told
from insight.pack.settled import write_whole

_MAKERS: Mapping[str, str] = {
    "html": "page:page",
    "pdf": "paper:paper",
    "zip": "bundle:bundle",
    "summary.html": "summary:summary_page",
    "summary.pdf": "summary:summary_paper",
}
"""Module and function by format. The libraries for slides and paper are loaded when a file is made, not when a server starts."""
FORMATS = ("pptx", *_MAKERS)


def made(pack: Pack, format: str, template: Path | None = None) -> bytes:
    """One file. Raises insight.pack.slides.template.NotATemplate."""
    if format == "pptx":
        templates = import_module("insight.pack.slides.template")
        deck = templates.template_deck(template) if template else templates.our_deck()
        return import_module("insight.pack.slides.deck").deck(pack, deck)
    module, function = _MAKERS[format].split(":")
    return getattr(import_module(f"insight.pack.{module}"), function)(pack)


def written(pack: Pack, formats: Sequence[str], folder: Path, template: Path | None, told: Told) -> list[Path]:
    """Make every file, then write each whole or not at all. Raises NotATemplate, NotWritten."""
    contents = {}
    for format in formats:
        told(f"Making {format}")
        contents[folder / f"{pack.file}.{format}"] = made(pack, format, template)
    for path, content in contents.items():
        write_whole(path, content)
    return list(contents)
