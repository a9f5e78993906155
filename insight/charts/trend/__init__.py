"""One measure through the years: lines cut where comparison ends, and what is written onto them."""
