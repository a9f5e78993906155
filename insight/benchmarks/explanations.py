"""How a verdict came about, for those who want to check it: the sentence, its numbers, the rule and who made the rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class VerdictRule(StrEnum):
    """The rules behind the verdicts of a comparison."""

    VERDICT = "verdict"
    RANK = "rank"
    BEST_QUARTER = "best quarter"
    SPINE = "spine"
    SCREEN = "screen"
    CONTROL = "control chart"
    ASSURANCE = "assurance"
    FUNNEL = "funnel"
    PEERS = "similar organisations"
    EXPECTED = "expected range"
    CHANGE = "change"
    PRIORITY = "importance and performance"
    GAP = "gap between groups"
    SLOPE = "slope over deprivation"
    AGREEMENT = "agreement between sources"
    CONTEXT = "needs beside experience"
    RATED = "shares of ratings"
    MOVED = "ratings of the same places"
    CASE_MIX = "areas with such patients"
    PARTS = "parts of a whole"


@dataclass(frozen=True)
class Explanation:
    """How one verdict came about."""

    sentence: str
    numbers: tuple[tuple[str, str], ...]
    """What went in, each with its name, as text."""
    rule: str
    citation: str


_RULES: Mapping[VerdictRule, tuple[str, str]] = {
    VerdictRule.VERDICT: (
        "Different where the whole 95% interval lies on one side of the figure compared with, otherwise similar. The "
        "interval of the figure compared with is not used.",
        "Fingertips, dhsc-govuk/FingertipsNext d1600f4a, BenchmarkComparisonEngine.cs.",
    ),
    VerdictRule.RANK: (
        "Every footprint's figure is drawn 2,000 times from what chance allows around it, and each draw is ranked. The range "
        "holds the middle 95 of 100 ranks.",
        "Goldstein and Spiegelhalter 1996, Journal of the Royal Statistical Society A 159:385.",
    ),
    VerdictRule.BEST_QUARTER: (
        "The edge of the best quarter is the figure that a quarter of the footprints surpass. A footprint is in the best "
        "quarter where its whole range of ranks is, and short of it where the 95% interval of the distance leaves out 0.",
        "Our rule. Quarters as Fingertips takes them, dhsc-govuk/FingertipsNext d1600f4a, NTILE(4).",
    ),
    VerdictRule.SPINE: (
        "Whom the area is held against stands in the middle. Both sides have one scale: the distance to the farther of the best and the "
        "worst footprint. The light bar holds the middle half of the footprints.",
        "Fingertips, dhsc-govuk/FingertipsNext d1600f4a, generateSeriesData.ts.",
    ),
    VerdictRule.SCREEN: (
        "One mark where the whole 95% interval lies on one side of the figure it is held against, two where the whole 99.8% "
        "interval does. So many figures are compared that some single marks are there by chance.",
        "Fingertips, dhsc-govuk/FingertipsNext d1600f4a, CIOverlappingReferenceValue95 and 998.",
    ),
    VerdictRule.CONTROL: (
        "Limits: mean plus and minus 2.66 average moving ranges. Special: a month outside the limits; seven in a "
        "row rising or falling; two of three in a row close to a limit; seven in a row on one side of the mean.",
        "NHS England, Making Data Count; NHSRplotthedots 0.2.2 and its issues 153, 156, 172 and 194.",
    ),
    VerdictRule.ASSURANCE: (
        "A target beyond the limits on the bad side is met month after month, one beyond them on the good side is "
        "missed month after month, one between them is hit or missed by chance.",
        "NHS England, Making Data Count; NHSRplotthedots 0.2.2, ptd_calculate_assurance_type.R.",
    ),
    VerdictRule.FUNNEL: (
        "Inner lines: where chance alone would leave 95% and 99.8% of organisations of that many replies. Outer "
        "lines: the same, with the usual difference between organisations allowed for.",
        "PHEindicatormethods 093fd288; Spiegelhalter 2005, Statistics in Medicine 24:1185.",
    ),
    VerdictRule.PEERS: (
        "Each variable is put on one scale over all candidates (mean 0, standard deviation 1; numbers of people by "
        "their logarithm); the nearest by straight line are the peers. Their figures are summed, then divided; different where the whole 95% interval lies on "
        "one side of the result. What patients say of their care is never used to choose peers.",
        "Ours, after RightCare's similar areas and the NHS Atlas of Variation 2015 (10 peers).",
    ),
    VerdictRule.CHANGE: (
        "The latest figure less those of the last and of the earliest comparable survey, each with Newcombe's interval on "
        "effective replies; clear where the interval leaves out 0. Never across a break.",
        "Newcombe 1998, Statistics in Medicine 17:873, method 10.",
    ),
    VerdictRule.CASE_MIX: (
        "A plane through the figures of all practices elsewhere by the ages and the deprivation of their patients, read off at the "
        "area's own practices and added up. It allows for these alone, and for practices, not for persons: context, no verdict.",
        "Indirect standardisation: Inskip, Beral, Fraser and Haskey 1983, Statistics in Medicine 2:455; over practices: ours.",
    ),
    VerdictRule.MOVED: (
        "Places that have a rating on the first and on the last list loaded, counted by whether it went up, down or "
        "neither. The same places are inspected again, so there are no two samples and there is no interval.",
        "Ratings: Care Quality Commission.",
    ),
    VerdictRule.PRIORITY: (
        "Performance: distance from whom it is compared with, in standard errors under their own figure; within 1.96 nothing is told. "
        "Importance: rank correlation with overall experience across practices of 100 replies or more, corrected for how far "
        "chance blurs both figures; clear where its whole interval lies on one side of the median of the measures. A quarter "
        "is named only where both are clear. What research found of single patients goes first. An association, never a cause.",
        "Ours, after the importance and performance grid of Martilla and James 1977, Journal of Marketing 41:77; interval: "
        "Bonett and Wright 2000, Psychometrika 65:23; correction: Spearman 1904, American Journal of Psychology 15:72.",
    ),
    VerdictRule.CONTEXT: (
        "Spearman's rank correlation over the footprints; told where its 95% interval leaves out 0. The range usual for "
        "footprints with as much need: a straight line through all others, and the interval that holds 95 of 100 new ones. "
        "Not told of a footprint with fewer than half the replies of the smallest other.",
        "Bonett and Wright 2000, Psychometrika 65:23; Draper and Smith 1998, Applied Regression Analysis, section 3.1.",
    ),
    VerdictRule.GAP: (
        "Each group less the largest group of its kind, with Newcombe's interval on effective replies; clear where the "
        "interval leaves out 0. How many gaps were tested, and how many would show by chance, is said.",
        "Newcombe 1998, Statistics in Medicine 17:873, method 10.",
    ),
    VerdictRule.SLOPE: (
        "Practices in order of their deprivation score; a straight line through them, weighted by their patients. Its rise from the "
        "most deprived end to the least is the slope; how far practices scatter about the line says how sure it is. The bars show "
        "tenths of England.",
        "HC3 standard errors: MacKinnon and White 1985, Journal of Econometrics 29:305.",
    ),
    VerdictRule.AGREEMENT: (
        "Each source speaks in its own terms. Two are opposed where one finds a service clearly better and the other the same "
        "service clearly worse, in line where both find it better or both worse. No difference beside a difference is no "
        "disagreement. Nothing is held together across more than 24 months, and no score blends them.",
        "Gelman and Stern 2006, The American Statistician 60:328.",
    ),
    VerdictRule.RATED: (
        "The share of rated places that are good or outstanding, with the exact 95% interval; different where the whole of it "
        "lies on one side of the share compared with. Ratings are never averaged, and places without a rating are counted apart.",
        "Clopper and Pearson 1934, Biometrika 26:404; ratings: Care Quality Commission.",
    ),
    VerdictRule.PARTS: (
        "Each part's share of all mentions here, held against its share in England, of which here is a part. Named where the "
        "difference is larger than chance explains, so that at most one in twenty of those named is expected to be there by "
        "chance. Only the luck of mentions is allowed for: one complaint may have several, and organisations write them down in "
        "their own ways. Parts with fewer than 5 mentions expected here are not tested.",
        "Pooled test of two proportions: Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, section 3.1; "
        "Benjamini and Hochberg 1995, Journal of the Royal Statistical Society B 57:289.",
    ),
    VerdictRule.EXPECTED: (
        "The publisher's own word and the range it expects of each trust. The range is not an interval around the "
        "score, and words are never recomputed, added up or averaged.",
        "Care Quality Commission, workbook of trust-level benchmark data, Guidance sheet.",
    ),
}


def explain_by(rule: VerdictRule, sentence: str, **numbers: str) -> Explanation:
    """A verdict with its rule; the names of the numbers are written with underscores for spaces."""
    said = tuple((name.replace("_", " "), text) for name, text in numbers.items())
    return Explanation(sentence, said, *_RULES[rule])


def explain_each(rule: VerdictRule, sentences: Iterable[str]) -> list[Explanation]:
    """Several verdicts of one rule, whose sentences hold their numbers."""
    return [explain_by(rule, each) for each in sentences]
