"""VAL: whether a target value can be measured, compared and added up."""

from targetbook.check.rule import Finds, Look, finding, rule
from targetbook.check.walk import aims_of
from targetbook.check.wording import stem_of
from targetbook.model import Project
from targetbook.problems import Severity


@rule("VAL002", Severity.WARNING)
def value_repeats_name(project: Project, look: Look) -> Finds:
    """A value that is its indicator's name again, or a piece of it, measures nothing."""
    for aim in aims_of(project):
        name, value = aim.indicator.name.get("zh"), aim.target.text.get("zh")
        if name and value and not aim.target.value.is_quantified and stem_of(value) in stem_of(name):
            yield finding(aim.target.text.place, aim.path, value=value, name=name)
