"""Series become comparisons: where a footprint stands, which way it is going, and what may not be said."""
