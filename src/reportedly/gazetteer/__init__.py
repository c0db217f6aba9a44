"""The register of places: the packaged gazetteer, and the places that a user adds.

The packaged part is built by `python -m reportedly.gazetteer.build` from GeoNames data (CC BY 4.0, geonames.org) and
Natural Earth (public domain); `gazetteer.json` beside it says from which packages, and its digest.
"""

from __future__ import annotations

from reportedly.gazetteer.fold import fold_name
from reportedly.gazetteer.store import Entry, Gazetteer, open_gazetteer

__all__ = ["Entry", "Gazetteer", "fold_name", "open_gazetteer"]
