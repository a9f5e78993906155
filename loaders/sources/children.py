"""The Children and Young People's Survey: what young patients and their parents say of hospital, trust by trust."""

from __future__ import annotations

from loaders.trust_surveys import TrustSurvey

_SURVEY = TrustSurvey("children")

SOURCE = _SURVEY.source
MEASURES = _SURVEY.measures
BREAKS = _SURVEY.breaks
releases = _SURVEY.releases
recognise = _SURVEY.recognise
tidy = _SURVEY.tidy
