"""One file per source, strangers to one another: whatever stands in this folder is loaded."""
