"""What the trust surveys of the Care Quality Commission share: one layout of workbook, read by declaration for each survey."""

from loaders.trust_surveys.survey import TrustSurvey

__all__ = ["TrustSurvey"]
