"""Data: what is loaded, how fresh it is, where it comes from, how far it can be relied on, and how to load more."""

from insight import queries, ui

page = ui.page("Data", "What is loaded, how fresh is it, and where does it come from?")
ui.holdings(page)
ui.part("What the last refresh changed")
for sentence in queries.since_the_refresh(page.store):
    ui.note(sentence)
ui.estimates(page)
ui.unplaced(page)
ui.load_form(page)
