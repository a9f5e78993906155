"""One practice or trust on its page: beside its like, through the years, in the publisher's words, refused where it must be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from insight.benchmarks.refusals import Reason, Refusal
from tests.silver import OVERALL, SCORE, publish, write
from tests.traits import declared, measure_rows
from tests.visitor import unfolded

ROOT = Path(__file__).resolve().parents[3]
PATIENTS = "gpps.eligible_patients"
HIDDEN = "ZC0001"
"""A practice of the invented footprint QZC whose figure of 2025 is hidden."""
TRUSTS = {"RZ1": "ELM HOSPITALS NHS TRUST", "RZ2": "OAK HOSPITALS NHS TRUST", "RZ3": "FIR HEART HOSPITAL NHS TRUST"}


@pytest.fixture
def cache(cache: Path) -> Path:
    _add_single_organisations(publish(cache))
    return cache


def door(page: str) -> None:
    """An app of this one page."""
    from insight import ui  # noqa: PLC0415  # runs as a script of its own

    ui.front_door({page: "Organisation"}).run()


def run(**query: str) -> AppTest:
    app = AppTest.from_function(door, default_timeout=60, args=(str(ROOT / "pages" / "organisation.py"),))
    asked = {"measure": OVERALL, "period": "2025-01-01", "footprint": "QZC", "vintage": "icb-2022"}
    for name, value in (asked | query).items():
        app.query_params[name] = value
    return app.run()


def said(app: AppTest) -> str:
    assert not app.exception
    return " ".join(str(each.proto.body) for each in app.get("html"))


def test_the_practice_in_the_address_is_held_against_its_like(cache: Path) -> None:
    app = run(org="ZC0002")
    text = said(app)
    assert "How does it compare with practices like it?" in text
    assert "Cedar Surgery 2: 78.4% (73.0 to 83.0) is similar to England" in text
    assert "of the 10 most similar practices together" in text


def test_a_hidden_practice_is_said_and_not_drawn(cache: Path) -> None:
    app = run(org=HIDDEN)
    assert "Cedar Surgery 1&#x27;s figure for 2025 is hidden by the publisher" in said(app)


def test_a_trust_is_held_against_trusts_of_its_type_in_the_publishers_words(cache: Path) -> None:
    app = run(measure=SCORE, org="RZ1")
    text = said(app)
    assert "How does it compare with trusts like it?" in text
    assert "Elm Hospitals NHS Trust: 8.2, where 7.5 to 8.5 was to be expected, which is about the same" in text
    assert "Scores are averaged within one footprint and no further" in text
    alone = said(run(measure=SCORE, org="RZ3"))
    assert "Fir Heart Hospital NHS Trust is alone among acute specialist trusts" in alone


def test_the_practice_is_followed_through_the_years_beside_its_footprint(cache: Path) -> None:
    app = unfolded(run(org="ZC0002"), "table.org-trend")
    assert "How has it changed?" in said(app)
    tables = [each.value for each in app.dataframe if "Organisation" in each.value and "Period" in each.value]
    told = tables[-1]
    assert list(told["Period"].astype(str)) == [str(year) for year in range(2019, 2026)]
    assert set(told["Code"]) == {"ZC0002"}
    assert "[b]" in set(told["Note"]), "the question changed in 2022"


def test_where_organisations_must_not_be_compared_none_can_be_chosen(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = Refusal(Reason.NOT_FOR_COMPARISON, "Not for comparing organisations.")
    monkeypatch.setattr("insight.benchmarks.standing.refuse_source", lambda measure: refusal)
    app = run(org="ZC0002")
    assert "Not for comparing organisations." in said(app)
    assert not [each for each in app.selectbox if each.key == "insight.org"]


def _add_single_organisations(folder: Path) -> None:
    """Patients of every practice, one hidden practice, and three trusts with scores, put into the published tables."""
    gpps = pq.read_table(folder / "facts" / "gpps.parquet").to_pandas()
    now = gpps["start"].eq(date(2025, 1, 1))
    hidden = now & gpps["org"].eq(HIDDEN) & gpps["measure"].eq(OVERALL)
    figures = ["value", "numerator", "denominator", "respondents", "lower", "upper"]
    gpps.loc[hidden, figures] = None
    gpps.loc[hidden, "status"] = "suppressed"
    practices = gpps[now & gpps["level"].eq("practice") & gpps["measure"].eq(OVERALL)]
    bare = practices.assign(measure=PATIENTS, status="ok", **dict.fromkeys(figures))
    patients = bare.assign(value=[5000.0 + 37 * n * n for n in range(len(bare))])
    write(pd.concat([gpps, patients]), "facts", folder / "facts" / "gpps.parquet")

    inpatient = pq.read_table(folder / "facts" / "inpatient.parquet").to_pandas()
    first = inpatient[inpatient["start"].eq(date(2025, 1, 1))].head(1)
    trusts = [
        first.assign(
            org=code, level="trust", value=8.2, respondents=300.0 + 50 * n, numerator=None, denominator=None,
            lower=None, upper=None, expected_lower=7.5, expected_upper=8.5, label="About the same as expected",
        )
        for n, code in enumerate(TRUSTS)
    ]  # fmt: skip
    write(pd.concat([inpatient, *trusts]), "facts", folder / "facts" / "inpatient.parquet")

    measures = pq.read_table(folder / "measures.parquet").to_pandas()
    counted = measure_rows(declared(PATIENTS))
    write(pd.concat([measures, counted]), "measures", folder / "measures.parquet")
    orgs = pq.read_table(folder / "orgs.parquet").to_pandas()
    named = pd.DataFrame([{"code": code, "level": "trust", "name": name} for code, name in TRUSTS.items()])
    write(pd.concat([orgs, named]), "orgs", folder / "orgs.parquet")
    membership = pq.read_table(folder / "membership.parquet").to_pandas()
    placed = [{"child": code, "parent": "QZC", "vintage": "icb-2022", "basis": "invented"} for code in TRUSTS]
    write(pd.concat([membership, pd.DataFrame(placed)]), "membership", folder / "membership.parquet")
    catalogue = pq.read_table(folder / "catalogue.parquet").to_pandas()
    row = {"start": date(2025, 1, 1), "end": date(2025, 4, 1)}
    more = [{"measure": PATIENTS, "level": "practice", "facts": 18}, {"measure": SCORE, "level": "trust", "facts": 3}]
    write(
        pd.concat([catalogue, pd.DataFrame([each | row for each in more])]), "catalogue", folder / "catalogue.parquet"
    )
