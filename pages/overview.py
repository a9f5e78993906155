"""Overview: the six questions of the guidance about one footprint, each answered in a sentence or two."""

from insight import queries, ui

page = ui.page("Overview", "What do patients tell us, and how do we compare?")
page.select("footprint", "vintage", "against", "period")
ui.introduction(queries.opening(page.question))
ui.big_numbers(queries.big_numbers(page.question), page.question.selection)
ui.six_questions(queries.six_questions(page.question), page.question.selection)

ui.part("Every measure, worst first", "A click on a mark turns to the years of its measure.")
answer = queries.at_a_glance(page.question)
ui.chart(answer, key="headlines", picks="measure")
ui.explanation(answer.explanation, key="headlines")
ui.numbers(answer, key="headlines")
needs = queries.needs_at_a_glance(page.question)
if needs is not None:
    ui.comparison(needs)
ui.provenance(page.store, [*queries.releases_behind([answer, needs]), *queries.quoted(page.question)])
