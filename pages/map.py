"""Map: how areas differ across England on one measure, each footprint against England's figure where it may be compared."""

from insight import queries, ui

page = ui.page("Map", "How do areas differ across England?")
page.select("footprint", "vintage", "against", "measure", "period")
page.choose("shape")
ui.note(queries.since_when(page.question))

answer = queries.where(page.question)
ui.answer(answer, key="map", picks="footprint")
ui.provenance(page.store, answer.releases)
