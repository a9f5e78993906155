"""Present: the findings of a footprint one by one over the whole screen, for a meeting room."""

from insight import ui

page = ui.page("Present", "One finding a screen.")
ui.present(page)
