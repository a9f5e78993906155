"""Glossary: what the words on the other pages mean, one sentence a word."""

from insight import ui

ui.page("Glossary", "What do the words mean?")
ui.word_list()
