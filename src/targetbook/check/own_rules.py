"""A book's own rules: a Python module that is run because the command line names it, and for no other reason.

No file of a book can name one: who sends a record must not be able to run a program with it.
"""

import re
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from functools import partial
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from targetbook.catalogue import HEADS, KEYS, also_in, documents, entry
from targetbook.check.families import family_of
from targetbook.check.rule import RULES, Deferred, Finding, Finds, Look, Rule
from targetbook.data import read_data
from targetbook.messages import LANGUAGES, say
from targetbook.model import Book, Project, Unit
from targetbook.problems import Place, Problem

_CODE = re.compile(r"[A-Z]{2,6}[0-9]{3}")
_TOLD_OF_FILES = ("SRC", "TPL")  # their messages are no rules
_LABELS = ("title", "why", "explanation")
_NEEDED = (*_LABELS, "messages", "bad", "good")


class OwnRulesError(Exception):
    """Own rules that cannot be used; the problem says where and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(say(problem, "en").says)


@contextmanager
def registered(modules: Sequence[Path]) -> Iterator[None]:
    """Run modules of rules, and have their rules while the block runs; then all is as it was.

    Each rule's texts are `<CODE>.yaml` beside its module, of the shape of the tool's own. What own rules find is never
    remembered from one run to the next, as a module may look at whatever it likes.

    Raises:
        OwnRulesError: a module cannot be read or run, or a rule lacks its texts; from within the block: a rule fails while
            it checks a record.
    """
    before = dict(RULES)
    try:
        with also_in(module.resolve().parent for module in modules):
            for module in modules:
                _register(module)
            yield
    finally:
        RULES.clear()
        RULES.update(before)


def _register(path: Path) -> None:
    before = dict(RULES)
    with redirect_stdout(sys.stderr):  # what a module prints is no part of the report
        _run(path)
    added = [rule for code, rule in RULES.items() if code not in before]
    if not added:
        raise _error("rules-none", path)
    for rule in added:
        _refuse_untold(rule, path)
        RULES[rule.code] = replace(rule, function=partial(_guarded, rule, path), outside=True)


def _error(reason: str, path: Path, **values: str) -> OwnRulesError:
    return OwnRulesError(Problem("CLI", reason, Place(str(path)), {"file": str(path), **values}))


def _run(path: Path) -> None:
    name = f"targetbook_own_rules_{sha256(str(path.resolve()).encode()).hexdigest()[:8]}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise _error("rules-no-module", path)
    try:
        spec.loader.exec_module(module_from_spec(spec))
    except (Exception, SystemExit) as error:
        raise _error("rules-not-run", path, at=_at(error, path), what=_said(error)) from error


def _guarded(rule: Rule, path: Path, record: Book | Unit | Project, look: Look) -> Finds:
    """What a rule tells; whatever goes wrong in it ends the run with a line that names it, not with a traceback."""
    assert rule.function is not None
    try:
        with redirect_stdout(sys.stderr):  # what a rule prints is no part of the report
            found = list(rule.function(record, look))
        for told in found:
            _refuse_unsaid(told, rule)
            yield told
    except OwnRulesError:
        raise
    except Exception as error:
        over = record.full_id if isinstance(record, Project) else record.id if isinstance(record, Unit) else "book"
        values = {"code": rule.code, "record": over, "at": _at(error, path), "what": _said(error)}
        raise _error("rules-failed", path, **values) from error


def _refuse_unsaid(told: object, rule: Rule) -> None:
    """Raise where what a rule yields is no finding, or cannot be said in both languages."""
    if not isinstance(told, Finding | Deferred):
        raise TypeError(f"it yields {type(told).__name__}: use finding(…) or deferred(…)")
    wording = entry(rule.code).messages[told.message]
    for language in LANGUAGES:
        for part in ("says", "mend"):
            wording[language][part].format_map(told.values)


def _refuse_untold(rule: Rule, path: Path) -> None:
    """Raise where a rule has no code of its own, or texts that its reports need are missing."""
    file = path.with_name(f"{rule.code}.yaml")
    if not _CODE.fullmatch(rule.code) or family_of(rule.code) in _TOLD_OF_FILES:
        raise _error("rules-no-code", path, code=rule.code)
    try:
        told = read_data(file)
    except Exception as error:
        raise _error("rules-no-texts", file, code=rule.code, what=_said(error)) from error
    if lacking := list(_lacking(told, rule)):
        raise _error("rules-lack", file, code=rule.code, keys=", ".join(lacking))


def _lacking(told: object, rule: Rule) -> Iterator[str]:
    if not isinstance(told, dict):
        yield from _NEEDED
        return
    yield from (key for key in _NEEDED if not told.get(key))
    yield from (str(key) for key in told if key not in KEYS)
    labels = {key: told.get(key) for key in _LABELS}
    if not rule.on:
        labels["why_off"] = told.get("why_off")
    labels |= {f"settings.{name}": _under(told, "settings", name) for name in rule.settings}
    for slug, wording in _map(told.get("messages")).items():
        labels |= {f"messages.{slug}.{language}": _under(wording, language) for language in LANGUAGES}
    for key, value in labels.items():
        wanted = ("says", "mend") if key.startswith("messages.") else LANGUAGES
        yield from (f"{key}.{part}" for part in wanted if not isinstance(_under(value, part), str))
    if told.get("document") not in (None, *documents()):
        yield "document"
    if told.get("head") not in (None, *HEADS):
        yield "head"


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _under(value: object, *keys: str) -> object:
    """What stands under keys, one in another; None where one of them is missing."""
    for key in keys:
        value = _map(value).get(key)
    return value


def _at(error: BaseException, path: Path) -> str:
    """The module with the last line of it that led to an error, or that cannot be parsed."""
    file = str(path.absolute())
    if isinstance(error, SyntaxError) and error.lineno and error.filename in (file, str(path)):
        return f"{path}:{error.lineno}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename in (file, str(path))]
    return f"{path}:{lines[-1]}" if lines else str(path)


def _said(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
