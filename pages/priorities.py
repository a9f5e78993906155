"""Priorities: what goes most with a good experience and how we do on it, for whom, and whether the sources agree."""

from insight import ui
from insight.ui import inspections, priorities, similar

page = ui.page("Priorities", "What matters most, and to whom?")
page.select("measure", "period", "footprint", "vintage")

ui.part("What to put right first")
matters = priorities.what_matters(page)
ui.answer(matters, key="priorities")
priorities.research()

ui.part("For whom", "Gaps between groups of patients, where a source publishes them.")
groups = priorities.for_whom(page)
ui.answer(groups, key="groups")
slope = priorities.by_deprivation(page)
ui.answer(slope, key="deprivation")

ui.part("Do the sources agree?")
agreement = ui.do_sources_agree(page)
ui.answer(agreement, key="agreement")

ui.part("Beside footprints like ours")
beside = similar.like_us(page)
for number, answer in enumerate(beside):
    ui.answer(answer, key=f"similar-{number}")

inspected = inspections.inspected(page)
if inspected:
    ui.part("What the inspectors found")
    ui.answer(inspected, key="ratings")
    inspections.list_places(page)

ui.provenance(page.store, ui.releases_behind([matters, groups, slope, agreement, *beside, inspected]))
