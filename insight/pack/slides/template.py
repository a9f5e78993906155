"""The layouts a deck is made on: our own plain ones, or those of a template that has what is needed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.util import Emu, Inches

_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_LARGEST, _NARROWEST = 50_000_000, 13
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
RULES = (
    "A template is a .pptx or .potx file with a layout that has a title and no other placeholder (as “Title Only”), "
    "and with slides at least 13 inches wide: type of 18 points needs it."
)


class NotATemplate(Exception):
    """The file cannot be used as a template; the sentence says what is missing."""


@dataclass(frozen=True)
class Deck:
    """An empty presentation, and the layout on which slides are made."""

    presentation: Any
    layout: Any
    own: bool
    """Whether it is our own layout, whose title we place ourselves."""

    @property
    def wide(self) -> Emu:
        """EMU across."""
        return self.presentation.slide_width

    @property
    def high(self) -> Emu:
        """EMU down."""
        return self.presentation.slide_height


def our_deck() -> Deck:
    """The library's plain presentation in 16 to 9."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = _WIDE, _HIGH
    return Deck(presentation, _title_only(presentation), True)


def template_deck(path: Path) -> Deck:
    """A user's template without its slides. Raises NotATemplate."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotATemplate(f"The template {path} cannot be read: {error.strerror}.") from error
    if len(content) > _LARGEST:
        raise NotATemplate(f"The template {path.name} is larger than 50 MB. {RULES}")
    try:
        presentation = Presentation(io.BytesIO(_as_presentation(content)))
    except (PythonPptxError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise NotATemplate(f"{path.name} is not a PowerPoint file. {RULES}") from error
    layout = _title_only(presentation)
    if layout is None:
        names = ", ".join(f"“{each.name}”" for each in presentation.slide_layouts) or "none"
        raise NotATemplate(f"{path.name} has no layout with a title alone; its layouts are: {names}. {RULES}")
    wide = (presentation.slide_width or 0) / Inches(1)
    if wide < _NARROWEST:
        raise NotATemplate(f"The slides of {path.name} are {wide:.1f} inches wide. {RULES}")
    _drop_slides(presentation)
    return Deck(presentation, layout, False)


def _title_only(presentation: Any) -> Any:
    """The first layout with a title and nothing else to fill in; None where there is none."""
    for layout in presentation.slide_layouts:
        kinds = [each.placeholder_format.type for each in layout.placeholders]
        kinds = [kind for kind in kinds if kind not in _FURNITURE]
        if len(kinds) == 1 and kinds[0] in _TITLES:
            return layout
    return None


def _as_presentation(content: bytes) -> bytes:
    """A template file says of itself that it is one, which the library does not read; its parts are the same."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        types = file.read("[Content_Types].xml")
        if b"presentationml.template.main+xml" not in types:
            return content
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in file.namelist():
                part = file.read(name)
                if name == "[Content_Types].xml":
                    part = part.replace(b"presentationml.template.main+xml", b"presentationml.presentation.main+xml")
                copy.writestr(name, part)
    return out.getvalue()


def _drop_slides(presentation: Any) -> None:
    slides = presentation.slides._sldIdLst
    for each in list(slides):
        presentation.part.drop_rel(each.rId)
        slides.remove(each)
