"""Overview: a footprint at a glance. What it is, and where its patients report better and worse care than England's."""

from insight import queries, ui

page = ui.page("Overview", "What do patients tell us, and how do we compare?")
page.select("footprint", "vintage", "against")
ui.introduction(queries.who(page.question))

answer = queries.at_a_glance(page.question)
ui.chart(answer.chart, key="headlines")
ui.differences(answer.sentences)
ui.explanation(answer.explanation)
ui.table(answer.chart)

beside = queries.each_source(page.question)
if beside is not None:
    ui.comparison(beside)
needs = queries.needs_at_a_glance(page.question)
if needs is not None:
    ui.comparison(needs)
ui.provenance(page.store, queries.releases_behind([answer, beside, needs]))
