"""Organisation: one practice, trust, site, ward or rated place, and all that is known of it."""

from insight import queries, ui

page = ui.page("Organisation", "What is known of one practice, trust, site or ward?")
page.select("against", "measure", "period")

org = queries.organisation(page.question)
if org is None:
    ui.refusal("No file tells which practices, trusts or other places belong to this footprint.")
else:
    ui.what_it_is(page, org)
    ui.its_ratings(page, org)
    releases = [*ui.its_measures(org), *ui.its_staff(org), *ui.its_counts(org), *ui.its_needs(org)]
    shown = [ui.its_months(org), *ui.its_neighbours(org)]
    ui.provenance(page.store, {*releases, *queries.releases_behind(shown)})
