"""The front door: which pages there are, in which order. The first one answers at `/`."""

from insight import ui

ui.front_door(
    {
        "pages/overview.py": "Overview",
        "pages/map.py": "Map",
        "pages/compare.py": "Compare",
        "pages/trends.py": "Trends",
        "pages/places.py": "Places",
        "pages/organisation.py": "Organisation",
        "pages/groups.py": "For whom",
        "pages/sources.py": "Sources",
        "pages/people.py": "Needs",
        "pages/priorities.py": "Priorities",
        "pages/pack.py": "Pack",
        "pages/present.py": "Present",
        "pages/footprints.py": "Your own footprint",
        "pages/data.py": "Data",
        "pages/glossary.py": "Glossary",
    }
).run()
