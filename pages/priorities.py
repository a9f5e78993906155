"""Priorities: what goes most with a good experience, and how we do on it."""

from insight import queries, ui

page = ui.page("Priorities", "What matters most, and how do we do on it?")
page.select("footprint", "vintage", "against", "measure", "period")

ui.verdicts([queries.where_we_stand(page.question)])
matters = queries.what_matters(page.question)
ui.answer(matters, key="priorities")
ui.research(page)

issues = queries.issues(page.question)
ui.issues(issues, queries.not_for_comparison(page.question), queries.not_told(page.question))
ui.provenance(page.store, queries.releases_behind([matters, *issues]))
