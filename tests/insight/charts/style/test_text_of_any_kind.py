"""Text is laid out at any width, whatever the text: nothing is lost, nothing raises."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from insight.charts.drawn.rich import broken, length, read
from insight.charts.style.layout import FOOT, balanced, wrapped

_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=120)


@given(_TEXTS, st.integers(-2, 60))
@example("St-Mary's-and-All-Saints-and-the-Holy-Trinity-of-Great-Wakering-Health-Partnership", 24)
@example("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 12)
@example("", 10)
def test_text_of_any_kind_is_laid_out_and_no_letter_is_lost(text: str, width: int) -> None:
    for laid_out in (wrapped(text, width), balanced(text, width)):
        lines = [unescape(line) for line in laid_out.split("<br>")]
        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
        assert all(len(line) <= max(1, width) for line in lines) or lines == [" "]


@given(_TEXTS, st.integers(1, 60))
def test_balancing_never_takes_more_lines(text: str, width: int) -> None:
    assert balanced(text, width).count("<br>") <= wrapped(text, width).count("<br>")


def test_a_number_in_brackets_stays_with_what_it_counts() -> None:
    text = "beside deprivation, ICBs from April 2026 (36)"
    assert "2026\u00a0(36)" in wrapped(text, 42)
    page = broken(read(text), length(read(text)[0], FOOT) - 1, FOOT)
    assert [run.text for line in page for run in line][-1].endswith("2026 (36)")
