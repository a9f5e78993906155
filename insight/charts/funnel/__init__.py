"""Organisations of very different size side by side: the funnel, and what stands out in it."""
