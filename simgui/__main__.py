"""`python -m simgui` and the command `simgui`: a subcommand goes to the command line, all else to the window."""

from __future__ import annotations

import sys


def main() -> int:
    from simgui import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
