"""Needs: who lives in one footprint, beside what its patients say. What goes with what does not show why."""

from insight import queries, ui

page = ui.page("Needs", "Who lives here, and what goes with it?")
page.select("footprint", "vintage", "against", "measure", "period")
people = queries.who_lives_here(page.question)
ui.part("Who lives here", people.words)
ui.big_numbers(people.numbers, page.question.selection)

ui.part("What goes with it", "All areas are shown, whoever is chosen under “Compared with”.")
answer = queries.needs_beside(page.question)
ui.answer(answer, key="context")
ui.provenance(page.store, {*answer.releases, *people.releases})
