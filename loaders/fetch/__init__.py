"""Bytes from outside: the internet, a folder of published files, the demonstration; polite, bounded, suspicious."""
