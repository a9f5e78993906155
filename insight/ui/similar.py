"""The footprints most like the chosen one, and the ones wished for: how it does beside them, and how alike they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from insight.benchmarks.likeness import Likeness, likeness
from insight.benchmarks.peers import Held, hold_against, hold_against_home
from insight.benchmarks.refusals import Refusal
from insight.benchmarks.workings import Rule
from insight.charts.similar.among import among_similar
from insight.charts.similar.likeness import likeness_strips
from insight.queries.evidence import Evidence
from insight.ui.answers import Answer, by_one_rule
from insight.ui.asked import ask, releases_of
from insight.ui.page import Page
from insight.ui.peers_choice import chosen_peers


def like_us(page: Page) -> Sequence[Answer]:
    """The footprint beside its similar ones, with the choice of peers, and how alike they are."""
    asked = ask(page)
    stands = asked.desk.standing(asked.measure, asked.vintage, asked.period)
    needs = page.recall(Evidence).needs(asked.vintage, stands.end, asked.desk, asked.footprint)
    across = asked.desk.lies_in(asked.vintage, asked.footprint)
    group = asked.desk.group(asked.vintage).without(across)
    found = _with_peers(partial(likeness, asked.footprint, needs, group))
    if isinstance(found, Refusal):
        return [Answer(found, [], [])]
    history = asked.desk.history(asked.measure, asked.vintage)
    title = f"its {len(found.peers)} similar footprints together"
    by_peers = hold_against(stands, found.code, title, found.peers, history)
    held = [each for each in (by_peers, hold_against_home(stands, found.code, history)) if each is not None]
    said = [(each.sentence, each.verdict if isinstance(each, Held) else "not compared") for each in held]
    drawn = among_similar(stands, found, held, asked.provenance)
    shown = stands.table[stands.table["code"].isin([asked.footprint, *found.peers])]
    alike = Answer(likeness_strips(found, asked.place), [], list(needs.releases))
    # What refuses one comparator often refuses the next, and is said once.
    spoken = list(dict.fromkeys(each for each in said if each[0]))
    return [by_one_rule(drawn, spoken, releases_of(shown), Rule.PEERS), alike]


def _with_peers(like: Callable[..., Likeness | Refusal]) -> Likeness | Refusal:
    """The likeness that `like` works out, with the peers that are wished for in place of the nearest."""
    nearest = like()
    if isinstance(nearest, Refusal):
        return nearest
    known = dict(zip(nearest.table["code"], nearest.table["name"], strict=True))
    wanted = chosen_peers(nearest.code, known, nearest.peers)
    return like(
        added=[code for code in wanted if code not in nearest.peers],
        dropped=[code for code in nearest.peers if code not in wanted],
    )
