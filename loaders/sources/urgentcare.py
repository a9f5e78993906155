"""The Urgent and Emergency Care Survey: what people say of A&E departments and urgent treatment centres, trust by trust."""

from __future__ import annotations

from loaders.trust_surveys import TrustSurvey

_SURVEY = TrustSurvey("urgentcare")

SOURCE = _SURVEY.source
MEASURES = _SURVEY.measures
BREAKS = _SURVEY.breaks
releases = _SURVEY.releases
recognise = _SURVEY.recognise
tidy = _SURVEY.tidy
