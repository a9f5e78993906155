"""The Maternity Survey: what people who gave birth say of their care, trust by trust."""

from __future__ import annotations

from loaders.trust_surveys import TrustSurvey

_SURVEY = TrustSurvey("maternity")

SOURCE = _SURVEY.source
MEASURES = _SURVEY.measures
BREAKS = _SURVEY.breaks
releases = _SURVEY.releases
recognise = _SURVEY.recognise
tidy = _SURVEY.tidy
