"""Places: which practices, trusts, sites, wards and rated places of a footprint to look at first, and how sure that is."""

from insight import queries, ui

page = ui.page("Places", "Which places should we look at first, and how sure is it?")
page.select("footprint", "vintage", "against", "measure", "period")

listed = queries.places(page.question)
if listed is None:
    ui.refusal("No file tells which practices, trusts or other places belong to this footprint.")
else:
    ui.choose_places(listed)
    ui.likeliest(page, listed)
    ui.list_of_places(page, listed)
    map_of_them, funnel = queries.on_a_map(page.question, listed), queries.in_a_funnel(page.question, listed)
    ui.part("Where they lie")
    ui.chart(map_of_them, key="places-map", picks="org")
    ui.without_a_spot(page, listed)
    if funnel is not None:
        ui.part(
            "Who differs beyond chance",
            "Held against the average of all practices with a figure, whatever the distance.",
        )
        ui.note(queries.list_and_funnel(listed))
        ui.chart(funnel, key="funnel", picks="org")
        ui.explanation(funnel.explanation, key="funnel")
    ui.provenance(page.store, queries.releases_behind([map_of_them, funnel]))
