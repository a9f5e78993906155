"""The places of a footprint: where they lie, and the list of them."""
