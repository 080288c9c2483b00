"""Where a question's time goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds by stage."""

    timings_ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what runs inside."""
        started = time.perf_counter()
        yield
        spent = (time.perf_counter() - started) * 1000
        self.timings_ms[name] = round(self.timings_ms.get(name, 0.0) + spent, 3)
