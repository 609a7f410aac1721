"""Findings as SARIF 2.1.0, the format of code scanning (OASIS standard)."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from urllib.parse import quote

from targetbook.catalogue import citation, entry, has_entry
from targetbook.check.families import FAMILIES, family_of
from targetbook.check.fixing import ReadText, edits_of
from targetbook.check.reports.fingerprints import fingerprints
from targetbook.check.rule import RULES
from targetbook.messages import LANGUAGES, say
from targetbook.problems import Place, Problem, Severity

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""What paths are relative to. Where the repository lies on a machine is nobody's business, so it is named and not placed."""

Data = dict[str, object]


def sarif(
    problems: Sequence[Problem], language: str, folder: str, read_text: ReadText, deferred: Sequence[Problem] = ()
) -> Data:
    """One run of the checker.

    Args:
        folder: the book's folder from the repository's root, "" or with a slash at its end.
        read_text: gives the text of a file of the book by its path: a fix is told as what it replaces there.
        deferred: what rules could not tell: results that are open.
    """
    told = [*problems, *deferred]
    codes = {code: number for number, code in enumerate(dict.fromkeys(problem.code for problem in told))}
    results = [
        {**_result(problem, codes, language, folder, fingerprint), **_fixes(problem, language, folder, read_text)}
        for problem, fingerprint in zip(told, fingerprints(told), strict=True)
    ]
    results[len(problems) :] = [{**result, "kind": "open", "level": "none"} for result in results[len(problems) :]]
    driver = {"name": "targetbook", "semanticVersion": version("targetbook"), "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem, codes: Mapping[str, int], language: str, folder: str, fingerprint: str) -> Data:
    message = say(problem, language)
    location: Data = {"physicalLocation": {**_artifact(problem.place.file, folder), "region": _region(problem.place)}}
    if name := ".".join(filter(None, (problem.record, problem.field))):
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member" if problem.field else "object"}]
    return {
        "ruleId": problem.code,
        "ruleIndex": codes[problem.code],
        "level": LEVELS[problem.severity],
        "message": {"text": "; ".join(filter(None, (message.says, message.mend)))},
        "locations": [location],
        "partialFingerprints": {"targetbook/v1": fingerprint},
    }


def _fixes(problem: Problem, language: str, folder: str, read_text: ReadText) -> Data:
    """A fix as replacements, by file; nothing where there is none, or it would be refused."""
    edits = edits_of(read_text, problem.fix) if problem.fix else ()
    replacements: dict[str, list[Data]] = {}
    for place, text in edits:
        replaced: Data = {"deletedRegion": _region(place), "insertedContent": {"text": text}}
        replacements.setdefault(place.file, []).append(replaced)
    changes = [{**_artifact(file, folder), "replacements": made} for file, made in replacements.items()]
    if not changes:
        return {}
    return {"fixes": [{"description": {"text": say(problem, language).mend}, "artifactChanges": changes}]}


def _artifact(file: str, folder: str) -> Data:
    return {"artifactLocation": {"uri": quote(f"{folder}{file}", errors="surrogateescape"), "uriBaseId": ROOT}}


def _region(place: Place) -> Data:
    """Lines and columns count from 1 and the end is exclusive, as in a Place."""
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _rule(code: str) -> Data:
    """A rule in both languages: who reads the file later may read either."""
    known = RULES.get(code)
    told: Data = {"id": code}
    if known is not None:
        told["defaultConfiguration"] = {"level": LEVELS[known.severity], "enabled": known.on}
    if not has_entry(code):
        family = _both(FAMILIES[family_of(code)])
        return {**told, "shortDescription": family, "fullDescription": family, "help": family}
    page = entry(code)
    tags = [family_of(code), *([page.head] if page.head else [])]
    return {
        **told,
        "shortDescription": _both(page.title),
        "fullDescription": _both({language: citation(code, language) for language in LANGUAGES}),
        "help": _both(page.explanation),
        "properties": {"tags": tags},
    }


def _both(labels: Mapping[str, str]) -> Data:
    return {"text": "\n".join(labels[language].strip() for language in LANGUAGES)}
