"""A page that shows a map."""

from insight import ui
from insight.queries.answer import Answer
from tests.browser.harness.drawings import map_of

page = ui.page("Map", "Where do patients report better and worse care?")
chosen = page.select("measure", "period", "vintage", "footprint")
page.choose("shape")
ui.verdict(f"{chosen.footprint} is chosen", "better")
chart = map_of(page.store, chosen)
ui.answer(Answer(chart), key="map", picks="footprint")
ui.provenance(page.store, ["gpps.2025"])
