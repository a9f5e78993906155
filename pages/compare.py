"""Compare: where a footprint stands among all others, measure by measure, and which of its practices stand out."""

from insight import ui

page = ui.page("Compare", "How do we compare with all the others?")
page.select("measure", "period", "footprint", "vintage")

releases: set[str] = set()
for each in ui.comparisons(page):
    ui.comparison(each)
    releases.update(each.releases)
ui.provenance(page.store, releases)
