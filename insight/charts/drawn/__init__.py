"""A chart drawn without a browser: the same description, laid out anew for the size it is used in, as SVG and PNG."""
