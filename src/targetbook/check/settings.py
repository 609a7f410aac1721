"""`rules:` of `targetbook.yaml`: which rules run, how much each weighs, their floors, limits and word lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from targetbook.catalogue import documents, entry, has_entry
from targetbook.check.families import is_foreign
from targetbook.check.rule import RULES, Rule, Setting
from targetbook.check.selection import ALL, Selection, is_choice
from targetbook.check.words import BOOK_WORDS
from targetbook.model import Book
from targetbook.model.composites import ListShape, Read, RecordShape
from targetbook.model.shapes import ChoiceShape, Field, NumberShape, Reading, Shape, WordShape
from targetbook.problems import Problem, Severity
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, Scalar, Sequence, nearest

SEVERITIES = {"error": "错误", "warning": "警告", "advice": "建议"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the book says of its rules. `authority` names, by rule, the document that makes it binding here."""

    selection: Selection = field(default_factory=Selection)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    authority: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Setting] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Setting]] = field(default_factory=dict)

    def of(self, rule: Rule) -> Mapping[str, Setting]:
        """A rule's settings, and the words that it shares with others: the book's where it has any, else the defaults."""
        shared = {name: words.default for name, words in BOOK_WORDS.items()}
        return {**shared, **self.words, **rule.settings, **self.values.get(rule.code, {})}


class ChoicesShape:
    """A list of codes, beginnings of codes, or ALL."""

    _list = ListShape(WordShape())

    def read(self, node: Node, reading: Reading, path: str) -> tuple[str, ...] | None:
        read = self._list.read(node, reading, path)
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Scalar) and not is_choice(item.text) and not is_foreign(item.text):
                _unknown_rule(item, reading, path)
        return read  # type: ignore[return-value]  # a list of words

    def schema(self) -> dict[str, object]:
        return {
            "type": "array",
            "items": {"anyOf": [{"enum": [ALL, *sorted(RULES)]}, {"pattern": "^[A-Z]{2,6}[0-9]{0,3}$"}]},
        }


class SeveritiesShape:
    """How much a rule weighs in this book, by its code."""

    _choice = ChoiceShape(SEVERITIES)

    def read(self, node: Node, reading: Reading, path: str) -> dict[str, Severity] | None:
        if not isinstance(node, MappingNode):
            reading.error("STR004", "mapping", node.place, path)
            return None
        severities = {}
        for key, value in node:
            if is_foreign(key.text) and key.text not in RULES:
                continue
            if key.text not in RULES:
                message = "rule-whole" if is_choice(key.text) else None
                _unknown_rule(key, reading, path, message)
            elif RULES[key.text].fixed:
                reading.error("STR004", "fixed-severity", key.place, path, rule=key.text)
            elif (word := self._choice.read(value, reading, f"{path}.{key.text}")) is not None:
                severities[key.text] = Severity(word)
        return severities

    def schema(self) -> dict[str, object]:
        return {"type": "object", "additionalProperties": self._choice.schema()}


class AuthorityShape:
    """Documents that bind this place: the number of one that rules cite, or `{document, rules}` for a document of its own."""

    _own = RecordShape(
        {
            "document": Field(WordShape(), "number of the document", "文号", required=True),
            "rules": Field(ChoicesShape(), "the rules that it makes binding", "适用的规则", required=True),
        },
        lambda read: read,
        "authority",
    )

    def read(self, node: Node, reading: Reading, path: str) -> dict[str, str] | None:
        if isinstance(node, Scalar):
            return self._known(node, reading, path)
        read = self._own.read(node, reading, path)
        if not isinstance(read, Read):
            return None
        chosen = Selection(select=read.values["rules"])  # type: ignore[arg-type]  # read by ChoicesShape
        return {code: str(read.values["document"]) for code, rule in RULES.items() if chosen.takes(rule)}

    def _known(self, node: Scalar, reading: Reading, path: str) -> dict[str, str] | None:
        numbers = {document.number: key for key, document in documents().items()}
        if node.text not in numbers:
            near = nearest(node.text, numbers) or next(iter(numbers))
            reading.error("STR004", "authority", node.place, path, text=node.text, nearest=near)
            return None
        cited = numbers[node.text]
        return {code: node.text for code in RULES if has_entry(code) and entry(code).document == cited}

    def schema(self) -> dict[str, object]:
        numbers = [document.number for document in documents().values()]
        return {"anyOf": [{"enum": numbers}, self._own.schema()]}


_WORDS = ListShape(WordShape())


@dataclass(frozen=True, slots=True)
class WordsShape:
    """A list of words in place of those that come with the tool."""

    default: tuple[str, ...]

    def read(self, node: Node, reading: Reading, path: str) -> tuple[object, ...] | None:
        return _WORDS.read(node, reading, path)

    def schema(self) -> dict[str, object]:
        return {**_WORDS.schema(), "default": list(self.default)}


def rules_shape() -> RecordShape:
    """The keys of `rules:`: choices, severities, authority, shared words, and each rule that has settings by its code."""
    fields: dict[str, Field] = {
        "select": Field(ChoicesShape(), "rules that run, instead of those on by default", "启用的规则（取代默认）"),
        "extend_select": Field(ChoicesShape(), "rules that run besides", "另外启用的规则"),
        "ignore": Field(ChoicesShape(), "rules that do not run", "停用的规则"),
        "severity": Field(SeveritiesShape(), "how much a rule weighs here", "规则的严重程度"),
        "authority": Field(ListShape(AuthorityShape()), "documents that bind this place", "本地须遵照的文件"),
    }
    shared = {name: Field(WordsShape(words.default), words.en, words.zh) for name, words in BOOK_WORDS.items()}
    words = RecordShape(shared, lambda read: read.values, "rules.words")
    fields["words"] = Field(words, "words that several rules read", "多条规则共用的词表")
    fields |= {code: _rule_field(RULES[code]) for code in sorted(RULES) if RULES[code].settings}
    return RecordShape(fields, lambda read: read, "rules")


def read_settings(book: Book, problems: list[Problem]) -> Settings:
    """What the book says of its rules; what is wrong there is added to the problems."""
    if book.rules is None:
        return Settings()
    reading = Reading(problems, book.languages, book.money, book.taxonomy)
    read = rules_shape().read_keys(_told_here(book.rules, reading), reading, "rules")
    if read is None:
        return Settings()
    values = read.values
    selection = Selection(values.get("select"), _words(values.get("extend_select")), _words(values.get("ignore")))  # type: ignore[arg-type]
    authority: dict[str, str] = {}
    for named in values.get("authority", ()):  # type: ignore[attr-defined]  # a list of maps
        authority |= named
    own = {code: read.values for code, read in values.items() if isinstance(read, Read)}
    return Settings(selection, values.get("severity", {}), authority, values.get("words", {}), own)  # type: ignore[arg-type]


def _told_here(node: Node, reading: Reading) -> Node:
    """The settings without those of own rules that are not run now, and without those of rules that have none, each told."""
    if not isinstance(node, MappingNode):
        return node
    bare = [key for key, _ in node if key.text in RULES and not RULES[key.text].settings]
    for key in bare:
        reading.error("STR002", "no-settings", key.place, "rules", key=key.text)
    foreign = [key for key, _ in node if key.text not in RULES and is_foreign(key.text)]
    for key in foreign:
        told = {"field": "rules", "key": key.text}
        reading.problems.append(Problem("STR002", "own-rule", key.place, told, Severity.ADVICE, field="rules"))
    return MappingNode(tuple(entry for entry in node if entry[0] not in (*bare, *foreign)), node.place)


def _rule_field(rule: Rule) -> Field:
    labels = entry(rule.code).settings
    fields = {
        name: Field(_shape_of(default), labels[name]["en"], labels[name]["zh"])
        for name, default in rule.settings.items()
    }
    title = entry(rule.code).title
    return Field(RecordShape(fields, lambda read: read, f"rules.{rule.code}"), title["en"], title["zh"])


def _shape_of(default: Setting) -> Shape:
    return NumberShape() if isinstance(default, Decimal) else _WORDS


def _unknown_rule(node: Scalar, reading: Reading, path: str, message: str | None = None) -> None:
    near = nearest(node.text, RULES)
    message = message or ("rule-near" if near else "rule")
    reading.error("STR004", message, node.place, path, text=node.text, nearest=near or "")


def _words(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def unknown_choices(selection: Selection) -> Iterable[str]:
    """Choices of the command line that name no rule."""
    given = (*(selection.select or ()), *selection.extend_select, *selection.ignore)
    return [choice for choice in given if not is_choice(choice)]
