"""`targetbook textconv`: a record as readable text, for `git diff` and `git log -p`; git calls it, people need not."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from targetbook.check.text import printable
from targetbook.cli.console import language_of, language_option
from targetbook.data import package_data
from targetbook.problems import Problem
from targetbook.review.reports.wording import field_name
from targetbook.source import Mapping as MappingNode
from targetbook.source import Node, Scalar, Sequence, parse_yaml
from targetbook.taxonomy import BUILT_IN, built_in, label_of

STEP = "  "
LANGUAGES = ("zh", "en")


@click.command(context_settings={"help_option_names": ["-h", "--help"]}, hidden=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@language_option
def command(file: Path, ui_lang: str | None) -> None:
    """Print a record as readable text. A file that cannot be read as one is printed as it is."""
    data = file.read_bytes()
    said = record_text(data, language_of(ui_lang))
    click.echo(data if said is None else said, nl=False)


def record_text(data: bytes, language: str) -> str | None:
    """A record in lines, none of its values left out, in the order of its keys; None where it is no sound YAML mapping.

    It hangs on nothing but the file, so that a version is printed the same wherever it comes from: git hands over
    versions without the book that they belong to.
    """
    problems: list[Problem] = []
    node = parse_yaml(data, "", problems)
    if not isinstance(node, MappingNode) or problems:
        return None
    return "".join(f"{line}\n" for key, value in node for line in _field(key.text, value, language))


def _field(key: str, value: Node, language: str) -> Iterator[str]:
    """A field of the record itself. A name stands alone, an indicator under a line of its own, from the margin."""
    if key == "name":
        yield from _texts(value)
    elif key == "indicators" and isinstance(value, Sequence):
        for item in value.items:
            yield from ("", *_indicator(item, language))
    else:
        yield from ("", *_labelled(key, value, language))


def _indicator(item: Node, language: str) -> Iterator[str]:
    """Its name and kind in the first line, which git repeats in the head of a hunk."""
    name = item.get("name") if isinstance(item, MappingNode) else None
    if not isinstance(item, MappingNode) or name is None:
        yield from _entry(item, language)
        return
    kind = item.get("kind")
    first, *others = _texts(name) or [""]
    yield f"{first} ({_kind(kind, language)})" if isinstance(kind, Scalar) else first
    yield from (f"{STEP}{other}" for other in others)
    for key, value in item:
        if key.text != "name" and (key.text != "kind" or not isinstance(kind, Scalar)):
            yield from (f"{STEP}{line}" for line in _labelled(key.text, value, language))


def _labelled(key: str, value: Node, language: str) -> Iterator[str]:
    """`label: value`, or the label and under it what stands there."""
    label = printable(_label(key, language))
    texts = _texts(value)
    if len(texts) == 1:
        yield f"{label}: {texts[0]}".rstrip()
        return
    yield f"{label}:"
    yield from (f"{STEP}{line}" for line in texts or _inner(value, language))


def _inner(value: Node, language: str) -> Iterator[str]:
    """What stands under a label: keys with their labels, or entries, each after a dash."""
    if isinstance(value, MappingNode):
        for key, each in value:
            yield from _labelled(key.text, each, language)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _entry(item, language)


def _entry(item: Node, language: str) -> Iterator[str]:
    """An entry of a list. It has no number: one more would change all that follow."""
    first, *others = _texts(item) or list(_inner(item, language)) or [""]
    yield f"- {first}".rstrip()
    yield from (f"{STEP}{other}" for other in others)


def _texts(node: Node | None) -> list[str]:
    """A text in its languages, a line each, Chinese first whatever the file's order; one line where both say the same.

    Nothing where it is no text.
    """
    if isinstance(node, Scalar):
        return [_line(node.text)]
    if not isinstance(node, MappingNode):
        return []
    said = {key.text: value.text for key, value in node if isinstance(value, Scalar)}
    if not said or len(said) < len(node.entries) or not said.keys() <= {*LANGUAGES}:
        return []
    if list(said) == ["en"]:
        return [f"[en] {_line(said['en'])}"]
    return list(dict.fromkeys(_line(said[language]) for language in LANGUAGES if language in said))


def _line(text: str) -> str:
    return " ⏎ ".join(printable(line) for line in text.rstrip("\n").split("\n"))


def _kind(kind: Scalar, language: str) -> str:
    """The name of a kind that a record names by its key; else as written: only the book knows what is meant."""
    kinds = (each for name in BUILT_IN for each in built_in(name).kinds)
    named = next((label_of(each, language) for each in kinds if each.key == kind.text), kind.text)
    return printable(named)


def _label(key: str, language: str) -> str:
    words: Mapping[str, Mapping[str, str]] = package_data("review/record.yaml")
    names = words.get(key) or _sources().get(key)
    return names[language] if names else field_name(key, language)


def _sources() -> Mapping[str, Mapping[str, str]]:
    names: Mapping[str, Mapping[str, str]] = package_data("sources.yaml")
    return names
