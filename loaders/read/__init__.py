"""One published file becomes tables: what all spreadsheets and CSVs share."""
