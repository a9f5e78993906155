"""The trust surveys of the Care Quality Commission: what patients say, trust by trust. One layout of workbook, one source for each survey."""

from __future__ import annotations

from loaders.sources.trust_surveys.declared import surveys
from loaders.sources.trust_surveys.survey import TrustSurvey

SOURCES = tuple(TrustSurvey(survey) for survey in surveys())
