"""Findings counted by rule, the most frequent first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from targetbook.catalogue import entry, has_entry
from targetbook.check.families import FAMILIES, family_of
from targetbook.check.text import FIXABLE
from targetbook.problems import Problem


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule found something, and how much of that its fixes would mend."""

    code: str
    title: str
    count: int
    fixable: int
    unsafe: int


def statistics(problems: Iterable[Problem], language: str) -> list[Count]:
    """The counts, most first; of two alike, by code."""
    found, safe, unsafe = Counter[str](), Counter[str](), Counter[str]()
    for problem in problems:
        found[problem.code] += 1
        safe[problem.code] += bool(problem.fix and problem.fix.safe)
        unsafe[problem.code] += bool(problem.fix and not problem.fix.safe)
    counts = [Count(code, title_of(code, language), n, safe[code], unsafe[code]) for code, n in found.items()]
    return sorted(counts, key=lambda count: (-count.count, count.code))


def title_of(code: str, language: str) -> str:
    """A rule's title; for a code of files and layouts, which has none, its family's."""
    return entry(code).title[language] if has_entry(code) else FAMILIES[family_of(code)][language]


def statistics_text(counts: Iterable[Count], *, unsafe: bool = False) -> str:
    """A line each: how many, code, whether any of them would be fixed, title."""
    rows = [(row, FIXABLE if row.fixable or (unsafe and row.unsafe) else "") for row in counts]
    wide = max((len(str(row.count)) for row, _ in rows), default=0)
    marked = len(FIXABLE) + 2 if any(mark for _, mark in rows) else 0
    return "".join(f"{row.count:>{wide}}  {row.code}  {mark:<{marked}}{row.title}\n" for row, mark in rows)


def statistics_json(counts: Iterable[Count]) -> list[dict[str, object]]:
    """The same as data."""
    return [
        {"code": row.code, "title": row.title, "count": row.count, "fixable": row.fixable, "unsafe": row.unsafe}
        for row in counts
    ]
