"""An organisation among those most like it, and how alike they are."""
