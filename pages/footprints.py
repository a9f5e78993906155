"""Your own footprint: put one together from practices, PCNs, sub-ICB locations, trusts or footprints, and see it everywhere."""

from insight import ui

page = ui.page("Your own footprint", "Which organisations plan together, and what do their patients say?")
page.choose("vintage", "shape")
ui.footprint_builder(page)
