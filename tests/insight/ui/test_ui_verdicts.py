"""In view are the most urgent; the rest is a click away."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from insight.benchmarks.headlines import most_different_first


def spoken(words: str) -> AppTest:
    sentences = [(f"Sentence {number} is {word}.", word) for number, word in enumerate(words.split())]
    return AppTest.from_string(f"from insight import ui\nui.verdicts({sentences!r})").run()


def in_view(app: AppTest) -> list[str]:
    return [
        each.proto.body.split("</span> ")[1].split(".")[0] for each in app.main.children.values() if each.type == "html"
    ]


def test_sentences_keep_their_order() -> None:
    app = spoken("similar worse better worse worse")
    assert in_view(app) == ["Sentence 0 is similar", "Sentence 1 is worse", "Sentence 2 is better"]
    assert [each.label for each in app.expander] == ["2 more of what the figures say"]


class _Headline:
    """As much of a headline as the order asks for."""

    def __init__(self, verdict: str, distance: float) -> None:
        self.row, self.distance = {"verdict": verdict}, distance
        self.compared = verdict != "not compared"
        self.measure = type("Named", (), {"title": f"{verdict} {distance}"})


def test_worse_before_better_before_similar_the_farthest_of_each_first() -> None:
    given = [
        ("similar", -9),
        ("better", 2),
        ("worse", -1),
        ("not compared", -50),
        ("better", 5),
        ("worse", -4),
        ("similar", 1),
    ]
    found = most_different_first(_Headline(*each) for each in given)  # type: ignore[misc]
    told = [(each.row["verdict"], each.distance) for each in found]
    assert told == [("worse", -4), ("worse", -1), ("better", 5), ("better", 2), ("similar", -9), ("similar", 1)]
