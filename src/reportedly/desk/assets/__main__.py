"""Fetches the browser libraries: `python -m reportedly.desk.assets [--testing]`."""

from __future__ import annotations

import sys

from reportedly.desk.assets import fetch
from reportedly.errors import InstallFault

try:
    for path in fetch(testing="--testing" in sys.argv[1:]):
        print(path.name)
except InstallFault as fault:
    print(f"reportedly: {fault}", file=sys.stderr)
    sys.exit(1)
