"""What a refresh brought is told by the releases themselves."""

import pandas as pd

from insight.queries.refreshed import told


def releases(**marks: str) -> pd.DataFrame:
    return pd.DataFrame({"sha256": marks, "title": {id: id.upper() for id in marks}})


def test_what_came_was_replaced_and_went_is_named() -> None:
    assert told(releases(a="1", b="1", c="1"), releases(a="1", b="2", d="1", e="1")) == [
        "2 files came: D and E.",
        "1 file was replaced by the publisher, who may have revised figures: B.",
        "1 file is no longer there: C.",
    ]


def test_a_refresh_that_brought_nothing_says_so() -> None:
    assert told(releases(a="1"), releases(a="1")) == ["The last refresh brought the same files as the one before."]
