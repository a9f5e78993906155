"""A hundred visitors at once, who look 10 to 30 seconds at each page before the next click: how long they wait, what the server holds."""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import numpy as np
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.case import Case, under
from bench.demonstration import PAGES, prepared_england
from bench.measure import answered_ahead, descriptors, resident
from insight.queries import menu
from insight.queries.published import PublishedSet
from insight.store import Store
from tests.browser.server import ROOT, serving

_VISITORS = int(os.environ.get("INSIGHT_BENCH_VISITORS", "100"))
_THINKS = (10.0, 30.0)
_MINUTES = float(os.environ.get("INSIGHT_BENCH_MINUTES", "5"))
"""How long they stay."""
_PATIENCE = 60.0
"""Seconds after which a visitor gives up on an answer."""
_LARGEST = 64 * 1024 * 1024
_FEET, _MEASURES = 20, 20


@dataclass
class Waits:
    """What all visitors met: seconds of every answer, how many never came or were errors, bytes of all."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    erred: int = 0
    sent: list[int] = field(default_factory=list)


def cases() -> Iterator[Case]:
    """The 95th percentile of the wait, answers lost, memory at its most and after the last has gone, descriptors left."""
    with tempfile.TemporaryDirectory() as folder:
        cache = prepared_england(Path(folder))
        views = _views(PublishedSet(Store.open(cache)))
        with serving(ROOT / "serve.py", cache, Path(folder) / "server.log") as address:
            asyncio.run(_visit(address, views, 30))  # the set is read, the first pages are made
            answered_ahead(Path(folder) / "server.log")
            before, open_before = resident(address), descriptors(address)
            waits, most = asyncio.run(crowd(address, views, _MINUTES * 60))
            after, open_after = asyncio.run(_settled(address, views))
    who = f"{_VISITORS} visitors, {_MINUTES:g} minutes"
    yield under(f"{who}: wait, 95th percentile", "s", ours=float(np.percentile(waits.seconds, 95)), limit=2)
    yield under(f"{who}: wait, median", "s", ours=float(np.median(waits.seconds)), limit=1)
    yield under(f"{who}: answers lost or in error", "of all", ours=waits.lost + waits.erred, limit=0)
    yield under(f"{who}: bytes of an answer, median", "kB", ours=float(np.median(waits.sent)) / 1000, limit=40)
    yield under(f"{who}: memory at its most", "MB", ours=most, limit=1200)
    yield under(f"{who}: memory after they left", "MB", ours=after, limit=1.2 * before)
    yield under(f"{who}: descriptors left", "more", ours=max(0, open_after - open_before), limit=0)


async def crowd(address: str, views: list[tuple[str, str]], seconds: float) -> tuple[Waits, float]:
    """Let the visitors come within the first moments and stay; what they met, and the most memory in megabytes."""
    waits, most, end = Waits(), 0.0, monotonic() + seconds
    visits = [asyncio.create_task(_stay(address, views, end, waits, seed)) for seed in range(_VISITORS)]
    while any(not each.done() for each in visits):
        most = max(most, resident(address))
        await asyncio.sleep(1)
    return waits, most


async def _stay(address: str, views: list[tuple[str, str]], end: float, waits: Waits, seed: int) -> None:
    by_chance = random.Random(seed)
    await asyncio.sleep(by_chance.uniform(0, _THINKS[1]))
    async with _session(address) as wire:
        known: set[str] = set()
        while monotonic() < end:
            await _ask(wire, *by_chance.choice(views), known, waits)
            await asyncio.sleep(by_chance.uniform(*_THINKS))


async def _visit(address: str, views: list[tuple[str, str]], number: int) -> None:
    """One visitor's way through some views, of which nothing is noted."""
    known: set[str] = set()
    async with _session(address) as wire:
        for view in random.Random(0).sample(views, number):
            await _ask(wire, *view, known, Waits())


def _session(address: str) -> websockets.connect:
    where = f"ws{address.removeprefix('http')}/_stcore/stream"
    return websockets.connect(where, max_size=_LARGEST, subprotocols=[websockets.Subprotocol("streamlit")])


async def _ask(wire: websockets.ClientConnection, page: str, query: str, known: set[str], waits: Waits) -> None:
    """Ask for a page as a browser does, with the parts it keeps, and wait for the end of the script."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    asked.rerun_script.cached_message_hashes.extend(known)
    began, sent = monotonic(), 0
    await wire.send(asked.SerializeToString())
    try:
        async with asyncio.timeout(_PATIENCE):
            while True:
                content = await wire.recv()
                assert isinstance(content, bytes)
                sent += len(content)
                told = ForwardMsg.FromString(content)
                if told.metadata.cacheable and told.hash:
                    known.add(told.hash)
                waits.erred += told.delta.new_element.HasField("exception")
                # A page that is the first thing a visit asks for, or that a script turns to, ends more than one run.
                if (
                    told.WhichOneof("type") == "script_finished"
                    and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                ):
                    break
    except (TimeoutError, websockets.ConnectionClosed):
        waits.lost += 1
        return
    waits.seconds.append(monotonic() - began)
    waits.sent.append(sent)


async def _settled(address: str, views: list[tuple[str, str]]) -> tuple[float, int]:
    """Memory and descriptors once the server has let go of the visits, which it keeps for those who come back.

    It looks whose time is over when the next visitor comes, so one does.
    """
    await asyncio.sleep(150)
    await _visit(address, views, 1)
    await asyncio.sleep(5)
    return resident(address), descriptors(address)


def _views(published: PublishedSet) -> list[tuple[str, str]]:
    """Every page on 20 footprints x 20 measures: page and query."""
    vintage = next(iter(menu.vintages(published)))
    feet = list(menu.footprints(published, vintage))[:_FEET]
    measures = [*menu.measures(published)]
    measures = measures[:: max(1, len(measures) // _MEASURES)][:_MEASURES]
    chosen = [f"vintage={vintage}&footprint={foot}&measure={id}" for foot in feet for id in measures]
    return [(page, query) for page in PAGES for query in chosen]
