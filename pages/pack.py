"""Pack: findings put together, in order, and taken away as PowerPoint, page, paper or zip, or shown in a meeting."""

from insight import ui

page = ui.page("Pack", "What do you take to the meeting?")
page.select("footprint", "vintage", "against", "measure", "period")
ui.compose_pack(page)
