"""From the publishers' files to the tables in `data_cache`: everything that touches the outside world."""
