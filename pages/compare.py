"""Compare: a footprint's rank with its range, all its measures on one spine, and several footprints side by side."""

from insight import queries, ui

page = ui.page("Compare", "How do we compare with all the others?")
page.select("footprint", "vintage", "against", "measure", "period")

shown = []
for answer in queries.comparisons(page.question):
    ui.comparison(answer)
    shown.append(answer)
ui.provenance(page.store, queries.releases_behind(shown))
