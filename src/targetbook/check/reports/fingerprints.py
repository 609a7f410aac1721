"""What tells a finding again when the lines above it have moved."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from targetbook.messages import say
from targetbook.problems import Problem


def fingerprints(problems: Iterable[Problem]) -> Iterator[str]:
    """A fingerprint for each problem: of its code, file, record, field and message, never of its line.

    Findings that are alike in all of these are numbered, so that no two of one run are the same.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for problem in problems:
        known = (problem.code, problem.place.file, problem.record, problem.field, say(problem, "en").says)
        seen[known] += 1
        number = str(seen[known]) if seen[known] > 1 else ""
        yield sha256("\0".join((*known, number)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
