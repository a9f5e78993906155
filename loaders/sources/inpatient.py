"""The Adult Inpatient Survey: what people who stayed a night in hospital say of it, trust by trust, from 2020."""

from __future__ import annotations

from loaders.trust_surveys import TrustSurvey

_SURVEY = TrustSurvey("inpatient")

SOURCE = _SURVEY.source
MEASURES = _SURVEY.measures
BREAKS = _SURVEY.breaks
releases = _SURVEY.releases
recognise = _SURVEY.recognise
tidy = _SURVEY.tidy
