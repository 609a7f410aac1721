"""Which rules run: chosen by code, by the beginning of a code, or ALL; the closest choice wins."""

from collections.abc import Iterable
from dataclasses import dataclass

from targetbook.check.rule import RULES, Rule

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Selection:
    """Choices of rules, each a code (VAL010), the beginning of one (VAL, VAL0) or ALL.

    `select` says which rules run, None standing for those that are on by default; `extend_select` adds rules to them,
    `ignore` takes rules away. A rule that is told while the files are read always runs.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def over(self, below: "Selection") -> "Selection":
        """This selection where it says something, laid over another: the command line over the book."""
        if self.select is not None:
            return self
        added = (*below.extend_select, *self.extend_select)
        return Selection(below.select, added, (*below.ignore, *self.ignore))

    def takes(self, rule: Rule) -> bool:
        """Whether the rule runs. Of two choices that fit, the longer wins; of two alike, the one that takes away."""
        if rule.fixed:
            return True
        selected = (0 if rule.on else -1) if self.select is None else _closest(rule.code, self.select)
        selected = max(selected, _closest(rule.code, self.extend_select))
        return selected > _closest(rule.code, self.ignore)


def is_choice(word: str) -> bool:
    """Whether a word chooses any of the rules."""
    return bool(word) and (word == ALL or any(code.startswith(word) for code in RULES))


def _closest(code: str, choices: Iterable[str]) -> int:
    """How many letters of the code the closest choice names: 0 for ALL, -1 where none fits."""
    return max((0 if choice == ALL else len(choice) for choice in choices if _fits(code, choice)), default=-1)


def _fits(code: str, choice: str) -> bool:
    return choice == ALL or (bool(choice) and code.startswith(choice))
