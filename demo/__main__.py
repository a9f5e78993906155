"""The command line: `python -m demo FOLDER` writes the demonstration publication into a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from demo.publication import publish


def main() -> None:
    """Publish into the folder named on the command line, telling each step."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; made if it does not exist")
    publish(parser.parse_args().folder, lambda step, done: print(f"{done:4.0%}  {step}", flush=True))


if __name__ == "__main__":
    main()
