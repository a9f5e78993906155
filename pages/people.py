"""Needs: who lives in one footprint, beside what its patients say. What goes with what does not show why."""

from insight import queries, ui

page = ui.page("Needs", "Who lives here, and what goes with it?")
page.select("footprint", "vintage", "measure", "period")
answer = queries.needs_beside(page.question)
ui.answer(answer, key="context")
ui.provenance(page.store, answer.releases)
