"""Writes docs/reference/ from what the code says itself: the fields of records, the commands, the words of every problem.

`python tools/docs.py` writes the pages; with `--check` it writes nothing and exits 1 where one is out of date.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from string import Formatter
from typing import cast

import click
import yaml

from targetbook.check.families import FAMILIES, family_of, in_family_order
from targetbook.check.pages import page_of
from targetbook.check.rule import RULES
from targetbook.check.rule_pages import page_markdown
from targetbook.cli import COMMANDS, main
from targetbook.messages import LANGUAGES
from targetbook.model.amounts import MONEY_UNITS
from targetbook.model.book_fields import BOOK_FIELDS, UNIT_FIELDS, SourceShape, control_shape, default_sources
from targetbook.model.composites import ListShape, MapShape, NodeShape, RecordShape
from targetbook.model.fields import AllowShape, FundingShape, ObjectivesShape, project_shape
from targetbook.model.policy_fields import DemandShape
from targetbook.model.shapes import (
    AmountShape,
    BooleanShape,
    ChoiceShape,
    DateShape,
    Field,
    KindShape,
    NumberShape,
    Shape,
    TargetShape,
    TextShape,
    WordShape,
)
from targetbook.taxonomy import BUILT_IN, built_in

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
MADE = "<!-- Made by tools/docs.py: change the code, then run it again. -->"

Fields = Mapping[str, Field]
Wording = Mapping[str, Mapping[str, str]]

SIMPLE: Mapping[type, str] = {
    TextShape: "text",
    TargetShape: "target value",
    WordShape: "word",
    AmountShape: "amount",
    DateShape: "day (`2024-01-31`)",
    BooleanShape: "`true` or `false`",
    KindShape: "[kind](#kinds-of-indicator)",
    FundingShape: "amounts by [source](#sources-of-funds)",
    ObjectivesShape: "list of texts, or `{period: […], annual: […]}`",
    SourceShape: "[source](#sources-of-funds)",
    NodeShape: "map",
    AllowShape: "codes of rules, each with the reason",
    DemandShape: "`{change, over, share, after, needs}`",
}
PLURALS = {"text": "texts", "word": "words"}


def fields_page() -> Iterator[str]:
    """What each kind of file may hold."""
    yield from ("# Fields", "", MADE, "")
    yield "Every key that a file of a book may have. The order is that of `targetbook fmt`. How to write them, with examples:"
    yield from ("[records](../records.md). Keys in **bold** must be there.", "")
    yield from ("每个文件可用的字段；粗体为必填。写法与示例见 [records](../records.md)。", "")
    yield from (
        "A *text* is a string, or a map of languages (`{zh: …, en: …}`). A *target value* is a text that is parsed.",
        "",
    )
    project = project_shape(FundingShape(default_sources())).fields
    yield from _record_tables("A project: `targets/<unit>/<project>.yaml`", project)
    yield from _record_tables("A unit: `targets/<unit>/_unit.yaml`", UNIT_FIELDS)
    known = Field(control_shape(default_sources()), BOOK_FIELDS["controls"].en, BOOK_FIELDS["controls"].zh)
    yield from _record_tables("The book: `targetbook.yaml`", {**BOOK_FIELDS, "controls": known})
    yield from _sources()
    yield from _kinds()


def _record_tables(title: str, fields: Fields) -> Iterator[str]:
    """A table of keys, then one for each record that stands under one of them."""
    yield from (f"## {title}", "", *_table(fields))
    for key, field in fields.items():
        if (inner := _record_in(field.shape)) is not None:
            yield from (f"### `{key}`: {field.en} {field.zh}", "", *_table(inner.fields))


def _table(fields: Fields) -> Iterator[str]:
    yield from ("| key | is | what it says | 含义 |", "| --- | --- | --- | --- |")
    for key, field in fields.items():
        name = f"**`{key}`**" if field.required else f"`{key}`"
        yield f"| {name} | {_said(field.shape)} | {field.en} | {field.zh} |"
    yield ""


def _record_in(shape: Shape) -> RecordShape | None:
    inner = shape.item if isinstance(shape, ListShape) else shape
    return inner if isinstance(inner, RecordShape) else None


def _said(shape: Shape) -> str:
    """A shape in a few words."""
    match shape:
        case ListShape():
            item = _said(shape.item)
            return f"list of {PLURALS.get(item, item)}"
        case MapShape():
            return f"names, each with: {_said(shape.value)}"
        case RecordShape():
            return "keys below"
        case ChoiceShape():
            return "; ".join(f"`{word}` {meaning}".strip() for word, meaning in shape.choices.items())
        case NumberShape():
            kind = "whole number" if shape.whole else "number"
            return kind if shape.high == NumberShape().high else f"{kind}, {shape.low} to {shape.high}"
    return SIMPLE[type(shape)]


def _sources() -> Iterator[str]:
    yield from (
        "## Sources of funds",
        "",
        "These ids need no name in `sources`. The first three are the default columns.",
        "",
    )
    yield from ("| id | English | 中文 |", "| --- | --- | --- |")
    for key, name in _data("sources.yaml").items():
        yield f"| `{key}` | {name['en']} | {name['zh']} |"
    yield from ("", "A source of one's own is `{id, name}`. `parts` is a list of ids, or of `{id, name}`.", "")
    yield from ("Units of money: " + ", ".join(MONEY_UNITS) + ".", "")


def _kinds() -> Iterator[str]:
    yield from ("## Kinds of indicator", "")
    yield from (
        "A record names a kind by its key, its code, or its name in either language. `taxonomy` in `targetbook.yaml` chooses",
        "the frame.",
        "",
    )
    for name in BUILT_IN:
        yield from (f"### `{name}`", "", "| key | code | English | 中文 | level |", "| --- | --- | --- | --- | --- |")
        for kind in built_in(name).kinds:
            yield f"| `{kind.key}` | {kind.code or ''} | {kind.name['en']} | {kind.name['zh']} | {kind.level.name['zh']} |"
        yield ""


def commands_page() -> Iterator[str]:
    """Every command with its options, as `--help` tells them."""
    yield from ("# Commands", "", MADE, "", str(main.help), "")
    yield from ("| exit code | means |", "| --- | --- |", "| 0 | all is well |")
    yield (
        "| 1 | errors in the book's files, or findings that `--fail-on` names; `fmt --check` or `check --diff` would change a "
        "file; `diff --exit-code` tells a difference, `diff --enforce` a breach |"
    )
    yield from (
        "| 2 | wrong use, no book, nothing to compare, or a fault of the tool's own |",
        "| 130 | stopped with Ctrl-C |",
        "",
    )
    context = click.Context(main, info_name="targetbook")
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        yield from _command(command, click.Context(command, context, name))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield from (f"## {context.command_path}", "", f"    {usage}", "", *_paragraphs(str(command.help)))
    options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    if options:
        yield from ("| option | what it does |", "| --- | --- |", *(_option(option, context) for option in options), "")
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _command(inner, click.Context(inner, context, name))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield from (" ".join(paragraph.split()), "")


def _option(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    written = f"{', '.join(option.opts)}{value}".replace("|", "\\|")
    return f"| `{written}` | {option.help} |"


def problems_page() -> Iterator[str]:
    """Every message by its code, in both languages, with what it tells one to do."""
    yield from ("# Problems", "", MADE, "")
    yield "What `check` and `build` can say. A code stays the same for ever. Words in *italics* are filled in."
    yield from ("`--ui-lang zh` prints the Chinese; without it the locale chooses.", "")
    yield from ("检查结果及其改法。斜体部分随具体情况而定；`--ui-lang zh` 输出中文。", "")
    messages = cast(Mapping[str, Wording], _data("messages.yaml"))
    told = sorted((code for code in messages if family_of(code) in FAMILIES), key=in_family_order)
    for family, codes in groupby(told, family_of):
        yield from (f"## {family}: {FAMILIES[family]['en']} {FAMILIES[family]['zh']}", "")
        for code in codes:
            yield from (f"### {code}", "")
            for wording in cast(Iterable[Mapping[str, Mapping[str, str]]], messages[code].values()):
                yield from (f"- {_sentence(wording['en'])}  ", f"  {_sentence(wording['zh'])}")
            yield ""


def rules_page() -> Iterator[str]:
    """Every rule: what it looks at, why, how it is set, an example that it finds fault with and one that is right."""
    yield from ("# Rules", "", MADE, "")
    yield "What `check` looks at, by family. `targetbook explain CODE` prints the same. How to choose, set, silence and fix:"
    yield from ("[checking](../checking.md).", "")
    yield from (
        "各项检查规则。`targetbook explain 代码` 输出同样的内容；如何选用、设置、允许与修正，见 [checking](../checking.md)。",
        "",
    )
    yield from ("| code | | rule | 规则 |", "| --- | --- | --- | --- |")
    rules = sorted(RULES, key=in_family_order)
    pages = {code: [page_of(code, language) for language in LANGUAGES] for code in rules}
    for code, (en, zh) in pages.items():
        yield f"| [{code}](#{code.lower()}) | {en.severity}{'' if en.on else ', off by default'} | {en.title} | {zh.title} |"
    yield ""
    for family, codes in groupby(rules, family_of):
        yield from (f"## {family}: {FAMILIES[family]['en']} {FAMILIES[family]['zh']}", "")
        for code in codes:
            yield from page_markdown(pages[code], LANGUAGES)


def _sentence(wording: Mapping[str, str]) -> str:
    """What is wrong → what would be right, with the names of what is filled in."""
    return " → ".join(_filled(wording[part]) for part in ("says", "mend"))


def _filled(text: str) -> str:
    """A message as Markdown: its own stars and angle brackets are text, its braces' names are set in italics."""
    pieces = Formatter().parse(text)
    return "".join(re.sub(r"([*<])", r"\\\1", said) + (f"*{name}*" if name else "") for said, name, *_ in pieces)


def _data(name: str) -> Mapping[str, Mapping[str, str]]:
    return cast(
        Mapping[str, Mapping[str, str]], yaml.safe_load((files("targetbook") / "data" / name).read_text("utf-8"))
    )


PAGES: Mapping[str, Callable[[], Iterator[str]]] = {
    "fields.md": fields_page,
    "commands.md": commands_page,
    "problems.md": problems_page,
    "rules.md": rules_page,
}


def written() -> dict[str, str]:
    """Each page's text by its file's name."""
    return {name: "\n".join(page()).rstrip() + "\n" for name, page in PAGES.items()}


def stale() -> list[str]:
    """The pages that differ from what the code says now."""
    return [name for name, text in written().items() if not _is_same(REFERENCE / name, text)]


def _is_same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def run(arguments: list[str]) -> int:
    """Write the pages, or tell which are out of date; gives the exit code."""
    if arguments == ["--check"]:
        for name in (found := stale()):
            sys.stderr.write(f"docs/reference/{name} is out of date: run python tools/docs.py\n")
        return 1 if found else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in written().items():
        (REFERENCE / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
