"""Monthly patient feedback read the NHS way: is this month special, or the usual wobble?

NHS England "Making Data Count" XmR charts. Start at `reading.read_series`; everything takes (series, months) arrays on
a calendar without holes, NaN where a month has no figure.
"""
