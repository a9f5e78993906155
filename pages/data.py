"""Data: what is loaded, how fresh it is, where it comes from, and how to load more."""

from insight import ui

page = ui.page("Data", "What is loaded, how fresh is it, and where does it come from?")
ui.holdings(page)
ui.load_form(page)
