"""What matters and how it goes: importance and performance, gaps between groups, deprivation, agreement of sources."""
