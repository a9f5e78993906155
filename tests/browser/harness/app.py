"""A small dashboard for the browser tests: the real vocabulary over invented charts."""

from insight import ui

ui.front_door({"pages/map.py": "Map", "pages/dots.py": "Dots"}).run()
