"""Links of a page: absolute, in order, without what is no address. All pages are INVENTED."""

from __future__ import annotations

import pytest

from loaders.read.links import links

PAGE = "https://publisher.example/data/index.html"


def test_links_are_absolute_and_in_order() -> None:
    text = """<a class="x" href="../files/one.csv">1</a> <A HREF='/two.csv?a=1&amp;b=2'>2</A> <a href=three.csv>3</a>
    <a data-href="no.csv" href=" four.csv ">4</a><a name="top">no</a>"""

    assert links(PAGE, text) == [
        "https://publisher.example/files/one.csv",
        "https://publisher.example/two.csv?a=1&b=2",
        "https://publisher.example/data/three.csv",
        "https://publisher.example/data/four.csv",
    ]


@pytest.mark.parametrize(
    "bad",
    [
        "http://[insert link here]/x",
        "http://host:port/x",
        "http://host:99999/x",
        "mailto:a@b.c",
        "javascript:1",
        "http://",
    ],
)
def test_what_is_no_address_costs_no_other_link(bad: str) -> None:
    assert links(PAGE, f'<a href="{bad}">x</a><a href="good.csv">y</a>') == ["https://publisher.example/data/good.csv"]


def test_comments_hold_no_links() -> None:
    text = '<a href="a.csv">a</a><!-- <a href="b.csv">b</a> --><a href="c.csv">c</a><!-- <a href="d.csv">d</a>'

    assert [link.rpartition("/")[2] for link in links(PAGE, text)] == ["a.csv", "c.csv"]


@pytest.mark.parametrize("piece", ["<a ", "<a href=", "<!--", '<a href="', "<a href  ", "<", "<a\n"])
def test_pages_without_end_are_read_once(piece: str) -> None:
    assert links(PAGE, piece * 300_000) == [] or piece == "<a href="
