"""What is told of a code on its own page, in one language: `explain`, `rules` and the page of the docs all read this."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from targetbook.catalogue import Wording, citation, documents, entry, has_entry
from targetbook.check.families import FAMILIES, family_of, in_family_order
from targetbook.check.rule import RULES, Setting
from targetbook.messages import all_messages
from targetbook.problems import Severity
from targetbook.source import quote

Example = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One setting of a rule: what it is, and its value where the book says none."""

    name: str
    says: str
    default: object

    @property
    def written(self) -> str:
        """The setting as a book would write it: floor: 90."""
        return f"{self.name}: {_flow(self.default)}"


@dataclass(frozen=True, slots=True)
class Page:
    """A code's page. What is told of files and layouts has messages only.

    Attributes:
        severity: None where the code is no rule.
        fixed: it can neither be turned off nor allowed.
        document: number of the document that is cited.
        says: each message as (what is wrong, what would be right), with the names of its values in braces.
    """

    code: str
    title: str
    severity: Severity | None = None
    on: bool = True
    fixed: bool = True
    head: str | None = None
    document: str | None = None
    citation: str = ""
    explanation: str = ""
    why_off: str = ""
    settings: tuple[Option, ...] = ()
    says: tuple[tuple[str, str], ...] = ()
    bad: Example = ""
    good: Example = ""


def codes() -> list[str]:
    """Every code that the tool can tell, by family."""
    told = (code for code in all_messages() if family_of(code) in FAMILIES)
    return sorted({*RULES, *told}, key=in_family_order)


def page_of(code: str, language: str) -> Page:
    """A code's page in a language. Raises KeyError for an unknown code."""
    told = dict(all_messages().get(code, {}))
    if not has_entry(code):
        if not told:
            raise KeyError(code)
        return Page(code, FAMILIES[family_of(code)][language], says=_says(told.values(), language))
    rule, text = RULES[code], entry(code)
    settings = (Option(name, text.settings[name][language], _plain(it)) for name, it in rule.settings.items())
    return Page(
        code,
        text.title[language],
        rule.severity,
        rule.on,
        rule.fixed,
        text.head,
        documents()[text.document].number if text.document else None,
        citation(code, language),
        text.explanation[language].strip(),
        text.why_off.get(language, ""),
        tuple(settings),
        _says((told | dict(text.messages)).values(), language),
        text.bad,
        text.good,
    )


def page_json(page: Page) -> dict[str, object]:
    """A page as data."""
    settings = [{"name": each.name, "says": each.says, "default": each.default} for each in page.settings]
    return {
        "code": page.code,
        "family": family_of(page.code),
        "title": page.title,
        "severity": page.severity.value if page.severity else None,
        "on": page.on,
        "fixed": page.fixed,
        "head": page.head,
        "document": page.document,
        "citation": page.citation or None,
        "explanation": page.explanation or None,
        "why_off": page.why_off or None,
        "settings": settings,
        "messages": [{"says": says, "mend": mend or None} for says, mend in page.says],
        "bad": page.bad or None,
        "good": page.good or None,
    }


def files_of(example: Example) -> Mapping[str, str]:
    """An example as files by name; "" names the record that has these fields among others."""
    return {"": example} if isinstance(example, str) else example


def _says(messages: Iterable[Wording], language: str) -> tuple[tuple[str, str], ...]:
    return tuple((_named(wording[language]["says"]), _named(wording[language]["mend"])) for wording in messages)


def _named(text: str) -> str:
    """A message with the names of its values, and braces of its own as they are printed."""
    return "".join(said + (f"{{{name}}}" if name else "") for said, name, *_ in Formatter().parse(text))


def _flow(value: object) -> str:
    return f"[{', '.join(quote(word, flow=True) for word in value)}]" if isinstance(value, list) else str(value)


def _plain(value: Setting) -> object:
    """A setting as YAML and JSON write it."""
    if isinstance(value, tuple):
        return list(value)
    return int(value) if value == value.to_integral_value() else str(value)
