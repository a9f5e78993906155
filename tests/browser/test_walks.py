"""The five questions of a planner, each answered within four clicks of the Overview, on the demonstration."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

AREA = "footprint=QF7&vintage=icb-2026"
PATIENCE = 60_000


MARK_OF = """(measure) => {
  const mark = [...document.querySelectorAll("figure .point")].find((each) => each.__data__?.data?.includes(measure))
  mark.scrollIntoView({ block: "center" })
  const box = mark.getBoundingClientRect()
  return [box.x + box.width / 2, box.y + box.height / 2]
}"""
"""The middle of the mark of a measure (a part of its id), brought into view."""


def overview(page: Page, address: str) -> None:
    page.goto(f"{address}/?{AREA}")
    expect(page.get_by_role("heading", name="Where do we stand?")).to_be_visible(timeout=PATIENCE)


def answer(page: Page, question: str) -> None:
    """Click the first sentence under one of the six questions: one click."""
    block = page.locator(".st-key-insight-questions > div").filter(has=page.get_by_role("heading", name=question))
    block.get_by_role("link").first.click()


def test_are_we_worse_than_similar_areas_on_the_phone_and_since_when(page: Page, demonstration: str) -> None:
    overview(page, demonstration)
    page.get_by_label("Compared with").click()
    page.get_by_role("option", name=re.compile("Similar areas")).click()
    expect(
        page.get_by_role("link", name=re.compile("South Yorkshire is worse than similar areas")).first
    ).to_be_visible(timeout=PATIENCE)
    expect(page.locator("figure[data-drawn*=headlines]")).to_be_visible(timeout=PATIENCE)
    page.mouse.click(*page.evaluate(MARK_OF, "phone"))
    expect(page.get_by_role("heading", name="Trends", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Worse than similar areas in every comparable year since 2024.")).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.locator("figure[data-drawn*=phone]")).to_be_visible(timeout=PATIENCE)


def test_which_practices_should_we_visit_and_why(page: Page, demonstration: str) -> None:
    overview(page, demonstration)
    answer(page, "Where does it hurt?")
    expect(page.get_by_role("heading", name="Places", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".insight-first li")).to_have_count(5, timeout=PATIENCE)
    expect(page.locator(".insight-first li").first).to_contain_text("ikely")


def test_which_group_is_worst_served_and_is_the_gap_closing(page: Page, demonstration: str) -> None:
    overview(page, demonstration)
    answer(page, "For whom?")
    expect(page.get_by_role("heading", name="For whom", exact=True)).to_be_visible(timeout=PATIENCE)
    said = page.locator(".insight-verdict")
    expect(said.first).to_contain_text(
        re.compile(
            r"(Worst served on|No clear gap by where patients live in South Yorkshire on) .*most deprived places"
        ),
        timeout=PATIENCE,
    )
    expect(said.nth(1)).to_contain_text(
        re.compile(
            r"The gap between the most deprived places and the least deprived is (closing|widening|not clearly changing): .* in 2024, .* in 2026 .*95% interval"
        )
    )


def test_does_the_hospitals_own_count_support_the_survey(page: Page, demonstration: str) -> None:
    overview(page, demonstration)
    answer(page, "What do the sources say together?")
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".insight-verdict").first).to_contain_text(
        re.compile(
            r"Trust: the Friends and Family Test (neither supports nor contradicts|supports|points the other way than) the Adult Inpatient Survey"
        ),
        timeout=PATIENCE,
    )
    expect(page.locator(".insight-verdict").filter(has_text="(NHS Staff Survey)").first).to_contain_text(
        re.compile(
            r"Trust, hospital care: .*\. Staff \(2024\) rank .*\. Staff who recommend the care: .* Patients: overall experience "
        )
    )


def test_what_was_our_footprint_of_2016_like_and_what_is_it_part_of_now(page: Page, demonstration: str) -> None:
    overview(page, demonstration)
    page.get_by_label("Set of footprints").click()
    page.get_by_role("option", name=re.compile("2016 to 2018")).click()
    expect(page.get_by_role("heading", name="What was it, and what became of it?")).to_be_visible(timeout=PATIENCE)
    expect(
        page.get_by_text(re.compile(r"in 2018, its last year in this set of areas: .* The same area in 2026: ")).first
    ).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile(r"(today it (is part of|lies in parts of)|Today it is) ")).first).to_be_visible(
        timeout=PATIENCE
    )
