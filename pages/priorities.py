"""Priorities: what goes most with a good experience and how we do on it, for whom, and whether the sources agree."""

from insight import queries, ui

page = ui.page("Priorities", "What matters most, and to whom?")
page.select("footprint", "vintage", "against", "measure", "period")

ui.part("What to put right first")
matters = queries.what_matters(page.question)
ui.answer(matters, key="priorities")
ui.research(page)

ui.part("For whom", "Gaps between groups of patients, where a source publishes them.")
groups = queries.for_whom(page.question)
ui.answer(groups, key="groups")
slope = queries.by_deprivation(page.question)
ui.answer(slope, key="deprivation")

ui.part("Who lives here", "What goes with what; it does not show why.")
needs = queries.needs_beside(page.question)
ui.answer(needs, key="context")

issues = queries.issues(page.question)
ui.issues(issues)

ui.part("Do the sources agree?")
agreement = queries.do_sources_agree(page.question)
ui.answer(agreement, key="agreement")

ui.part("Beside footprints like ours")
beside = queries.like_us(page.question)
for number, answer in enumerate(beside):
    ui.answer(answer, key=f"similar-{number}")

inspected = queries.inspected(page.question)
if inspected:
    ui.part("What the inspectors found")
    ui.answer(inspected, key="ratings")
    ui.list_places(page)

ui.provenance(
    page.store, queries.releases_behind([matters, groups, slope, needs, agreement, *issues, *beside, inspected])
)
