"""For whom: which groups of patients are worst served, whether the gap is closing, and whether it is wider than England's."""

from insight import queries, ui

page = ui.page("For whom", "Which patients are worst served, and is the gap closing?")
page.select("footprint", "vintage", "against", "measure", "period")

ui.verdicts(queries.worst_served(page.question))
groups = queries.for_whom(page.question)
ui.answer(groups, key="groups")
ui.offer(queries.elsewhere(page.question))
history = queries.closing(page.question)
if history is not None:
    ui.part("Is the gap closing?")
    ui.answer(history, key="gap")

ui.part("By deprivation", "The practices of the footprint, from those with the most deprived patients to the least.")
slope = queries.by_deprivation(page.question)
ui.answer(slope, key="deprivation")
years = queries.deprivation_over_time(page.question)
if years is not None:
    ui.answer(years, key="deprivation-years")
ui.provenance(page.store, queries.releases_behind([groups, history, slope, years]))
