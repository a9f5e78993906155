"""The nouns cannot be built wrong."""

from datetime import date

import pytest

from insight.model import Better, Measure, Period, Unit, Vintage, is_segment
from tests.traits import PLAIN


def measure(**changes: object) -> Measure:
    given: dict[str, object] = {
        "id": "gpps.overall",
        "source": "gpps",
        "title": "Overall experience",
        "question": "Overall, how would you describe your experience?",
        "unit": Unit.PERCENT,
        "better": Better.HIGHER,
        "additive": True,
        "traits": PLAIN,
    }
    return Measure(**(given | changes))  # type: ignore[arg-type]


def test_a_measure_belongs_to_its_source() -> None:
    assert measure().decimals == 1
    with pytest.raises(ValueError, match=r"fft\.<name>"):
        measure(source="fft")


@pytest.mark.parametrize("unit", [Unit.SCORE, Unit.RATING])
def test_scores_and_ratings_are_never_summed(unit: Unit) -> None:
    with pytest.raises(ValueError, match="cannot be summed"):
        measure(unit=unit)


@pytest.mark.parametrize("blank", ["title", "question"])
def test_a_measure_says_what_was_asked(blank: str) -> None:
    with pytest.raises(ValueError, match="needs a title"):
        measure(**{blank: ""})


def test_a_period_has_days() -> None:
    day = date(2025, 1, 1)
    with pytest.raises(ValueError, match="must end after it starts"):
        Period(day, day)


def test_a_vintage_is_in_force_from_its_first_day_until_the_day_before_its_end() -> None:
    boards = Vintage("icb-2022", "42 ICBs", date(2022, 7, 1), date(2026, 4, 1))
    assert not boards.in_force(date(2022, 6, 30))
    assert boards.in_force(date(2022, 7, 1))
    assert boards.in_force(date(2026, 3, 31))
    assert not boards.in_force(date(2026, 4, 1))
    assert Vintage("icb-2026", "36 ICBs", date(2026, 4, 1), None).in_force(date(2040, 1, 1))


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("all", True),
        ("age=16-24", True),
        ("ethnicity=White", True),
        ("", False),
        ("age", False),
        ("Age=1", False),
        ("a=1&b=2", False),
    ],
)
def test_segments_are_everyone_or_one_group(text: str, fits: bool) -> None:
    assert is_segment(text) is fits
