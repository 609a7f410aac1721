"""One line a finding, as editors and `grep` read it."""

from collections.abc import Iterable

from targetbook.check.text import mark_of, printable
from targetbook.messages import say
from targetbook.problems import Problem


def concise(problems: Iterable[Problem], language: str, *, unsafe: bool = False) -> str:
    """`file:line:column: CODE [*] what is wrong`, a line each."""
    return "".join(
        printable(f"{problem.place}: {problem.code}{mark_of(problem, unsafe=unsafe)} {say(problem, language).says}")
        + "\n"
        for problem in problems
    )
