"""Text is laid out at any width, whatever the text: nothing is lost, nothing raises."""

import re
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from insight.charts.style.layout import balanced, wrapped

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
