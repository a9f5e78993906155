"""Facts become series: one figure per footprint and period, summed before it is divided, with what it is worth."""
