"""Map: where in England patients report better and worse care, each footprint against England's figure."""

from insight import ui

page = ui.page("Map", "Where do patients report better and worse care?")
page.select("measure", "period", "vintage", "footprint", "shape")

answer = ui.where(page)
ui.chart(answer.chart, key="map", picks="footprint")
ui.verdicts(answer.sentences)
ui.workings(answer.workings)
ui.table(answer.chart)
ui.provenance(page.store, answer.releases)
