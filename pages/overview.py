"""Overview: a footprint at a glance. What it is, and where its patients report better and worse care than England's."""

from insight import ui

page = ui.page("Overview", "What do patients tell us, and how do we compare?")
page.select("footprint", "vintage")
ui.introduction(ui.who(page))

answer = ui.at_a_glance(page)
ui.chart(answer.chart, key="headlines")
ui.differences(answer.sentences)
ui.workings(answer.workings)
ui.table(answer.chart)

beside = ui.each_source(page)
if beside is not None:
    ui.comparison(beside)
ui.provenance(page.store, ui.releases_behind([answer, beside]))
