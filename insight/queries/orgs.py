"""Practices and trusts one by one: what was published of each, and what they are like, each read once per set of tables."""

from __future__ import annotations

from functools import cached_property, lru_cache

import pandas as pd

from insight.benchmarks.needs import Needs
from insight.benchmarks.org_names import written
from insight.benchmarks.org_needs import practice_needs, trust_needs
from insight.measures.comparison_group import ComparisonGroup
from insight.measures.geography import Geography
from insight.model import EVERYONE, Level
from insight.store import Store

LEVELS = (Level.PRACTICE, Level.TRUST)
"""The kinds of organisation that can be picked, the preferred one first."""

_REGISTERED = ("register.registered_patients", "gpps.eligible_patients")
_DEPRIVATION = "register.deprivation_score"
_INPATIENTS = "fft.inpatient_eligible"
_KEPT = 32


class Orgs:
    """Single organisations of one Store. Read only."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.facts = lru_cache(_KEPT)(self._facts)
        self.needs = lru_cache(_KEPT)(self._needs)
        self.places = lru_cache(_KEPT)(self._places)

    def level(self, measure: str, period: pd.Timestamp) -> Level | None:
        """The kind of organisation a measure is published of in a period; None where of neither."""
        rows = self.store.catalogue
        there = set(rows.loc[rows["measure"].eq(measure) & rows["start"].eq(period), "level"])
        return next((level for level in LEVELS if level in there), None)

    @cached_property
    def names(self) -> pd.Series:
        """The name of every practice and trust as people write it, by code."""
        orgs = self.store.orgs
        names = orgs[orgs["level"].isin(list(LEVELS))].drop_duplicates("code").set_index("code")["name"]
        return names.map(written)

    def _facts(self, measure: str, level: Level) -> pd.DataFrame:
        return self.store.facts(measure, [level])

    def _needs(self, measure: str, level: Level, period: pd.Timestamp, geography: Geography) -> Needs:
        facts = self.facts(measure, level)
        there = facts[facts["start"].eq(period) & facts["segment"].eq(EVERYONE)]
        if level is Level.PRACTICE:
            counts = [self.facts(each, level) for each in _REGISTERED]
            return practice_needs(there["org"].unique(), counts, self.facts(_DEPRIVATION, level), there["end"].max())
        source = measure.partition(".")[0]
        return trust_needs(
            source, there, self.facts(_INPATIENTS, level), self.names,
            regions=self.places(level, geography), places=self._inspected(geography),
        )  # fmt: skip

    def group(self, measure: str, level: Level, period: pd.Timestamp, geography: Geography) -> ComparisonGroup:
        """The organisations that a measure is published of in a period, at home in their footprint or region."""
        facts = self.facts(measure, level)
        codes = sorted(facts.loc[facts["start"].eq(period) & facts["segment"].eq(EVERYONE), "org"].unique())
        who, places = f"{level}s", self.places(level, geography)
        return ComparisonGroup(who, level, f"the {who} of this survey", geography.vintage, self.names, places).only(
            codes
        )

    def _inspected(self, geography: Geography) -> pd.DataFrame:
        """One row per trust and category under which a place of it is inspected: trust, category, release."""
        ratings, links = self.store.ratings, geography.membership
        places = ratings.loc[ratings["level"].eq(Level.LOCATION), ["org", "category", "release"]].dropna()
        found = links[["child", "parent"]].merge(places.drop_duplicates(), left_on="child", right_on="org")
        return found.rename(columns={"parent": "trust"})[["trust", "category", "release"]].drop_duplicates()

    def _places(self, level: Level, geography: Geography) -> pd.Series:
        """Where each organisation lies, by code: a practice in which footprint, a trust in which region."""
        names = geography.names.set_index("code")
        if level is Level.PRACTICE:
            return geography.homes.map(names["short_name"]).dropna()
        orgs = self.store.orgs
        regions = orgs[orgs["level"] == Level.REGION].drop_duplicates("code").set_index("code")["name"]
        return geography.homes.map(names["region"]).map(regions).dropna()
