"""A pack as PowerPoint: charts that stay charts, maps that are shapes with names, an alternative text on every object."""
