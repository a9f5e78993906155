"""Map: where in England patients report better and worse care, each footprint against England's figure."""

from insight import ui

page = ui.page("Map", "Where do patients report better and worse care?")
page.select("measure", "period", "vintage", "footprint", "shape")
ui.note(ui.since_when(page))

found = ui.where(page)
ui.answer(found, key="map", picks="footprint")
ui.provenance(page.store, found.releases)
