"""Trends: is care getting better or worse, as far as the years can be compared."""

from insight import queries, ui

page = ui.page("Trends", "Is care getting better or worse?")
page.select("footprint", "vintage", "against", "measure")
ui.note(queries.since_when(page.question))

answer = queries.through_time(page.question)
if answer is not None:
    ui.answer(answer, key="trend")
monthly = queries.month_by_month(page.question)
if monthly is not None:
    ui.comparison(monthly)
    ui.chart_plan(page.question)
newest = page.question.newest
ui.on_demand(queries.change_in_short(newest), lambda: queries.what_changed(newest))
ui.provenance(page.store, queries.releases_behind([answer, monthly]))
