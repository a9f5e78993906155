"""Data: what is loaded, how fresh it is, where it comes from, how far it can be relied on, and how to load more."""

from insight import ui

page = ui.page("Data", "What is loaded, how fresh is it, and where does it come from?")
ui.holdings(page)
ui.what_changed(page)
ui.estimates(page)
ui.unplaced(page)
ui.load_form(page)
