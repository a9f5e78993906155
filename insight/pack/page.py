"""The pack as one web page: the accessible master, which opens from a disk and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

import pandas as pd

from insight.charts.cells import is_figures, readable
from insight.charts.chart import Chart
from insight.charts.drawn.picture import Picture, type_faces
from insight.charts.provenance import DEMONSTRATION
from insight.pack.content import Pack, PackPart
from insight.pack.notes import REFUSED, SOURCES, files_of

_STYLE = Path(__file__).with_name("page.css")
_TAG = '<p class="tag"><strong>DEMONSTRATION DATA</strong></p>'
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def page(pack: Pack) -> bytes:
    """One HTML file with everything in it."""
    body = [
        _header(pack),
        _contents(pack),
        *(_part(pack, part, at) for at, part in enumerate(pack.parts, 1)),
        _files(pack),
    ]
    return document(pack.title, body, pack.identity.line)


def document(title: str, body: Iterable[str], mark: str) -> bytes:
    """A whole page from its parts; `mark` says what it is to a machine."""
    style = type_faces() + _STYLE.read_text("utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="insight" content="{escape(mark)}">'
        f'<style>{style}</style></head><body><a class="skip" href="#content">Skip to the findings</a>'
        f"{''.join(body)}</body></html>\n"
    ).encode()


def invented() -> str:
    """The banner of figures that are invented."""
    return f'<p class="invented" role="note"><strong>DEMONSTRATION DATA</strong> {escape(DEMONSTRATION.partition(": ")[2].capitalize())}</p>'


def _header(pack: Pack) -> str:
    banner = invented() if pack.demonstration else ""
    who = "".join(f"<p>{escape(each)}</p>" for each in pack.introduction)
    return f"<header>{banner}<h1>{escape(pack.title)}</h1><p>{escape(pack.about)}</p>{who}</header>"


def _contents(pack: Pack) -> str:
    links = "".join(
        f'<li><a href="#part-{at}">{escape(each.finding)}</a></li>' for at, each in enumerate(pack.parts, 1)
    )
    return f'<nav aria-label="Findings"><h2>What we found</h2><ol>{links}</ol></nav><main id="content">'


def _part(pack: Pack, part: PackPart, at: int) -> str:
    """One finding: heading, drawing, sentences, how it came about, and its table."""
    said = "".join(f"<li>{escape(each)}</li>" for each in part.sentences)
    told = f"<ul>{said}</ul>" if said else ""
    rules = "".join(
        f"<p>{escape(each.sentence)} {escape(each.rule)} <cite>{escape(each.citation)}</cite></p>"
        for each in {each.rule: each for each in part.answer.explanation}.values()
    )
    how = f"<details><summary>How we know</summary>{rules}</details>" if rules else ""
    drawn = _drawn(part.chart, pack.figure_of(part), at) if part.chart else ""
    warned = part.chart.warning if part.chart else ""
    told = (f"<p><strong>{escape(warned)}</strong></p>" if warned else "") + told
    tag = _TAG if part.chart and DEMONSTRATION in part.chart.foot else ""
    return (
        f'<section id="part-{at}" aria-labelledby="title-{at}">{tag}<p class="question">{escape(part.question)}</p>'
        f'<h2 id="title-{at}">{escape(part.finding)}</h2>{told}{drawn}{how}</section>'
    )


def _drawn(chart: Chart, picture: Picture | None, at: int) -> str:
    svg = picture.svg(faces=False, apart=f"p{at}") if picture else ""
    if svg:
        svg = f'<div class="wide" tabindex="0" role="region" aria-label="{escape(chart.finding)}">{svg}</div>'
    notes = f"<p>{escape('; '.join(chart.notes))}</p>" if chart.notes else ""
    return (
        f"<figure>{svg}<figcaption>{escape(chart.subtitle)}<br><small>{escape(chart.foot)}</small></figcaption></figure>"
        f"<details><summary>Every number of this chart</summary>{notes}{html_table(chart.table, chart.finding)}</details>"
    )


def html_table(table: pd.DataFrame, caption: str) -> str:
    """A table with its caption and headings; the first column heads the rows."""
    figures = [is_figures(table[name]) for name in table][1:]
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in table)
    rows = []
    for row in readable(table).itertuples(index=False, name=None):
        first, *rest = (escape(str(cell)) for cell in row)
        cells = zip(figures, rest, strict=True)
        told = "".join(f'<td class="figure">{cell}</td>' if number else f"<td>{cell}</td>" for number, cell in cells)
        rows.append(f'<tr><th scope="row">{first}</th>{told}</tr>')
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _files(pack: Pack) -> str:
    cautions = "".join(f"<p>{escape(each)}</p>" for each in pack.cautions)
    told = "".join(f"<p>{escape(each)}</p>" for each in pack.attributions)
    rows = "".join(f"<li>{escape(each)}</li>" for each in files_of(pack, pack.files))
    without = "".join(f"<li>{escape(each)}</li>" for each in pack.refused)
    refused = f"<h2>{REFUSED}</h2><ul>{without}</ul>" if without else ""
    return (
        f'{refused}</main><footer><h2>{SOURCES}</h2>{told}<h2>Where these figures come from</h2>{cautions}<ul class="files">{rows}</ul>'
        f"<p>Pack {pack.identity.code}, version {escape(pack.identity.version)}.</p></footer>"
    )
