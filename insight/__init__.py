"""What patients say of the services of a footprint, and how it compares: the pure heart of the product."""
