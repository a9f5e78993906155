"""Every line of the demonstration is whole: each footprint of each vintage has a figure whenever a measure is published.

All years of the GP Patient Survey, and of the Friends and Family Test a month of each vintage and of each year.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from demo.fft.answers import replies
from demo.fft.hiding import FEW
from demo.fft.plan import settings
from demo.world import World
from insight.benchmarks.refusals import refuse_area
from insight.benchmarks.source_findings import trusts_in
from insight.measures.breaks import breaks_of, eras
from insight.measures.reconciliation import reconcile
from insight.model import ENGLAND, Level, Unit
from insight.queries import histories, menu
from insight.queries.briefing import big_numbers
from insight.queries.organisations import Organisation, beside_its_like
from insight.queries.own_measures import its_measures
from insight.queries.published import PublishedSet
from insight.queries.question import ask
from insight.queries.resolve import resolve
from insight.queries.response import how_they_answered, response_rate, response_rates
from insight.selection import Selection
from insight.store import Store
from loaders.cli.commands import main

SIZES = {"stp-2016": 44, "stp-2020": 42, "icb-2022": 42, "icb-2026": 36}
NEEDED = ("DEMONSTRATION", "GPPS", "GP-Patient-Survey", "gp-reg-pat", "epraccur", "epcmem", "etr")
MONTHS = ("May-21", "Jul-22", "Aug-23", "Sep-24", "Dec-25", "Apr-26")

REGIONAL = "fft.ambulance_"
"""Exception: patient transport serves several footprints at once, and is filed under the one of its headquarters."""
DENTAL = ("gpps.dental_overall", "gpps.dental_success")
"""Exception: before 2022 these are published for commissioners' areas alone. Where more than a fifth of a footprint may lie
in an area that lies in its neighbours too (Sandwell and West Birmingham; the mergers of 2020 and 2021), nobody can tell."""


@pytest.fixture(scope="module")
def published(publication: Path, tmp_path_factory: pytest.TempPathFactory) -> PublishedSet:
    """What the pages work with, once the two sources are loaded."""
    few, cache = tmp_path_factory.mktemp("few"), tmp_path_factory.mktemp("cache")
    for path in publication.iterdir():
        if path.name.startswith(NEEDED) or (path.name.startswith("FFT_") and path.stem.endswith(MONTHS)):
            shutil.copy(path, few)
    loaded = main(["fetch", "gpps", "fft", "register", "--from", str(few), "--cache", str(cache), "--progress", "none"])
    assert loaded == 0
    return PublishedSet(Store.open(cache))


def lines(published: PublishedSet) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Measure, vintage and history of every line that a page can draw, England left out."""
    for measure in menu.measures(published):
        for vintage in SIZES:
            rows = histories.history(published, measure, histories.geography(published, vintage))
            yield measure, vintage, rows[rows["org"] != ENGLAND]


def test_no_footprint_lacks_a_figure_while_a_measure_is_published(published: PublishedSet) -> None:
    gaps = {}
    for measure, vintage, rows in lines(published):
        assert rows["org"].nunique() == SIZES[vintage]
        missing = rows[rows["value"].isna()]
        if measure in DENTAL:
            around = histories.geography(published, vintage)
            sharing = around.orgs[around.borders[1]]
            missing = missing[~missing["org"].isin(sharing) | (missing["start"].dt.year > 2021)]
        if len(missing) and not measure.startswith(REGIONAL):
            gaps[measure, vintage] = missing[["org", "start", "status"]].to_string()
    assert not gaps, "\n".join(f"{key}: {text}" for key, text in gaps.items())


def test_the_survey_is_drawn_from_2018_to_2026_and_its_breaks_are_kept(published: PublishedSet) -> None:
    rows = histories.history(published, "gpps.overall_experience", histories.geography(published, "stp-2016"))
    years = rows.loc[rows["org"] == "QOQ", ["start", "end"]]
    assert list(years["start"].dt.year) == list(range(2018, 2027))
    cuts = breaks_of(histories.measure(published, "gpps.overall_experience"), published.store.breaks)
    assert len(np.unique(eras(years["end"], cuts))) == 2


def test_dental_care_is_drawn_from_what_is_published_of_smaller_areas(published: PublishedSet) -> None:
    for measure in DENTAL:
        rows = histories.history(published, measure, histories.geography(published, "stp-2016"))
        found = rows[rows["org"] != ENGLAND].groupby(rows["start"].dt.year)["basis"].agg(set)
        areas = {"estimated from local commissioning areas"}
        assert all(areas <= found[year] <= {*areas, None} for year in range(2018, 2022))
        assert all("estimated from primary care networks" in found[year] for year in (2024, 2025, 2026))
        assert set(found.index) == {2018, 2019, 2020, 2021, 2024, 2025, 2026}


def test_a_footprint_that_shares_an_area_with_another_has_no_dental_estimate_and_few_do(
    published: PublishedSet,
) -> None:
    """The stated map of the day always has one; 05L, Sandwell and West Birmingham, became parts of two ICBs."""
    missing = {
        vintage: histories.history(published, DENTAL[0], histories.geography(published, vintage))
        .query("value.isna()")[["org", "start"]]
        .assign(vintage=vintage)
        for vintage in SIZES
    }
    assert missing["stp-2020"].empty
    assert set(missing["icb-2022"]["org"]) == {"QUA", "QHL"}
    assert "05L" in histories.geography(published, "icb-2022").borders[0]
    assert "05L" not in histories.geography(published, "icb-2022").homes
    cells = sum(size * 7 for size in SIZES.values())
    assert sum(map(len, missing.values())) < 0.05 * cells


def test_patient_transport_is_refused_with_its_reason(published: PublishedSet) -> None:
    refused = [each for each in lines(published) if each[0].startswith(REGIONAL)]
    assert len(refused) == 4 * len(SIZES)
    for measure, vintage, rows in refused:
        assert rows["value"].isna().all()
        history, level = (
            histories.history(published, measure, histories.geography(published, vintage)),
            histories.geography(published, vintage).level,
        )
        assert history.loc[history["org"] == ENGLAND, "value"].notna().all()
        assert refuse_area(histories.measure(published, measure), level, "Here") is not None


def test_estimates_lie_as_near_to_the_publisher_as_what_is_hidden_allows(published: PublishedSet) -> None:
    """Where a share 1 - c of the people is hidden, all of them content or none, the estimate p is off by (1 - c) max(p, 100 - p).

    docs/maths.md, "How far an estimate can be off". Nothing hidden: no difference but the rounding of the files.
    """
    pairs = pd.concat(
        reconcile(histories.gathered(published, measure), histories.geography(published, vintage)).assign(
            measure=measure
        )
        for measure in menu.measures(published)
        for vintage in SIZES
        if histories.measure(published, measure).unit is Unit.PERCENT
    )
    pairs = pairs[pairs["org"] != ENGLAND]
    away = pairs["difference"].abs()
    hidden = 1 - pairs["coverage"]
    assert len(pairs) > 10_000
    assert (away <= hidden * np.maximum(pairs["estimated"], 100 - pairs["estimated"]) + 1e-6).all()
    assert away.groupby(pairs["measure"]).median().max() < 1e-6
    assert away[pairs["measure"].str.startswith("gpps.")].max() < 1.5


def test_counts_that_nothing_hides_are_the_publishers_to_the_last(published: PublishedSet) -> None:
    for measure in ("gpps.eligible_patients", "fft.ae_responses", "fft.maternity_birth_eligible"):
        assert (
            reconcile(histories.gathered(published, measure), histories.geography(published, "icb-2022"))["difference"]
            == 0
        ).all()


def test_no_trust_that_a_footprint_relies_on_is_ever_hidden(world: World) -> None:
    """All sixty months, by the figures themselves: the loaded months are a sample."""
    for setting in settings():
        drawn = replies(world, setting)
        leading = drawn.total[:, drawn.providers.leading]
        assert (leading[drawn.open[:, drawn.providers.leading]] >= FEW).all(), setting.id


def test_ways_of_answering_are_added_up_from_the_trusts_and_carry_the_publishers_caution(
    published: PublishedSet,
) -> None:
    question = ask(published, resolve(published, Selection("QH8", "icb-2022", "fft.inpatient_positive")).selection)
    assert question is not None
    month = pd.Timestamp("2026-04-01")
    rows = published.store.facts("fft.inpatient_responses", [Level.TRUST])
    rows = rows[rows["segment"].str.startswith("mode=") & rows["start"].eq(month) & rows["org"].isin(question.members)]
    most = rows.groupby("segment")["value"].sum().sort_values(ascending=False)
    first, share = str(most.index[0]).removeprefix("mode=").replace("_", " "), most.iloc[0] / most.sum()
    store, trusts = published.store, trusts_in(question.members, published.store.orgs)
    [(said, _)] = how_they_answered(store, question.measure, month, trusts)
    assert f": {first.replace('sms', 'SMS')} {100 * share:.0f}%, " in said
    assert "collected in different ways from different people" in said
    assert how_they_answered(store, question.measure, pd.Timestamp("1999-01-01"), trusts) == []
    alone = rows[rows["org"].eq(rows["org"].iloc[0])].set_index("segment")["value"]
    [(said, _)] = how_they_answered(store, question.measure, month, [rows["org"].iloc[0]])
    assert f" {100 * alone.max() / alone.sum():.0f}%, " in said
    ratings = published.store.measure("fft.gp_positive")
    assert how_they_answered(store, ratings, month, trusts) == [], "nobody counts the ways of practices"


def test_an_organisation_stands_beside_who_replied(published: PublishedSet) -> None:
    gpps = resolve(published, Selection("QH8", "icb-2022", "gpps.overall_experience")).selection
    question = ask(published, gpps)
    assert question is not None
    rates = published.store.facts("gpps.response_rate", [Level.PRACTICE]).query("start == @question.period")
    rate = rates[rates["org"].isin(question.members) & rates["value"].notna()].iloc[0]
    practice = Organisation(question, str(rate["org"]), Level.PRACTICE, "Elm Surgery")
    beside = beside_its_like(practice)
    assert beside is not None
    said = f"{rate['value']:.1f}% of those asked"
    assert any(each.startswith(said) for each, _ in beside.sentences)
    assert said.partition(" ")[0] in [each.response_rate for each in its_measures(practice)]


def test_the_response_rate_stands_beside_a_surveys_figure(published: PublishedSet) -> None:
    question = ask(published, resolve(published, Selection("QH8", "icb-2022", "gpps.overall_experience")).selection)
    assert question is not None
    rate = response_rate(question, "gpps", question.period)
    assert rate.endswith("%") and f", {rate} replied" in big_numbers(question)[0].when
    assert rate in response_rates(question, [("gpps", question.period, "2026")] * 2)
    assert response_rates(question, [("fft", question.period, "2026")]) == ""
