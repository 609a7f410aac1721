"""One record by itself, as an editor hands it over: the rules that need no other record."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from targetbook.check.engine import BY_DEFAULT, Checked, run_rules, running_rules, settled
from targetbook.check.rule import Look
from targetbook.check.selection import Selection
from targetbook.check.settings import read_settings
from targetbook.model import Book, Project
from targetbook.problems import Problem


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
    chosen = running_rules(selection, settings, lambda rule: rule.over is Project and not rule.of_change)
    running = [rule for rule in chosen if rule.function is not None]
    looks = {rule.code: Look(replace(head, units=()), settings.of(rule), root) for rule in running}
    return settled(head, problems, run_rules(running, project, looks), chosen, settings, [project])
