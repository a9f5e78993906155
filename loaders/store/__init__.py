"""What lies in `data_cache`: published files with receipts, tables, and the lock."""
