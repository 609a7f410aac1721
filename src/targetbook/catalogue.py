"""The catalogue of rules: what each one says and cites, in both languages, with an example that fails and one that passes.

A rule's texts are one file, `data/rules/<CODE>.yaml`, or lie beside the module of a book's own rules.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from targetbook.data import package_data, read_data

HEADS: Mapping[str, Mapping[str, str]] = {
    "completeness": {"zh": "完整性", "en": "completeness"},
    "relevance": {"zh": "相关性", "en": "relevance"},
    "appropriateness": {"zh": "适当性", "en": "appropriateness"},
    "feasibility": {"zh": "可行性", "en": "feasibility"},
}
"""The four heads under which a finance bureau reviews targets (财预〔2015〕88号)."""

Labels = Mapping[str, str]
Wording = Mapping[str, Mapping[str, str]]
"""language -> says, mend -> text with braces."""

_folders: list[Traversable] = [files("targetbook.data") / "rules"]


@dataclass(frozen=True, slots=True)
class Document:
    """An official document that rules cite; `offered` where it binds central departments only."""

    number: str
    title: Labels
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule's texts.

    Attributes:
        why: in one clause, why it matters; where there is a document, what the document asks.
        bad: YAML that the rule finds fault with: the fields of a project, or files by path.
        good: the same, mended.
        why_off: why the rule is off by default; empty where it is on.
        settings: what each of the rule's settings is, by name.
    """

    code: str
    title: Labels
    why: Labels
    explanation: Labels
    bad: str | Mapping[str, str]
    good: str | Mapping[str, str]
    document: str | None = None
    head: str | None = None
    why_off: Labels = field(default_factory=dict)
    settings: Mapping[str, Labels] = field(default_factory=dict)
    messages: Mapping[str, Wording] = field(default_factory=dict)


KEYS = frozenset(each.name for each in fields(Entry)) - {"code"}
"""What a rule's page may hold."""


@cache
def entry(code: str) -> Entry:
    """The texts of a rule. Raises KeyError where there is none of that code, TypeError for a page with a key of no meaning."""
    for folder in _folders:
        if (file := folder / f"{code}.yaml").is_file():
            return Entry(code, **read_data(file))
    raise KeyError(code)


def has_entry(code: str) -> bool:
    """Whether the catalogue has a rule of that code."""
    try:
        entry(code)
    except KeyError:
        return False
    return True


@contextmanager
def also_in(folders: Iterable[Traversable]) -> Iterator[None]:
    """Look for texts in more folders while the block runs: those of a book's own rules."""
    before = list(_folders)
    _folders.extend(folders)
    entry.cache_clear()
    try:
        yield
    finally:
        _folders[:] = before
        entry.cache_clear()


@cache
def documents() -> Mapping[str, Document]:
    """The official documents by their short names (A88, A101 …)."""
    return {key: Document(**told) for key, told in package_data("documents.yaml").items()}


def head_word(head: str, language: str) -> str:
    """One of `HEADS` in a language."""
    return HEADS[head][language]


def citation(code: str, language: str, authority: str = "") -> str:
    """Why the rule matters, with the document that asks it: as good practice, unless the book names an authority."""
    told = entry(code)
    why = told.why[language]
    document = documents()[told.document] if told.document else None
    if authority:
        return f"{authority} requires: {why}" if language == "en" else f"依据{authority}：{why}"
    if document is None:
        return why
    if document.offered:
        return f"good practice in {document.number}: {why}" if language == "en" else f"参照{document.number}：{why}"
    return f"{document.number} asks: {why}" if language == "en" else f"{document.number}要求：{why}"
