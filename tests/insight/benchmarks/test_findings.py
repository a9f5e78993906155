"""What a chart of several measures has found, as its title."""

from insight.benchmarks.findings import verdicts_finding


def test_where_neither_direction_is_better_a_difference_is_told_all_the_same() -> None:
    one = verdicts_finding(["higher"], "North", "similar areas")
    assert one == "North is higher than similar areas on the only measure"
    assert verdicts_finding(["higher", "lower", "similar"], "North", "England") == (
        "North is higher than England on 1 of 3 measures and lower than England on 1 of 3 measures"
    )
