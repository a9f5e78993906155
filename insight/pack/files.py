"""The files of a pack in the formats asked for, all made before the first is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from insight.pack.bundle import bundle
from insight.pack.content import Pack, Told
from insight.pack.page import page
from insight.pack.paper import paper
from insight.pack.settled import write_whole
from insight.pack.slides.deck import deck
from insight.pack.slides.template import our_deck, template_deck
from insight.pack.summary import summary_page, summary_paper

_MAKERS: Mapping[str, Callable[[Pack], bytes]] = MappingProxyType(
    {"html": page, "pdf": paper, "zip": bundle, "summary.html": summary_page, "summary.pdf": summary_paper}
)
FORMATS = ("pptx", *_MAKERS)


def made(pack: Pack, format: str, template: Path | None = None) -> bytes:
    """One file. Raises insight.pack.slides.template.NotATemplate."""
    if format == "pptx":
        return deck(pack, template_deck(template) if template else our_deck())
    return _MAKERS[format](pack)


def written(pack: Pack, formats: Sequence[str], folder: Path, template: Path | None, told: Told) -> list[Path]:
    """Make every file, then write each whole or not at all. Raises NotATemplate, NotWritten."""
    contents = {}
    for format in formats:
        told(f"Making {format}")
        contents[folder / f"{pack.file}.{format}"] = made(pack, format, template)
    for path, content in contents.items():
        write_whole(path, content)
    return list(contents)
