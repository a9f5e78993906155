"""Maps: footprints by class or verdict, their outlines, and the map on which footprints are picked."""
