"""The command line: `python -m demo FOLDER` writes the demonstration publication; `--serve PORT` shows it as web sites."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from demo.publication import publish
from demo.server import Publisher, serving
from demo.site import lay_out


def main() -> None:
    """Publish into the folder named on the command line, telling each step; serve it if asked, until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; made if it does not exist")
    parser.add_argument("--serve", type=int, metavar="PORT", help="then serve it to this machine on a port")
    options = parser.parse_args()
    if options.serve is None or not (options.folder / "DEMONSTRATION.txt").exists():
        publish(options.folder, lambda step, done: print(f"{done:4.0%}  {step}", flush=True))
    if options.serve is not None:
        _serve(options.folder, options.serve)


def _serve(folder: Path, port: int) -> None:
    with serving(Publisher(lay_out(folder)), port) as publisher:
        print(f"The publishers' sites, invented: {publisher.url}/   (Ctrl-C ends it)", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
