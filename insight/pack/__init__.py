"""Answers as files that leave the dashboard: PowerPoint, HTML, PDF and a zip of pictures and tables, each saying what it is."""
