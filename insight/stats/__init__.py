"""The statistics behind every comparison: arrays in, arrays out, nothing known of files, tables or screens."""
