"""Trends: is care getting better or worse, as far as the years can be compared."""

from insight import ui

page = ui.page("Trends", "Is care getting better or worse?")
page.select("measure", "footprint", "vintage")

answer = ui.through_time(page)
ui.chart(answer.chart, key="trend")
ui.verdicts(answer.sentences)
ui.workings(answer.workings)
ui.table(answer.chart)
monthly = ui.month_by_month(page)
if monthly is not None:
    ui.comparison(monthly)
    ui.chart_plan(page)
ui.provenance(page.store, answer.releases)
