"""Tables of many files become one set: merging, placing, succession, code lists."""
