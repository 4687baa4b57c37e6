"""``python -m teachback`` is the command ``teachback``."""

from __future__ import annotations

import sys

from teachback.command import program

if __name__ == "__main__":
    sys.exit(program())
