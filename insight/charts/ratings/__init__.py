"""What inspectors found: shares of ratings and the list of inspections."""
