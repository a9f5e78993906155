"""Priorities: what goes most with a good experience and how we do on it, for whom, and whether the sources agree."""

from insight import ui
from insight.ui import inspections, priorities

page = ui.page("Priorities", "What matters most, and to whom?")
page.select("measure", "period", "footprint", "vintage")

priorities.part("What to put right first")
matters = priorities.what_matters(page)
ui.chart(matters.chart, key="priorities")
ui.verdicts(matters.sentences)
ui.workings(matters.workings)
ui.table(matters.chart)
priorities.research()

priorities.part("For whom", "Gaps between groups of patients, where a source publishes them.")
groups = priorities.for_whom(page)
ui.chart(groups.chart, key="groups")
ui.verdicts(groups.sentences)
ui.workings(groups.workings)
ui.table(groups.chart)
slope = priorities.by_deprivation(page)
ui.chart(slope.chart, key="deprivation")
ui.verdicts(slope.sentences)
ui.workings(slope.workings)
ui.table(slope.chart)

priorities.part("Do the sources agree?")
agreement = priorities.do_sources_agree(page)
ui.chart(agreement.chart, key="agreement")
ui.verdicts(agreement.sentences)
ui.workings(agreement.workings)
ui.table(agreement.chart)

priorities.part("Beside footprints like ours")
similar = priorities.like_us(page)
for number, answer in enumerate(similar):
    ui.chart(answer.chart, key=f"similar-{number}")
    ui.verdicts(answer.sentences)
    ui.workings(answer.workings)
    ui.table(answer.chart)

inspected = priorities.inspected(page)
if inspected:
    priorities.part("What the inspectors found")
    ui.chart(inspected.chart, key="ratings")
    ui.verdicts(inspected.sentences)
    ui.workings(inspected.workings)
    ui.table(inspected.chart)
    inspections.list_places(page)

ui.provenance(page.store, priorities.sources_of([matters, groups, slope, agreement, *similar, inspected]))
