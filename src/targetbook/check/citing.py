"""Why a finding matters: the review head that it belongs to, and the document that asks for what is missing."""

from dataclasses import dataclass

from targetbook.catalogue import citation, documents, entry, has_entry, head_word
from targetbook.problems import Problem


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a finding matters, in one language.

    Attributes:
        head: a key of `catalogue.HEADS`; None where the rule belongs to none of the four.
        document: number of the document that is cited; None for a rule of the house.
        why: the clause alone.
        cited: the clause with the document that asks it.
    """

    head: str | None
    document: str | None
    why: str
    cited: str


def ground_of(problem: Problem, language: str) -> Ground | None:
    """Why it matters; None for what is told of files and layouts, which no catalogue explains."""
    if not has_entry(problem.code):
        return None
    told = entry(problem.code)
    number = documents()[told.document].number if told.document else None
    cited = citation(problem.code, language, problem.authority)
    return Ground(told.head, problem.authority or number, told.why[language], cited)


def ground_line(ground: Ground, language: str) -> str:
    """One line: relevance · 财预〔2015〕88号 asks: …"""
    if ground.head:
        return f"{head_word(ground.head, language)} · {ground.cited}"
    if ground.document:
        return ground.cited
    return f"why: {ground.cited}" if language == "en" else f"理由：{ground.cited}"
