"""Colours can be told apart: ratios after WCAG 2.2, against those printed by the Analysis Function."""

from __future__ import annotations

import pytest

from insight.charts.style import palette
from insight.model import Better


@pytest.mark.parametrize(
    ("colour", "ground", "ratio"),
    [
        ("#12436D", "#FFFFFF", 10.25),
        ("#12436D", "#F3F2F1", 9.16),
        ("#BFBFBF", "#FFFFFF", 1.84),
        ("#28A197", "#FFFFFF", 3.17),
    ],
)
def test_contrast_is_what_the_analysis_function_prints(colour, ground, ratio):
    """As WCAG 2.2 defines relative luminance."""
    assert palette.contrast(colour, ground) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("ink", [palette.INK, palette.QUIET_INK, palette.FOOTPRINT, palette.ENGLAND, palette.ALERT])
def test_text_and_lines_that_carry_meaning_stand_out(ink):
    assert palette.contrast(ink, palette.GROUND) >= 4.5


@pytest.mark.parametrize("word", palette.VERDICTS)
def test_verdict_words_are_readable(word):
    assert palette.contrast(palette.VERDICTS[word], palette.GROUND) >= 4.5


def test_hatching_and_outlines_stand_out():
    assert palette.contrast(palette.HATCHING, palette.GROUND) >= 3
    for colours in palette.CLASSES.values():
        for fill in colours[1:-1]:  # the darkest need no outline
            assert max(palette.contrast(palette.QUIET_INK, fill), palette.contrast(fill, palette.GROUND)) >= 3


@pytest.mark.parametrize("better", list(Better))
def test_every_class_takes_a_label(better):
    colours = palette.CLASSES[better]
    assert len(set(colours)) == 7
    for fill in colours:
        assert palette.contrast(palette.ink_on(fill), fill) >= 4.5


@pytest.mark.parametrize("better", list(Better))
def test_classes_grow_darker_away_from_england(better):
    away = [palette.contrast(fill, palette.GROUND) for fill in palette.CLASSES[better]]
    assert away[:4] == sorted(away[:4], reverse=True)
    assert away[3:] == sorted(away[3:])


def test_low_is_better_turns_the_colours_round():
    assert palette.CLASSES[Better.LOWER] == palette.CLASSES[Better.HIGHER][::-1]
