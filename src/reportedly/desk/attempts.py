"""Wrong passwords are counted, by name and by address, and past a few the door stays shut for a while."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Hashable

MOST = 5  # wrong passwords
WITHIN = 15 * 60.0  # seconds
REMEMBERED = 10_000  # names and addresses


class Attempts:
    """Counts failures by key in a sliding window. Safe to use from several threads."""

    def __init__(self, most: int = MOST, within: float = WITHIN, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.within = within
        self.clock = clock
        self._failed: dict[Hashable, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, *keys: Hashable) -> float:
        """Seconds until these keys may try again; 0 when they may now."""
        now = self.clock()
        with self._lock:
            return max((self._wait(key, now) for key in keys), default=0.0)

    def _wait(self, key: Hashable, now: float) -> float:
        times = self._failed.get(key)
        while times and now - times[0] >= self.within:
            times.popleft()
        if not times:
            self._failed.pop(key, None)
            return 0.0
        return self.within - (now - times[0]) if len(times) >= self.most else 0.0

    def fail(self, *keys: Hashable) -> None:
        """A wrong password."""
        now = self.clock()
        with self._lock:
            for key in keys:
                self._failed.setdefault(key, deque(maxlen=self.most)).append(now)
            while len(self._failed) > REMEMBERED:
                self._failed.pop(next(iter(self._failed)))

    def forgive(self, *keys: Hashable) -> None:
        """The right password: start again."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)
