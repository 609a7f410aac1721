"""One record by itself, as an editor hands it over: the rules that need no other record."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from targetbook.check.allowing import without_allowed
from targetbook.check.engine import BY_DEFAULT, Checked, run_rules, weighed
from targetbook.check.rule import RULES, Look
from targetbook.check.selection import Selection
from targetbook.check.settings import read_settings
from targetbook.model import Book, Project
from targetbook.problems import Problem, in_order


def check_record(
    project: Project, head: Book, root: Path, problems: Iterable[Problem] = (), selection: Selection = BY_DEFAULT
) -> Checked:
    """Run the rules over one project.

    Args:
        head: the book that it belongs to; its units are not looked at.
        problems: what was told while the record was read.
        selection: of the command line, laid over the book's own.
    """
    settings = read_settings(head, [])
    choice = selection.over(settings.selection)
    chosen = [rule for rule in RULES.values() if rule.over is Project and not rule.of_change and choice.takes(rule)]
    running = [rule for rule in chosen if rule.function is not None]
    looks = {rule.code: Look(replace(head, units=()), settings.of(rule), root) for rule in running}
    told = list(run_rules(running, project, looks))
    found = (problem for problem, defers in told if not defers)
    untold = in_order(problem for problem, defers in told if defers)
    kept = [*problems, *without_allowed(found, untold, [project], {rule.code for rule in chosen})]
    return Checked(head, in_order(weighed(problem, settings) for problem in kept), untold)
