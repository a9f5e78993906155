"""Map: where in England patients report better and worse care, each footprint against England's figure."""

from insight import queries, ui

page = ui.page("Map", "Where do patients report better and worse care?")
page.select("footprint", "vintage", "against", "measure", "period")
page.choose("shape")
ui.note(queries.since_when(page.question))

answer = queries.where(page.question)
ui.answer(answer, key="map", picks="footprint")
ui.provenance(page.store, answer.releases)
