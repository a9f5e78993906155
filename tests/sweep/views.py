"""One view as a visitor meets it: everything a page says, lists and draws, as plain values."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import zlib
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

import insight
from insight.ui.folds import fold
from tests.sweep.grid import View

ROOT = Path(insight.__file__).parents[1]
_LONGEST = 300
"""Seconds one page may take: a sweep measures nothing, and the machine may be busy."""

_ADDRESSES = ("csv", "shapes")
"""What a chart says of files the browser fetches; the CSV is recorded by what is in it."""

WHY = "WHY "
"""Stands before what is said in the folded explanation, where the field's own terms belong."""

Shown = dict[str, Any]
"""`address` as the page settled it, `text` (lines), `tables`, `charts` and `csv` by their names on the page."""


def visit(cache: Path, view: View) -> Shown:
    """Open one view in a fresh visit and take down what it shows."""
    files: dict[str, list[list[str]]] = {}
    app = _opened(cache, view, files)
    elements = list(_elements(app.main))
    return {
        "address": dict(app.query_params),
        "text": [text for element in elements for text in _texts(element)],
        "tables": {str(number): _table(element) for number, element in enumerate(_of(elements, "dataframe"))},
        "charts": dict(map(_chart, _drawn(elements))),
        "csv": files,
    }


def _opened(cache: Path, view: View, files: dict[str, list[list[str]]]) -> AppTest:
    """The page after its first run; `files` receives the CSV behind each of its charts."""
    keep = MediaFileManager.add

    def added(
        self: MediaFileManager, content: bytes | str, mimetype: str, coordinates: str, *more: Any, **told: Any
    ) -> str:
        if mimetype == "text/csv" and isinstance(content, bytes):
            files[coordinates] = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        return keep(self, content, mimetype, coordinates, *more, **told)

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=_LONGEST)
    app.query_params.update(dict(view.query))
    with (
        patch.dict(os.environ, {"INSIGHT_CACHE": str(cache)}),
        patch.object(MediaFileManager, "add", added),
        patch("insight.ui.answer.fold", _with_tables_open),
    ):
        return app.switch_page(f"pages/{view.page}.py").run()


def _with_tables_open(label: str, key: str, show: Callable[[], object]) -> None:
    """As on a page, but that the numbers of its charts stand open."""
    show() if key.startswith("table.") else fold(label, key, show)


def _elements(block: Block) -> Iterator[Block | Element]:
    for child in block.children.values():
        yield child
        if isinstance(child, Block):
            yield from _elements(child)


def _of(elements: list[Block | Element], kind: str) -> list[Any]:
    return [element for element in elements if element.type == kind]


def _drawn(elements: list[Block | Element]) -> list[Any]:
    """The charts among the components of a page."""
    return [each for each in _of(elements, "bidi_component") if "insight_chart" in each.proto.component_name]


def _texts(element: Any) -> list[str]:
    """What an element says, after the word for its kind."""
    proto: Any = getattr(element, "proto", None)
    match element.type:
        case "html":
            marked = WHY if "<i>Rule.</i>" in proto.body else ""
            return [] if proto.body.startswith("<style>") else [f"{marked}{line}" for line in _lines(proto.body)]
        case "exception":
            return [f"EXCEPTION {proto.type}: {proto.message}"]
        case "selectbox" | "multiselect" | "segmented_control" | "radio" | "number_input" | "text_input":
            return [f"{element.type} {element.label}: {element.value}"]
        case "page_link" | "dataframe" | "bidi_component":
            return []
        case kind:
            said = next((getattr(proto, name) for name in ("body", "label", "text") if hasattr(proto, name)), "")
            return [f"{kind} {said}"] if said else []


def _lines(html: str) -> Iterator[str]:
    """The words of some HTML, one paragraph or part of one after the other."""
    for paragraph in re.split(r"<br\s*/?>|</(?:p|div|li|h[1-6]|tr)>", html):
        words = " ".join(
            unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:a|b|i|strong)\b[^>]*>", "", paragraph))).split()
        )
        if words:
            yield words


def _table(element: Any) -> dict[str, list[str]]:
    return {str(name): [str(cell) for cell in element.value[name]] for name in element.value.columns}


def _chart(element: Any) -> tuple[str, dict[str, Any]]:
    """The place of a chart on its page, and what travels to the browser."""
    told = json.loads(zlib.decompress(element.proto.bytes))
    place = element.proto.id.split("-", 2)[-1]
    return place, {name: _unpacked(value) for name, value in told.items() if name not in _ADDRESSES}


def _unpacked(value: Any) -> Any:
    """The same with the drawing library's packed arrays as lists."""
    if isinstance(value, dict):
        if "bdata" in value:
            return np.frombuffer(base64.b64decode(value["bdata"]), np.dtype(value["dtype"])).tolist()
        return {name: _unpacked(each) for name, each in value.items()}
    return [_unpacked(each) for each in value] if isinstance(value, list) else value
