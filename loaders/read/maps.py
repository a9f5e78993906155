"""Maps in forms that nobody reads, so that whoever brings one is told which is read."""

from __future__ import annotations

from loaders.source import Raw

_FORMS = {b'"Topology"': "TopoJSON", b"esriGeometry": "Esri JSON"}


def refusal_of_map(raw: Raw) -> str:
    """What to do with a map that is no GeoJSON; '' for all else."""
    head = raw.head().lstrip(b"\xef\xbb\xbf \t\r\n")
    form = next((name for sign, name in _FORMS.items() if head.startswith(b"{") and sign in head), "")
    return f"a map as {form}, which is not read: save it as GeoJSON" if form else ""
