"""Names in capitals are written as people write them; names that their publisher writes well are left alone."""

import pytest

from insight.benchmarks.org_names import without_trust, written


@pytest.mark.parametrize(
    ("register", "people"),
    [
        ("ELM TREE SURGERY", "Elm Tree Surgery"),
        ("THE ROYAL INFIRMARY OF STONE NHS TRUST", "The Royal Infirmary of Stone NHS Trust"),
        ("DR KT MOSS & PARTNERS", "Dr KT Moss & Partners"),
        ("ST ANNE'S GP CENTRE (STOKE-ON-WOLD)", "St Anne's GP Centre (Stoke-on-Wold)"),
        ("Elm Tree surgery", "Elm Tree surgery"),
        ("Z00001", "Z00001"),
        ("", ""),
    ],
)
def test_capitals_become_names(register: str, people: str) -> None:
    assert written(register) == people


def test_where_all_are_trusts_the_word_is_left_out() -> None:
    assert without_trust("Elm Hospitals NHS Foundation Trust") == "Elm Hospitals"
    assert without_trust("Elm Hospital, Oakham, NHS Foundation Trust") == "Elm Hospital, Oakham"
    assert without_trust("Elm Tree Surgery") == "Elm Tree Surgery"
