"""Scalars as they are written: what YAML takes a plain one for, and how a careful person would write a text."""

import re

from yaml.resolver import Resolver

_RESOLVERS = Resolver.yaml_implicit_resolvers
_PREFIX = len("tag:yaml.org,2002:")

# What cannot stand in a file: control characters, lone surrogates, and the invisible marks that YAML 1.1 and 1.2
# or two editors read differently (U+0085, U+2028 and U+2029 as line ends, U+FEFF inside a text).
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

# Plain scalars that some YAML 1.1 or 1.2 reader takes for something else than PyYAML does.
_OTHER_READERS = re.compile(
    r"[yYnN]|0[oO][0-7]+|[-+]?(\.[0-9_]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|[-+]?0[bx][0-9a-fA-F_]+"
    r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
)
_PLAIN = re.compile(r"(?!---|\.\.\.)(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`=<]|-(?=[^\s,\[\]{}]))(?:.*\S)?")
_NOT_PLAIN = re.compile(r":(?=\s|$)|\s#|[\t\r\n]")
_FLOW = re.compile(r"[,?\[\]{}]|:$")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def kind_of(text: str) -> str:
    """What YAML 1.1 takes a plain scalar for: str, int, float, bool, null, timestamp, merge or value."""
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return str(tag[_PREFIX:])
    return "str"


def quote(text: str, flow: bool = False) -> str:
    """The text as a scalar on one line: plain where YAML 1.1 and 1.2 read it back as the same string, else quoted.

    Inside a list or map written with brackets (`flow`), commas and brackets need quotes too.
    """
    if is_plain(text, flow):
        return text
    if ('"' in text or "\\" in text) and not needs_escape(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(escaped(character) for character in text) + '"'


def is_plain(text: str, flow: bool = False) -> bool:
    """Whether the text may stand without quotes."""
    return (
        _PLAIN.fullmatch(text) is not None
        and not _NOT_PLAIN.search(text)
        and not (flow and _FLOW.search(text))
        and not needs_escape(text)
        and kind_of(text) == "str"
        and not _OTHER_READERS.fullmatch(text)
    )


def needs_escape(text: str) -> bool:
    """Whether some of it can be written with a backslash only."""
    return not text.isprintable() and any(map(_is_escaped, text))


def _is_escaped(character: str) -> bool:
    return character in "\n\t\r" or FORBIDDEN.match(character) is not None


def escaped(character: str) -> str:
    """A character as it stands between double quotes."""
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _is_escaped(character):
        return character
    number = ord(character)
    return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}"
