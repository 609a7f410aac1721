"""Several ways to do a thing, timed beside one another in one run, so that all see the same machine."""

import gc
import sys
import time
from collections.abc import Callable, Mapping

ROUNDS = 5


def least_seconds(steps: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The least seconds of each step over several rounds, each round doing every step once."""
    times: dict[str, float] = dict.fromkeys(steps, float("inf"))
    for _ in range(rounds):
        for name, step in steps.items():
            gc.collect()
            start = time.perf_counter()
            step()
            times[name] = min(times[name], time.perf_counter() - start)
    return times


def tell(title: str, times: Mapping[str, float], of: str) -> None:
    """Print each step with its ratio to the one named `of`."""
    sys.stdout.write(f"{title}\n")
    for name, seconds in times.items():
        sys.stdout.write(f"{name:35} {seconds:7.3f} s  {seconds / times[of]:5.2f}\n")
