"""What a page must never show is found, each kind where it is and nowhere else; no page of the demonstration shows any."""

from pathlib import Path

import pytest

from insight.queries.published import PublishedSet
from insight.store import Store
from tests.sweep.grid import Sample
from tests.sweep.judge import ABSURD, CONTRADICTED, GRAMMAR, UNSPOKEN, derivable, judge
from tests.sweep.record import read, record
from tests.sweep.views import ROOT, WHY, Shown

PAGES = tuple(sorted(file.stem for file in (ROOT / "pages").glob("*.py") if file.name != "__init__.py"))
RANKED = {"Code": ["QZD"], "Period": ["2025"], "Verdict": ["worse"], "Compared with": ["England"], "Value": ["70.1"]}


def shown(*text: str, **tables: dict[str, list[str]]) -> Shown:
    address = {"measure": "gpps.phone", "vintage": "icb-2022"}
    return {"address": address, "text": list(text), "tables": tables, "charts": {}, "csv": {}}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Essex is worse on 1 measures.", GRAMMAR),
        ("Of 7 practices, 1 lie below.", GRAMMAR),
        ("Only 1 of 7 have a figure.", GRAMMAR),
        ("12 practices lie below, and 1 lies above.", None),
        ("Inspected in 10 October 2019.", GRAMMAR),
        ("Its own figure is nan%.", GRAMMAR),
        ("It is a estimate.", GRAMMAR),
        ("Surrey Heartlands's figure is hidden.", GRAMMAR),
        ("Surrey Heartlands' figure for 2025 is hidden.", None),
        ("Among them St. James's Medical Centre.", None),
        ("Change since 2024: -0.0.", GRAMMAR),
        ("The areas picked: none of 1 area has a figure.", GRAMMAR),
        ("Essex: 86.2% (85.5 to 86.9) is below England's 86.9%.", ABSURD),
        ("Essex: 86.21% (85.52 to 86.86) is below England's 86.91%.", None),
        ("Essex: 1.068% (0.724 to 1.572) is below the 1.572% of similar areas.", ABSURD),
        ("Essex: 1.068% (0.724 to just under 1.572) is below the 1.572% of similar areas.", None),
        ("The gap between 85+ and 45-54 is closing.", None),
        ("Worst served: carers, 72.1%, 0.0 points below others.", ABSURD),
        ("Worst served: carers, 72.1%, 10.0 points below others.", None),
        ("Improved since 2024: up or down by less than 0.1 points.", ABSURD),
        ("Essex: 0.7% (0.3 to 1.7) is below England's 1.8%, and so is the whole interval.", None),
        ("Up 1.6 points (95% interval 0.0 to 3.1): improved.", ABSURD),
        ("95% intervals: Wilson on effective replies.", UNSPOKEN),
        ("They go together with a rank correlation of 0.62.", UNSPOKEN),
        (f"{WHY}They go together with a rank correlation of 0.62.", None),
    ],
)
def test_what_stumbles_is_found_and_what_reads_well_is_not(sentence: str, kind: str | None) -> None:
    assert {each.kind for each in judge([("map?", shown(sentence))], {})} == ({kind} if kind else set())


def test_two_pages_may_not_judge_one_figure_differently() -> None:
    other = RANKED | {"Verdict": ["similar"], "Measure": ["By phone"]}
    titles = {"gpps.phone": "By phone"}
    assert not list(judge([("map?", shown(a=RANKED)), ("compare?", shown(a=RANKED))], titles))
    found = judge([("map?", shown(a=RANKED)), ("compare?", shown(a=other))], titles)
    assert [each.kind for each in found] == [CONTRADICTED]
    counts = ("Essex is worse than England on 2 of 8 measures.", "Essex is worse than England on 3 of 8 measures.")
    found = judge(((page, shown(text)) for page, text in zip("ab", counts, strict=True)), {})
    assert [each.kind for each in found] == [CONTRADICTED]


def test_no_page_of_the_demonstration_shows_what_must_not_be_shown(demonstration_cache: Path, tmp_path: Path) -> None:
    out, published = tmp_path / "record", PublishedSet(Store.open(demonstration_cache))
    record(demonstration_cache, out, Sample(PAGES, every=3000))
    seen = read(out)
    assert {view.partition("?")[0] for view in seen} >= {"map", "places", "priorities", "people", "trends"}
    assert not list(
        judge(seen.items(), {str(id): str(title) for id, title in published.store.measures["title"].items()})
    )
    assert not list(derivable(published))
