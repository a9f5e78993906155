"""The pack as a zip: every chart in the sizes chosen as drawing and picture, its numbers as clean CSV, and what describes them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from html import escape

import pandas as pd

from insight.charts.cells import is_figures
from insight.charts.chart import Chart
from insight.charts.csv_text import csv_text
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.picture import draw
from insight.charts.drawn.sizes import A4, SIZES, SLIDE
from insight.pack.content import Pack, PackPart
from insight.pack.notes import notes_of
from insight.pack.page import document, invented
from insight.pack.settled import zipped

CHOSEN = (A4.id, SLIDE.id)
"""The sizes where nobody chooses."""


def bundle(pack: Pack, sizes: Sequence[str] = CHOSEN, pictures: bool = True) -> bytes:
    """One zip file. A chart that cannot be read in a size is left out there; its drawing on a whole page is always there."""
    made: dict[str, bytes | Future[bytes]] = {}
    listed: list[dict[str, str]] = []
    # Pictures take most of the time, and nearly all of it outside the interpreter's lock: one to a processor.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for part in pack.drawn:
            assert part.chart is not None
            files = dict(_of(pack, part, part.chart, sizes, pool if pictures else None))
            made |= files
            listed.append({"Finding": part.finding, "Answers": part.question, "Files": ", ".join(files)})
    members = {name: each.result() if isinstance(each, Future) else each for name, each in made.items()}
    members["index.html"] = _index(pack, listed)
    members["index.csv"] = csv_text(pd.DataFrame(listed))
    told = {
        "title": pack.title,
        "compared_with": pack.against,
        "areas": pack.areas,
        "demonstration": pack.demonstration,
    }
    told |= {"pack": pack.identity.code, "mark": pack.identity.line, "files": _releases(pack.files)}
    return zipped(members | {"metadata.json": _json(told)})


def _of(
    pack: Pack, part: PackPart, chart: Chart, sizes: Sequence[str], pool: Executor | None
) -> Iterator[tuple[str, bytes | Future[bytes]]]:
    """The files of one chart by their names; pictures are made by the pool, where there is one."""
    for id in sizes:
        try:
            drawing = draw(chart, SIZES[id])
        except TooSmall:
            continue
        name = pack.file_of(part, id)
        yield f"{name}.svg", drawing.svg(mark=pack.identity.line).encode()
        if pool:
            yield f"{name}.png", pool.submit(drawing.png, pack.identity.line)
    name = pack.file_of(part)
    yield f"{name}.csv", csv_text(chart.table)
    yield f"{name}.csv-metadata.json", csvw(pack, part, chart, f"{name}.csv")


def csvw(pack: Pack, part: PackPart, chart: Chart, file: str) -> bytes:
    """What a CSV holds and where it is from, after CSV on the Web: the file itself stays clean."""
    files = pack.files[pack.files["id"].isin(list(part.answer.releases))]
    columns = [
        {"titles": str(name), "datatype": "number" if is_figures(chart.table[name]) else "string"}
        for name in chart.table
    ]
    return _json(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "url": file,
            "dc:identifier": pack.identity.line,
            "dc:title": f"{chart.finding}. {chart.subtitle}",
            "dc:description": chart.foot,
            "dc:license": " ".join(dict.fromkeys(files["licence"].dropna())),
            "dc:source": _releases(files),
            "rdfs:comment": [*chart.notes, *notes_of(pack, part).splitlines()],
            "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
            "tableSchema": {"columns": columns},
        }
    )


def _releases(files: pd.DataFrame) -> list[dict[str, str]]:
    names = ("title", "url", "sha256", "retrieved")
    return [{name: str(row[name]) for name in names} for row in files.to_dict("records")]


def _index(pack: Pack, listed: Sequence[Mapping[str, str]]) -> bytes:
    rows = (f"<li>{escape(each['Finding'])}<br>{_links(each['Files'].split(', '))}</li>" for each in listed)
    table = f"<h2>What is in this folder</h2><ul>{''.join(rows)}</ul>"
    body = f'{invented() if pack.demonstration else ""}<main id="content"><h1>{escape(pack.title)}</h1>{table}</main>'
    return document(pack.title, [body], pack.identity.line)


def _links(names: Sequence[str]) -> str:
    return ", ".join(f'<a href="{name}">{name}</a>' for name in names)


def _json(value: object) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False).encode()
