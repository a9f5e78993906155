"""The Community Mental Health Survey: what people say of mental health care outside hospital, trust by trust."""

from __future__ import annotations

from loaders.trust_surveys import TrustSurvey

_SURVEY = TrustSurvey("mentalhealth")

SOURCE = _SURVEY.source
MEASURES = _SURVEY.measures
BREAKS = _SURVEY.breaks
releases = _SURVEY.releases
recognise = _SURVEY.recognise
tidy = _SURVEY.tidy
