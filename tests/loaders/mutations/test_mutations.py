"""Every source: a file spoilt in any way gives the same tables, a refusal, or nothing, and never other figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.source import Source, discover
from tests.loaders.mutations.allowed import allowance_for, allowances
from tests.loaders.mutations.documents import take_apart
from tests.loaders.mutations.harness import good_files, rows_of_whole, trials
from tests.loaders.mutations.judge import Fate, judge
from tests.loaders.mutations.mutators import BYTE_MUTATORS, EXCHANGE, MUTATORS

SOURCES = discover()
TRIALS, EXCHANGES = 300, 40

every_source = pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))


@every_source
def test_a_file_taken_apart_and_put_together_says_the_same(source: Source, tmp_path: Path) -> None:
    for file in good_files(source.SOURCE.id):
        again = tmp_path / file.name
        take_apart(file).write(again)
        verdict = judge(source, again, rows_of_whole(source, file))
        assert verdict.fate is Fate.SAME, f"{file.name}: {verdict}"


@every_source
def test_a_spoilt_file_never_gives_other_figures(source: Source, tmp_path: Path) -> None:
    tried = list(trials(source, TRIALS, tmp_path))
    wrong = [trial for trial in tried if trial.is_wrong and allowance_for(source.SOURCE.id, trial) is None]
    assert not wrong, "\n".join(["", *map(str, wrong)])
    fates = [trial.verdict.fate for trial in tried]
    assert min(fates.count(Fate.SAME), fates.count(Fate.REFUSED)) > TRIALS / 20, "most mutators miss what matters"


def test_of_two_headings_exchanged_only_parts_of_one_whole_pass(tmp_path: Path) -> None:
    source = SOURCES["complaints"]
    tried = list(trials(source, EXCHANGES, tmp_path, [*EXCHANGE], seed=1))
    wrong = [trial for trial in tried if trial.is_wrong and allowance_for("complaints", trial) is None]
    assert not wrong, "\n".join(["", *map(str, wrong)])
    assert any(trial.is_wrong for trial in tried), "the entry of the list is needed"


def test_every_allowance_is_about_sources_and_mutators_there_are_and_gives_a_reason() -> None:
    for each in allowances():
        assert each.source == "*" or set(each.source.split("|")) <= set(SOURCES), each
        assert each.mutator == "*" or set(each.mutator.split("|")) <= {*MUTATORS, *EXCHANGE, *BYTE_MUTATORS}, each
        assert set(each.fate.split("|")) <= {Fate.LESS, Fate.OTHER}, "a loader that breaks is never allowed"
        assert each.reason.endswith(".")
