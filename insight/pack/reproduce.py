"""A pack drawn again from the mark inside one of its files, and what has changed since it was made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from insight.pack.content import Pack, Told, pack
from insight.pack.identity import NotAPack, PackIdentity, read_identity, version
from insight.queries.published import PublishedSet
from insight.queries.question import ask
from insight.queries.resolve import resolve
from insight.queries.views import VIEWS, read_sequence
from insight.selection import Selection

_LARGEST = 300_000_000
_MEMBERS = ("docProps/core.xml", "metadata.json")
"""Where the mark stands in files that are zips."""


def identity_of(path: Path) -> PackIdentity:
    """The identity inside a file. Raises NotAPack."""
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise NotAPack(f"{path} cannot be read: {error.strerror}.") from error
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            held = [name for name in _MEMBERS if name in file.namelist() and file.getinfo(name).file_size < _LARGEST]
            content = b"\n".join(file.read(name) for name in held)
    return read_identity(content)


def again(published: PublishedSet, was: PackIdentity, told: Told = lambda _: None) -> tuple[Pack, list[str]]:
    """The pack as it is now, and a sentence for everything that changed; none where nothing did."""
    resolved = resolve(published, Selection.from_query(was.selection))
    question = ask(published, resolved.selection)
    if question is None:
        raise NotAPack("Nothing is loaded that this pack could be drawn from.")
    now = pack(question, read_sequence(was.sequence), told)
    return now, [*resolved.notes, *changes(was, now)]


def changes(was: PackIdentity, now: Pack) -> list[str]:
    """What is otherwise than it was: files, figures and version."""
    is_now = now.identity
    titles = now.question.store.releases["title"]
    said = _listed("Published since", [titles.get(id, id) for id in is_now.releases.keys() - was.releases.keys()])
    said += _listed("No longer loaded", sorted(was.releases.keys() - is_now.releases.keys()))
    both = was.releases.keys() & is_now.releases.keys()
    said += _listed(
        "Published anew with other content",
        [titles.get(id, id) for id in both if was.releases[id] != is_now.releases[id]],
    )
    other = [link for link, print_ in was.charts.items() if is_now.charts.get(link, print_) != print_]
    said += _listed("Other figures or another finding in", [_title(link) for link in other])
    said += _listed("No longer drawn", [_title(link) for link in was.charts if link not in is_now.charts])
    said += _listed("Drawn now and not then", [_title(link) for link in is_now.charts if link not in was.charts])
    if was.version != version():
        said.append(f"Made by version {was.version}, drawn again by {version()}.")
    return said


def _title(link: str) -> str:
    """What a finding is called; as the pack names it where there is no such view any more."""
    name = link.partition("~")[0]
    return VIEWS[name].title if name in VIEWS else name


def _listed(what: str, names: Sequence[object]) -> list[str]:
    return [f"{what}: {'; '.join(sorted(map(str, names)))}."] if names else []
