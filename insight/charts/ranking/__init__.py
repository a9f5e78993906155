"""Footprints in order: ranking, spread, spine, heat table and the headlines of the overview."""
