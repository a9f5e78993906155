"""A page that shows marks, and one of each kind of sentence."""

from insight import ui
from insight.queries.answer import Answer
from tests.browser.harness.drawings import dots_of

page = ui.page("Dots", "Does a click on a mark choose a footprint?")
chosen = page.select("footprint")
ui.chart(Answer(dots_of(page.store, chosen)), key="dots", picks="footprint")
ui.refusal("Nothing is compared across a <b>break</b>.")
ui.note("A note.")
