"""Ours against a named rival, side by side in one run: `python -m bench`, one line a case."""
