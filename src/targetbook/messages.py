"""A problem in words, in English or Chinese; the words are in `data/messages.yaml` and `data/rules/`, none are here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from targetbook.catalogue import Wording, entry
from targetbook.data import package_data
from targetbook.problems import Problem, Severity

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong, what would be right, and how much it weighs, in one language."""

    says: str
    mend: str
    severity: str


def say(problem: Problem, language: str) -> Message:
    """The problem in a language, en or zh. Raises KeyError for a message that nobody has written."""
    wording = _wording(problem.code, problem.message)[language]
    says = wording["says"].format_map(problem.values)
    return Message(says, wording["mend"].format_map(problem.values), severity_word(problem.severity, language))


def severity_word(severity: Severity, language: str) -> str:
    """error, warning, advice, or 错误, 警告, 建议."""
    return str(all_messages()["words"][severity][language])


def _wording(code: str, message: str) -> Wording:
    """What is told while files are read stands in one file, what a rule finds beside the rule's other texts."""
    told = all_messages().get(code, {})
    return told[message] if message in told else entry(code).messages[message]


@cache
def all_messages() -> Mapping[str, Mapping[str, Wording]]:
    """What is told outside the catalogue of rules: code -> message -> wording; read once."""
    messages: Mapping[str, Mapping[str, Wording]] = package_data("messages.yaml")
    return messages
