"""What patients say of the services of a footprint, and how it compares: the pure heart of the product."""

import os

# Arrow's own allocator keeps what it has used: after the answers of all footprints a server at England's size held 850 MB with it,
# 550 MB with the system's, at the same speed. Arrow asks when it is first imported, so it is said here.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
