"""Comparisons become Plotly figures that explain themselves: finding, subtitle, source, date and basis inside the image."""
