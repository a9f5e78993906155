"""`python -m loaders`: see loaders/cli/commands.py for what it does."""

from __future__ import annotations

import sys

from loaders.read.forkserver import prepare

if __name__ == "__main__":
    if sys.argv[1:2] in (["fetch"], ["add"]):
        prepare()  # imports what reading needs, while we import the commands below

    from loaders.cli.commands import main

    sys.exit(main())
