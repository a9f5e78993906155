"""What staff say in the trusts that a survey of patients is of, on the one service that it is about."""

from __future__ import annotations

import pandas as pd

from insight.benchmarks.own_staff import nearest_year, staff_by_type
from insight.measures.geography import Geography
from insight.model import Level, Measure
from insight.queries import histories, single_orgs
from insight.queries.published import PublishedSet, remembered
from insight.queries.question import Question
from insight.traits import Service


def service_of(question: Question) -> Service | None:
    """The one service that the measure is about; None where its source tells of several and does not say which it is."""
    told = question.store.source(question.measure.source).themes
    services = {each.service for each in told if each.measure == question.id} or {each.service for each in told}
    return services.pop() if len(services) == 1 else None


@remembered
def staff_beside(
    published: PublishedSet, survey: str, start: pd.Timestamp, service: Service, around: Geography
) -> pd.DataFrame:
    """What staff say, in the year nearest to a survey of patients about a service, in those of its trusts that are there for it.

    Rows of insight.benchmarks.own_staff.staff_by_type.
    """
    asked, patients = staff_measure(published), single_orgs.facts(published, survey, Level.TRUST)
    facts = single_orgs.facts(published, asked.id if asked else "", Level.TRUST)
    year = nearest_year(facts["start"].unique(), start)
    if asked is None or year is None:
        return pd.DataFrame(columns=["value", "start", "end", "release", "service"])
    types = single_orgs.needs(published, asked.id, Level.TRUST, year, around).types
    both = facts[facts["start"].eq(year) & facts["org"].isin(patients.loc[patients["start"] == start, "org"])]
    found = staff_by_type(both, asked, pd.Series(dtype=object) if types is None else types)
    return found[found["service"].eq(service)]


@remembered
def staff_measure(published: PublishedSet) -> Measure | None:
    """The measure that speaks of the service of each trust by itself; None where no loaded source has one of trusts."""
    store = published.store
    of_trusts = set(store.catalogue.loc[store.catalogue["level"].eq(Level.TRUST), "measure"])
    told = (each for id in store.source_order for each in store.source(id).themes)
    ids = (each.measure for each in told if each.service is Service.OF_ITS_TRUST and each.measure in of_trusts)
    return next((histories.measure(published, id) for id in ids), None)
