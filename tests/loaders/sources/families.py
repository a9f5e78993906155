"""The trust surveys as tests name them: one source each, from one folder."""

from __future__ import annotations

from loaders.source import discover

_SOURCES = discover()
inpatient, maternity, mentalhealth, urgentcare, children = (
    _SOURCES[name] for name in ("inpatient", "maternity", "mentalhealth", "urgentcare", "children")
)
