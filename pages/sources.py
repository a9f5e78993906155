"""Sources: what surveys, comment cards and inspectors say of one footprint, side by side, and whether they point one way."""

from insight import queries, ui

page = ui.page("Sources", "What do the sources say together?")
page.select("footprint", "vintage")

hospitals = queries.own_counts(page.question)
missing = queries.why_no_count(page.question)
if hospitals or missing:
    ui.part("Does each hospital's own count support the survey?", missing)
    ui.verdicts([(each.sentence, "not compared") for each in hospitals])

staffed = queries.own_staffs(page.question)
if staffed:
    ui.part("Do the staff of a hospital and its patients say the same?", queries.STAFF_RULE)
    ui.verdicts([(each.sentence, "not compared") for each in staffed])

ui.part("Theme by theme", "Of the whole area; single hospitals stand above.")
agreement = queries.do_sources_agree(page.question)
ui.answer(agreement, key="agreement")

inspected = queries.inspected(page.question)
if inspected:
    ui.part("What the inspectors found")
    ui.answer(inspected, key="ratings")
    ui.list_places(page)
ui.provenance(
    page.store, {*queries.releases_behind([agreement, inspected]), *(id for each in staffed for id in each.releases)}
)
