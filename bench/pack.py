"""Packs without a browser against the same figures through a headless one, and the memory of a pack for every footprint."""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import plotly
from playwright.sync_api import sync_playwright

from bench.case import Case, against, under
from bench.demonstration import load_demonstration
from bench.measure import quickest
from insight.charts.chart import Chart
from insight.charts.drawn.fitted import TooSmall
from insight.charts.drawn.picture import draw
from insight.charts.drawn.sizes import A4, SIZES
from insight.charts.map.outlines import complete
from insight.charts.wire import plain
from insight.pack.content import Pack, pack
from insight.pack.files import made
from insight.pack.settled import zipped
from insight.queries import menu
from insight.queries.prepare import prepare
from insight.queries.published import PublishedSet
from insight.queries.question import ask
from insight.queries.resolve import resolve
from insight.queries.views import BOARD
from insight.selection import Selection
from insight.store import Store

_VINTAGE = "icb-2026"
_FORMATS = ("pptx", "html", "pdf")
_IMAGES = 100
_GROWTH = 150
"""Megabytes by which the peak may rise while more packs are made."""
_WARM = 12


def cases() -> Iterator[Case]:
    """One pack with its answers at hand, in three formats; its charts as pictures; 100 of them; every footprint's pack.

    The rival draws the same figures as pictures of the same width in Chromium, its start included, since a server
    without one would start it.
    """
    with tempfile.TemporaryDirectory() as folder:
        cache = load_demonstration(Path(folder))
        prepare(PublishedSet(Store.open(cache)))  # as a server does after each load
        yield from measured(cache)


def measured(cache: Path) -> Iterator[Case]:
    """The cases over a cache that is loaded."""
    store = Store.open(cache)
    first = next(iter(menu.footprints(PublishedSet(store), _VINTAGE)))
    began = time.perf_counter()
    one = _pack(PublishedSet(store), first)
    answered = time.perf_counter() - began
    charts = [part.chart for part in one.drawn if part.chart and _has_room(part.chart)]
    ours = quickest(lambda: [made(one, format) for format in _FORMATS], runs=1)
    pictures = quickest(_pictures, charts, runs=1)
    rival = quickest(_through_a_browser, charts, runs=1)
    yield under("pack of one footprint, 3 formats", "s", ours=ours, rival=rival, limit=3)
    yield under("the same with its answers, on a fresh server", "s", ours=answered + ours, limit=3)
    yield against("its charts as pictures", "s", ours=pictures, rival=rival, at_least=2)
    many = [charts[at % len(charts)] for at in range(_IMAGES)]
    drawings = quickest(lambda: [draw(chart, A4).svg() for chart in many], runs=1)
    zip_of = quickest(lambda: zipped({f"{at}.png": png for at, png in enumerate(_pictures(many))}), runs=1)
    through = quickest(_through_a_browser, many, runs=1)
    yield against("100 drawings", "s", ours=drawings, rival=through, at_least=10)
    yield against("zip of 100 pictures", "s", ours=zip_of, rival=through, at_least=10)
    early, late = _growth(store)
    yield under("packs of all footprints, peak rises from the first to the twelfth by", "MB", ours=early, limit=_GROWTH)
    yield under("and from the twelfth to the last by", "MB", ours=late, limit=_GROWTH)


def _has_room(chart: Chart) -> bool:
    """Whether a chart can be read on a page; a table of many sources cannot, and a zip leaves its picture out."""
    try:
        return bool(draw(chart, A4))
    except TooSmall:
        return False


def _pictures(charts: Sequence[Chart]) -> list[bytes]:
    """Each chart as a picture, as a zip makes them: one to a processor."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda chart: draw(chart, A4).png(), charts))


def _pack(published: PublishedSet, footprint: str) -> Pack:
    question = ask(published, resolve(published, Selection(footprint=footprint, vintage=_VINTAGE)).selection)
    assert question is not None
    return pack(question, BOARD)


def _growth(store: Store) -> tuple[float, float]:
    """Megabytes by which the peak of this process rises from the first pack to the twelfth, and from there to the last."""
    peaks = []
    published = PublishedSet(store)
    for code in menu.footprints(published, _VINTAGE):
        published.memo.forget_unasked()  # as the command line does
        one = _pack(published, code)
        for format in _FORMATS:
            made(one, format)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return peaks[_WARM - 1] - peaks[0], peaks[-1] - peaks[_WARM - 1]


_BROWSER = 960
"""Pixels across at which the browser lays a chart out before it is enlarged."""


def _through_a_browser(charts: Sequence[Chart]) -> list[str]:
    """Each figure as a picture by the drawing library in headless Chromium."""
    script = Path(plotly.__file__).with_name("package_data") / "plotly.min.js"
    wide = round(SIZES["a4"].wide / 25.4 * SIZES["a4"].dots)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page()
        page.add_script_tag(path=script)
        found = []
        for chart in charts:
            figure = json.dumps(plain(complete(chart).to_plotly_json()))
            scale = wide / _BROWSER
            asked = f"{{format: 'png', width: {_BROWSER}, height: {chart.figure.layout.height}, scale: {scale}}}"
            found.append(str(page.evaluate(f"() => Plotly.toImage({figure}, {asked})")))
        browser.close()
    return found
