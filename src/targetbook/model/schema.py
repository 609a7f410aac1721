"""JSON Schemas of a book's files, for editors: made from the shapes that read them, so both know the same keys."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from targetbook.model.amounts import MONEY_UNITS
from targetbook.model.book_fields import BOOK_FIELDS, UNIT_FIELDS, control_shape, default_sources
from targetbook.model.composites import RecordShape
from targetbook.model.fields import FundingShape, project_shape
from targetbook.model.reading import BOOK_FILE, UNIT_FILE
from targetbook.model.records import Book, Money, Source
from targetbook.model.shapes import LANGUAGES, Field
from targetbook.taxonomy import BUILT_IN, Kind, Taxonomy, built_in, label_of, words_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = ("project", "unit", "book")
"""The kinds of file in a book: `targets/<unit>/<project>.yaml`, `targets/<unit>/_unit.yaml`, `targetbook.yaml`."""

Schema = dict[str, object]

_TITLES = {
    "project": "项目支出绩效目标 / Performance targets of a project",
    "unit": "资金使用单位 / A fund-using unit",
    "book": "绩效目标表设置 / A book of performance targets",
}
_INDICATOR: Schema = {
    "label": "indicator 指标",
    "body": {"kind": "${1:output.quantity}", "name": {"zh": "$2", "en": "$3"}, "annual": "$4"},
}


def file_schema(file: str, book: Book | None = None) -> Schema:
    """The JSON Schema (2020-12) of one kind of file.

    Args:
        file: one of `FILES`.
        book: the book whose sources, unit of money and kinds of indicator the files may use; None for the defaults.
    """
    sources = book.sources if book else default_sources()
    money = book.money if book else Money()
    taxonomy = book.taxonomy if book else built_in(BUILT_IN[0])
    head = {"$schema": DIALECT, "$id": f"targetbook/schema/{file}-1.json"}
    body = json.dumps(_for_editors(shape_of(file, sources).schema()))
    known = {"text": _text(), "amount": _amount(money), "kind": _kind(taxonomy)}
    used = {name: definition for name, definition in known.items() if f'"#/$defs/{name}"' in body}
    return {**head, "title": _TITLES[file], **json.loads(body), "$defs": used}


def printed(file: str, book: Book | None = None) -> str:
    """The schema of one kind of file as text, as it stands on disk."""
    return json.dumps(file_schema(file, book), ensure_ascii=False, indent=2) + "\n"


def kind_of(path: str) -> str:
    """Which kind of file a path is, by its name."""
    return {BOOK_FILE: "book", UNIT_FILE: "unit"}.get(PurePosixPath(path).name, "project")


def shape_of(file: str, sources: tuple[Source, ...]) -> RecordShape:
    """The shape of one kind of file in a book with those sources."""
    match file:
        case "project":
            return project_shape(FundingShape(sources))
        case "unit":
            return RecordShape(UNIT_FIELDS, lambda read: read, UNIT_FILE)
        case "book":
            controls = BOOK_FIELDS["controls"]
            known = Field(control_shape(sources), controls.en, controls.zh)
            return RecordShape({**BOOK_FIELDS, "controls": known}, lambda read: read, BOOK_FILE)
    raise KeyError(file)


def _text() -> Schema:
    """Numbers are texts as written; YAML's booleans and nulls are none."""
    words: Schema = {"type": ["string", "number"], "pattern": r"\S"}
    codes = "|".join(sorted(LANGUAGES))
    by_language: Schema = {
        "type": "object",
        "minProperties": 1,
        "properties": {"zh": {**words, "title": "中文 / Chinese"}, "en": {**words, "title": "英文 / English"}},
        "patternProperties": {f"^({codes})(-.*)?$": words},
        "additionalProperties": False,
    }
    return {
        "anyOf": [words, by_language],
        "description": "一段文字（本表的首要语言），或按语言书写。\n"
        "A text in the book's first language, or a map: {zh: …, en: …}.",
        "defaultSnippets": [{"label": "zh, en", "body": {"zh": "$1", "en": "$2"}}],
    }


def _amount(money: Money) -> Schema:
    digits = r"^(0|[1-9][0-9]*|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]+)?"
    units = "|".join(MONEY_UNITS)
    return {
        "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": rf"{digits}\s*({units})?$"}],
        "description": f"金额，单位：{money.unit}，至多 {money.decimals} 位小数；也可写明单位，如 1163962 元。\n"
        f"An amount in {money.unit}, at most {money.decimals} decimals; or with its own unit: 1163962 元.",
    }


def _kind(taxonomy: Taxonomy) -> Schema:
    """Every word that names one kind. Codes may stand without quotes, which makes them numbers."""
    named = words_of(taxonomy)
    keys = [kind.key for kind in taxonomy.kinds]
    names = [word for kind in taxonomy.kinds for word in _names(kind) if word.casefold() in named and word not in keys]
    codes = [int(word) for word in names if word.isdecimal()]
    listed = [f"- `{kind.key}` {_said(kind)}" for kind in taxonomy.kinds]
    return {
        "anyOf": [
            {"enum": keys, "enumDescriptions": [_said(kind) for kind in taxonomy.kinds]},
            {"enum": [*names, *codes]},
        ],
        "description": "二级指标：键、代码、名称或别名。\nA kind of indicator: its key, code, name or an alias.",
        "markdownDescription": "\n".join(["二级指标 / kinds of indicator", "", *listed]),
    }


def _names(kind: Kind) -> Iterator[str]:
    """The kind's words but for its key, as written and in small letters: capitals do not count in a record."""
    written = dict.fromkeys(word for word in kind.words() if word != kind.key)
    yield from written
    yield from dict.fromkeys(word.casefold() for word in written if word.casefold() not in written)


def _said(kind: Kind) -> str:
    return " ".join(filter(None, [kind.code, " / ".join(kind.name.values()), f"({label_of(kind.level, 'zh')})"]))


def _for_editors(schema: object) -> object:
    """The schema with what editors show beside a word: its meanings as a list, and an indicator to begin with."""
    if isinstance(schema, list):
        return [_for_editors(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    made = {key: _for_editors(value) for key, value in schema.items()}
    if "enum" in made and "description" in made:
        made |= _meanings(str(made.pop("description")))
    if made.get("required") == ["kind", "name", "annual"]:
        made["defaultSnippets"] = [_INDICATOR]
    return made


def _meanings(description: str) -> Schema:
    """A choice's words with their meanings, in plain text and Markdown; nothing where no word has one."""
    pairs = [(word, meaning) for word, meaning in re.findall(r"(.+?): ?(.*)", description) if meaning]
    if not pairs:
        return {}
    plain = "\n".join(f"{word}: {meaning}" for word, meaning in pairs)
    return {"description": plain, "markdownDescription": "\n".join(f"- `{word}`: {meaning}" for word, meaning in pairs)}
