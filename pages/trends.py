"""Trends: is care getting better or worse, as far as the years can be compared."""

from insight import ui

page = ui.page("Trends", "Is care getting better or worse?")
page.select("measure", "footprint", "vintage")
ui.note(ui.since_when(page))

found = ui.through_time(page)
ui.answer(found, key="trend")
monthly = ui.month_by_month(page)
if monthly is not None:
    ui.comparison(monthly)
    ui.chart_plan(page)
ui.provenance(page.store, found.releases)
