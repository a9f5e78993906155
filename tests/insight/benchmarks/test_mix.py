"""The parts of a whole beside England's: what comes up more often, what less, what cannot be told, and never which is worse."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from insight.benchmarks.mix import Mix, known_parts, mix
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.source_findings import of_parts
from insight.benchmarks.themes import Theme
from insight.charts.chart import Chart
from insight.charts.provenance import Provenance
from insight.charts.ranking.mix import parts_of_whole
from insight.charts.style.framing import ChartFootprint
from insight.charts.style.layout import TELLING
from insight.model import ENGLAND, Better, Measure, Unit
from tests.insight.charts.spoken import spec
from tests.invented import RELEASES
from tests.traits import PLAIN

PLACE = ChartFootprint("NN", "North", "new", Provenance(RELEASES, "New plans", True))
HERE = {"Food": 300, "Parking": 100, "Noise": 95, "Lifts": 5}
EVERYWHERE = {"Food": 20_000, "Parking": 25_000, "Noise": 10_000, "Lifts": 450}
BASES = (1000, 100_000)


def part(name: str) -> Measure:
    return Measure(
        id=f"gpps.{name.lower()}", source="gpps", title=f"Mentions of {name.lower()}", question="What is raised",
        unit=Unit.PERCENT, better=Better.NEITHER, additive=True, traits=PLAIN, short=name, part_of="What people raise",
        caveat="One person can raise several.",
    )  # fmt: skip


def history(measure: Measure, year: int, here: float | None, england: float) -> pd.DataFrame:
    rows = [("NN", here, BASES[0]), (ENGLAND, england, BASES[1])]
    return pd.DataFrame(
        {
            "org": [org for org, _, _ in rows],
            "start": pd.Timestamp(year, 4, 1), "end": pd.Timestamp(year + 1, 4, 1),
            "numerator": [x for _, x, _ in rows], "denominator": [float(n) for _, _, n in rows],
            "status": ["ok" if x is not None else "not_available" for _, x, _ in rows],
            "release": "gpps.2025", "basis": "put together from trusts",
        }
    )  # fmt: skip


def mixed(here: Mapping[str, float] = HERE, **more: pd.DataFrame) -> Mix | Refusal:
    measures = [part(name) for name in here]
    histories = [
        pd.concat([history(each, 2024, here[each.short], EVERYWHERE[each.short]), *more.values()]) for each in measures
    ]
    return mix(measures, known_parts(measures, histories), "NN", "North")


def found() -> Mix:
    told = mixed()
    assert isinstance(told, Mix)
    return told


def test_each_part_is_more_less_alike_or_too_few() -> None:
    words = dict(zip(found().table["part"], found().table["word"], strict=True))
    assert words == {"Food": "more", "Parking": "less", "Noise": "alike", "Lifts": "too few"}


def test_of_a_theme_a_source_that_counts_mentions_says_how_many_come_up_more_often_and_judges_none() -> None:
    told = of_parts("gpps", Theme.ACCESS, [found()], ["gpps.food", "gpps.parking", "gpps.noise", "gpps.lifts"])
    assert told is not None and (told.word, told.judgements) == ("", ())
    assert told.brief == "1 of 3 subjects more often, 1 less often, 1 not clearly more or less often"
    assert told.said.startswith(
        "What people raise, 2024/25: Food: mentioned more often in North than in England, 30.0%"
    )
    assert of_parts("gpps", Theme.ACCESS, [found()], ["gpps.lifts"]) is None


def test_what_cannot_be_told_apart_is_never_called_as_often() -> None:
    noise = found().of("alike")["sentence"].iloc[0]
    assert noise.startswith("Noise: not clearly mentioned more or less often in North than in England, 9.5%")
    table = parts_of_whole(found(), PLACE).table
    assert list(table.loc[table["Part"].eq("Noise"), "Beside England"]) == ["not clearly more or less often"]


def test_where_there_is_no_room_for_all_parts_those_that_differ_stay() -> None:
    order = spec(parts_of_whole(found(), PLACE))["layout"]["meta"][TELLING]
    assert order[0] == 0, "a chart that says the largest comes first shows it"
    assert list(found().table["word"].iloc[order]) == ["more", "less", "alike", "too few"]


def test_shares_intervals_and_england_are_those_of_the_mentions() -> None:
    row = found().table.iloc[0]
    assert (row["part"], row["value"], row["england"]) == ("Food", 30.0, 20.0)
    # Wilson's interval of 300 in 1,000 (PHEindicatormethods phe_proportion).
    assert (row["lower"], row["upper"]) == pytest.approx((27.24, 32.91), abs=0.005)


def test_the_sentence_says_mentions_and_never_better_or_worse() -> None:
    said = found().table["sentence"].iloc[0]
    assert said == (
        "Food: mentioned more often in North than in England, 30.0% (27.2 to 32.9) of all mentions against 20.0%."
    )
    assert not found().table["sentence"].str.contains("better|worse|good|bad").any()


def test_parts_are_one_family_so_one_close_call_among_many_is_not_named() -> None:
    """227 of 1,000 where 200 are expected lie 2.1 standard errors off: named alone, and not as one of twenty."""
    names = [f"Part {number}" for number in range(20)]
    measures = [part(name.replace(" ", "")) for name in names]
    everyone = [history(each, 2024, 227 if number == 0 else 200, 20_000) for number, each in enumerate(measures)]
    among = mix(measures, known_parts(measures, everyone), "NN", "North")
    alone = mix(measures[:1], known_parts(measures[:1], everyone[:1]), "NN", "North")
    assert isinstance(among, Mix) and isinstance(alone, Mix)
    assert (len(among.of("more")), len(alone.of("more"))) == (0, 1)


def test_the_latest_period_with_all_parts_counts() -> None:
    later = history(part("Food"), 2025, 1.0, 1.0).head(1)
    assert isinstance(mixed(), Mix) and found().period == "2024/25"
    told = mixed(HERE, later=later)
    assert isinstance(told, Mix) and told.period == "2024/25"


def test_another_period_is_told_where_it_is_asked_for_and_refused_where_not_all_of_it_is_known() -> None:
    each = part("Food")
    both = [pd.concat([history(each, 2023, 100, 20_000), history(each, 2024, 300, 20_000)])]
    told = mix([each], known_parts([each], both), "NN", "North", pd.Timestamp(2023, 4, 1))
    assert isinstance(told, Mix) and (told.period, told.table["value"].iloc[0]) == ("2023/24", 10.0)
    never = mix([each], known_parts([each], both), "NN", "North", pd.Timestamp(2020, 4, 1))
    assert isinstance(never, Refusal)
    assert never.sentence == "There is no figure for North in this period for every part of the whole."


def test_one_close_call_among_many_says_that_many_were_looked_at() -> None:
    measures = [part(f"Part{number}") for number in range(20)]
    everyone = [history(each, 2024, 227 if number == 0 else 200, 20_000) for number, each in enumerate(measures)]
    among = mix(measures, known_parts(measures, everyone), "NN", "North")
    assert isinstance(among, Mix)
    close, *others = among.table["sentence"]
    assert close.endswith("against 20.0%, allowing for how many subjects are looked at.")
    assert all(each.endswith("against 20.0%.") for each in others)


def test_a_share_is_never_printed_with_an_end_like_englands_that_its_interval_leaves_out() -> None:
    each = part("Food")
    few = mix([each], known_parts([each], [history(each, 2024, 25, 3_720)]), "NN", "North")
    assert isinstance(few, Mix)
    assert few.table["sentence"].iloc[0].endswith("2.50% (1.70 to 3.66) of all mentions against 3.72%.")


def test_without_a_figure_of_every_part_nothing_is_told() -> None:
    told = mix([part("Food")], known_parts([part("Food")], [history(part("Food"), 2024, None, 10.0)]), "NN", "North")
    assert isinstance(told, Refusal)
    assert told.sentence == "There is no figure for North in any year in which all of it is known."


def test_the_chart_holds_every_part_and_no_colour_of_good_or_bad() -> None:
    chart = parts_of_whole(found(), PLACE, "More awareness may lead to more being said.")
    assert isinstance(chart, Chart)
    assert list(chart.table["Part"]) == ["Food", "Parking", "Noise", "Lifts"]
    assert chart.finding == "North: Food mentioned more often than in England, which is not worse"
    assert "More is not worse care:" in chart.subtitle and "More awareness" in chart.foot
    assert "One person can raise several." in chart.foot
    used = str(chart.figure.to_dict())
    assert "#B5480B" not in used, "nothing here is worse"


def test_a_footprint_with_more_than_all_of_england_is_refused_and_one_that_rounds_over_it_is_not() -> None:
    assert isinstance(mixed(HERE | {"Lifts": 900}), Refusal)
    measures = [part(name) for name in HERE]
    whole = [history(each, 2024, HERE[each.short] + 0.6, HERE[each.short] + 0.55) for each in measures]
    alone = [each.assign(denominator=1000.3) for each in whole]
    told = mix(measures, known_parts(measures, alone), "NN", "North")
    assert isinstance(told, Refusal) and "no elsewhere" in told.sentence
    whole = [each.assign(denominator=each["org"].map({"NN": 1000.3}).fillna(1400.0)) for each in whole]
    assert isinstance(mix(measures, known_parts(measures, whole), "NN", "North"), Mix)
