"""The shapes that a field of a record can have: each reads a node, gathering problems, and describes itself in JSON Schema.

One table of fields (`fields.py`) therefore makes the reader, the schema and the canonical order of keys.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from targetbook.model.amounts import AmountFault, parse_amount
from targetbook.model.records import Money, Target, Text
from targetbook.problems import Edit, Fix, Place, Problem, Severity
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, Scalar, nearest
from targetbook.taxonomy import BUILT_IN, Kind, Taxonomy, built_in, level_named, moved_kind, words_of
from targetbook.values import format_value, parse_value

_HAN = re.compile(r"[\u3400-\u9fff]")
_ISO_639_1 = """
aa ab af ak am ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj
kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr
nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg
th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_ISO_639_1.split())
"""The two-letter codes of ISO 639-1: `cn` is none, and a record that says it has a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Moving:
    """That a book is read by another taxonomy than its own, and whether `targetbook.yaml` states its own."""

    own: Taxonomy
    stated: bool


@dataclass(slots=True)
class Reading:
    """What the shapes need to know while one file is read, and the problems that they gather.

    `words` are those that name the taxonomy's kinds: who reads many files gives them, else they are made.
    """

    problems: list[Problem]
    languages: tuple[str, ...] = ("zh", "en")
    money: Money = field(default_factory=Money)
    taxonomy: Taxonomy = field(default_factory=lambda: built_in("mof-2015"))
    record: str = ""
    words: Mapping[str, Kind] = field(default_factory=dict)
    moving: Moving | None = None

    def __post_init__(self) -> None:
        self.words = self.words or words_of(self.taxonomy)

    def error(self, code: str, message: str, place: Place, path: str, fix: Fix | None = None, /, **values: str) -> None:
        """Note an error at a place; `path` is the field's name as a person says it (funding.fiscal)."""
        told = {"field": path, **values}
        self.problems.append(Problem(code, message, place, told, Severity.ERROR, self.record, path, fix))


class Shape(Protocol):
    """How one kind of field is read and described."""

    def read(self, node: Node, reading: Reading, path: str) -> object | None:
        """The field's value, or None where a problem was noted."""

    def schema(self) -> dict[str, object]:
        """The same in JSON Schema 2020-12."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a mapping: its shape, whether it must be there, and what it is, in English and Chinese."""

    shape: Shape
    en: str
    zh: str
    required: bool = False


def scalar_of(node: Node, reading: Reading, path: str, wanted: str) -> Scalar | None:
    """The node if it is a scalar with something in it; `wanted` is the message that says what should stand there."""
    if isinstance(node, Scalar) and node.kind != "null" and node.text.strip():
        return node
    reading.error("STR004", "empty" if isinstance(node, Scalar) else wanted, node.place, path)
    return None


@dataclass(frozen=True, slots=True)
class TextShape:
    """A text: a string in the book's first language, or a map of language to string. YAML's booleans and nulls are none.

    White space round a text is dropped, but in fixed words that are set before others (`raw`).
    """

    raw: bool = False

    def read(self, node: Node, reading: Reading, path: str) -> Text | None:
        if isinstance(node, MappingNode):
            return self._read_languages(node, reading, path)
        text = self._read_string(node, reading, path)
        first = reading.languages[0]
        return None if text is None else Text({first: text}, node.place, {first: node.place})

    def _read_languages(self, node: MappingNode, reading: Reading, path: str) -> Text | None:
        texts: dict[str, str] = {}
        places: dict[str, Place] = {}
        for key, value in node:
            if key.text.split("-")[0] not in LANGUAGES:
                near = nearest({"cn": "zh"}.get(key.text, key.text), reading.languages)
                reading.error("STR002", "language", key.place, path, key=key.text, nearest=near or reading.languages[0])
            elif (text := self._read_string(value, reading, f"{path}.{key.text}")) is not None:
                texts[key.text], places[key.text] = text, value.place
        if not texts:
            if not node.entries:
                reading.error("STR004", "empty", node.place, path)
            return None
        self._warn_of_unprinted(texts, places, reading, path)
        order = [language for language in reading.languages if language in texts]
        order += [language for language in texts if language not in order]
        return Text({language: texts[language] for language in order}, places[order[0]], places)

    def _warn_of_unprinted(
        self, texts: Mapping[str, str], places: Mapping[str, Place], reading: Reading, path: str
    ) -> None:
        """`ne` is Nepali, and most likely `en`: told where a printed language is missing beside one that is not printed."""
        missing = [language for language in reading.languages if language not in texts]
        for key in [key for key in texts if key not in reading.languages] if missing else ():
            if (
                near := nearest(key, missing) or (missing[0] if sorted(key) == sorted(missing[0]) else None)
            ) is not None:
                values = {"field": path, "key": key, "missing": near}
                problem = Problem("STR002", "unprinted", places[key], values, Severity.WARNING, reading.record, path)
                reading.problems.append(problem)

    def _read_string(self, node: Node, reading: Reading, path: str) -> str | None:
        if self.raw and isinstance(node, Scalar) and node.kind == "str":
            return node.text
        scalar = scalar_of(node, reading, path, "text")
        if scalar is None:
            return None
        if scalar.kind == "bool":
            reading.error("STR004", "quote", scalar.place, path, text=scalar.text)
            return None
        return scalar.text if self.raw else scalar.text.strip()

    def schema(self) -> dict[str, object]:
        return {"$ref": "#/$defs/text"}


@dataclass(frozen=True, slots=True)
class TargetShape:
    """A target value: a text that is parsed; the languages that the author left out are generated where it is quantified.

    A plain string with Han characters is Chinese, whatever the book's first language.
    """

    def read(self, node: Node, reading: Reading, path: str) -> Target | None:
        text = TextShape().read(node, reading, path)
        if text is None:
            return None
        if isinstance(node, Scalar) and "zh" not in text.by_language and _HAN.search(text.first()):
            text = Text({"zh": text.first()}, text.place, {"zh": text.place})
        value = parse_value(text.first())
        generated = {
            language: words
            for language in reading.languages
            if language not in text.by_language and (words := format_value(value, language)) is not None
        }
        return Target(text, value, generated)

    def schema(self) -> dict[str, object]:
        return {"$ref": "#/$defs/text"}


@dataclass(frozen=True, slots=True)
class WordShape:
    """A plain string in no language: an id, a code, a document's path."""

    def read(self, node: Node, reading: Reading, path: str) -> str | None:
        scalar = scalar_of(node, reading, path, "word")
        if scalar is None:
            return None
        if scalar.kind == "bool":
            reading.error("STR004", "quote", scalar.place, path, text=scalar.text)
            return None
        return scalar.text

    def schema(self) -> dict[str, object]:
        return {"type": ["string", "number"]}


@dataclass(frozen=True, slots=True)
class AmountShape:
    """An amount of money in the book's unit, exact from the scalar's text."""

    def read(self, node: Node, reading: Reading, path: str) -> Decimal | None:
        scalar = scalar_of(node, reading, path, "word")
        if scalar is None:
            return None
        money = reading.money
        amount = parse_amount(scalar.text, money.unit, money.decimals)
        if isinstance(amount, Decimal):
            return amount
        self._refuse(amount, scalar, reading, path)
        return None

    def _refuse(self, fault: AmountFault, scalar: Scalar, reading: Reading, path: str) -> None:
        message = f"{fault.message}-mend" if fault.mend and fault.message == "amount" else fault.message
        money = reading.money
        values = {"text": scalar.text, "mend": fault.mend, "unit": money.unit, "decimals": str(money.decimals)}
        reading.error(fault.code, message, scalar.place, path, **values)

    def schema(self) -> dict[str, object]:
        return {"$ref": "#/$defs/amount"}


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A whole or decimal number between bounds: a year, a weight, a count of decimals."""

    low: int = 0
    high: int = 10**15
    whole: bool = False

    def read(self, node: Node, reading: Reading, path: str) -> Decimal | None:
        scalar = scalar_of(node, reading, path, "word")
        if scalar is None:
            return None
        digits = r"\d{1,15}" if self.whole else r"\d{1,15}(\.\d{1,6})?"
        if re.fullmatch(digits, scalar.text, re.ASCII) and self.low <= (number := Decimal(scalar.text)) <= self.high:
            return number
        message = "whole-number" if self.whole else "number"
        bounds = {"low": str(self.low), "high": str(self.high)}
        reading.error("STR004", message, scalar.place, path, text=scalar.text, **bounds)
        return None

    def schema(self) -> dict[str, object]:
        return {"type": "integer" if self.whole else "number", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class DateShape:
    """A day as YYYY-MM-DD, kept as text: nothing is counted with it while building."""

    def read(self, node: Node, reading: Reading, path: str) -> str | None:
        scalar = scalar_of(node, reading, path, "word")
        if scalar is None:
            return None
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", scalar.text, re.ASCII):
                return datetime.date.fromisoformat(scalar.text).isoformat()
        except ValueError:
            pass  # 2024-02-31: falls through to the same problem as any text that is no day
        reading.error("STR004", "date", scalar.place, path, text=scalar.text)
        return None

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True, slots=True)
class BooleanShape:
    """true or false."""

    def read(self, node: Node, reading: Reading, path: str) -> bool | None:
        if isinstance(node, Scalar) and node.kind == "bool" and node.text.lower() in ("true", "false"):
            return node.text.lower() == "true"
        reading.error("STR004", "boolean", node.place, path)
        return None

    def schema(self) -> dict[str, object]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One word of a list; each has a meaning that editors show."""

    choices: Mapping[str, str]

    def read(self, node: Node, reading: Reading, path: str) -> str | None:
        scalar = scalar_of(node, reading, path, "word")
        if scalar is None:
            return None
        if scalar.text in self.choices:
            return scalar.text
        listed = ", ".join(self.choices)
        near = nearest(scalar.text, self.choices, {meaning: word for word, meaning in self.choices.items() if meaning})
        message = "choice-near" if near else "choice"
        reading.error("STR004", message, scalar.place, path, text=scalar.text, choices=listed, nearest=near or "")
        return None

    def schema(self) -> dict[str, object]:
        meanings = "\n".join(f"{word}: {meaning}" for word, meaning in self.choices.items())
        return {"enum": list(self.choices), "description": meanings}


@dataclass(frozen=True, slots=True)
class NamedKind:
    """A kind, and the word by which a record names it."""

    kind: Kind
    word: str


@dataclass(frozen=True, slots=True)
class KindShape:
    """A kind of the taxonomy, by key, code, name or alias in any of its languages."""

    def read(self, node: Node, reading: Reading, path: str) -> NamedKind | None:
        scalar = scalar_of(node, reading, path, "word")
        if scalar is None:
            return None
        word = scalar.text.strip()
        if kind := reading.words.get(word.casefold()):
            return NamedKind(kind, word)
        moved = self._refused(word, scalar, reading, path)
        return NamedKind(moved, moved.key) if moved else None

    def _refused(self, word: str, scalar: Scalar, reading: Reading, path: str) -> Kind | None:
        """Tell what the word is instead; a kind that has moved is read as what took its place."""
        level = level_named(reading.taxonomy, word)
        if (moved := _moved(word, reading)) and (reading.moving or not level):
            fix = Fix((Edit(scalar.place, moved.key),), safe=reading.moving is None or reading.moving.stated)
            reading.error("STR005", "moved", scalar.place, path, fix, text=scalar.text, nearest=moved.key)
            return moved
        if level:
            under = ", ".join(kind.key for kind in reading.taxonomy.kinds if kind.level.key == level.key)
            reading.error("STR005", "level", scalar.place, path, text=scalar.text, kinds=under)
            return None
        near = nearest(word, reading.words)
        kinds = ", ".join(kind.key for kind in reading.taxonomy.kinds)
        message = "kind-near" if near else "kind"
        reading.error("STR005", message, scalar.place, path, text=scalar.text, nearest=near or "", kinds=kinds)
        return None

    def schema(self) -> dict[str, object]:
        return {"$ref": "#/$defs/kind"}


def _moved(word: str, reading: Reading) -> Kind | None:
    """What has taken the place of a kind of the book's own frame; where that is the one it is read by, of a built-in frame."""
    frames = [reading.moving.own] if reading.moving else [built_in(name) for name in BUILT_IN]
    return next((moved for frame in frames if (moved := moved_kind(reading.taxonomy, word, frame))), None)
