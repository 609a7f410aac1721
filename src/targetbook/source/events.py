"""YAML's events with their marks: from libyaml where it is there, else from PyYAML's own parser, and the same."""

from collections.abc import Iterator
from typing import Any, Protocol, cast

from yaml.error import Mark
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

try:
    from yaml import CSafeLoader
except ImportError:  # PyYAML built without libyaml
    CSafeLoader = None  # type: ignore[assignment, misc]

_ENDS = "\0\r\n"
_BLANKS = " \t" + _ENDS

HAS_LIBYAML = CSafeLoader is not None


class AnyEvent(Protocol):
    """An event of either parser; a kind of event has only those of the attributes that mean something for it."""

    start_mark: Mark
    end_mark: Mark
    anchor: str
    tag: str | None
    value: str
    style: str | None
    flow_style: bool


def events_of(text: str, libyaml: bool = HAS_LIBYAML) -> Iterator[AnyEvent]:
    """The events of a text, one by one; raises yaml.MarkedYAMLError where the text is not YAML.

    Neither parser calls itself for what is nested, so depth costs no stack.
    """
    parser: Any = CSafeLoader(text) if libyaml else _PureParser(text)
    return cast(Iterator[AnyEvent], iter(parser.get_event, None))


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's parser with libyaml's view of tabs and question marks.

    A tab is white space between tokens and between words, never indentation; `{en: Why? Because}` is one text.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        while True:
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _ENDS:
                    self.forward()
            if not self.scan_line_break():  # type: ignore[no-untyped-call]
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        chunks: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        white = ""
        while self.peek() != "#" and not (self.column == 0 and self._at_document_mark()):
            word = self._plain_word(start)
            if not word:
                break
            self.allow_simple_key = False
            chunks += white, word
            self.forward(len(word))
            end = self.get_mark()
            white = self._white_space(start, indent)
            if not white or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _at_document_mark(self) -> bool:
        return self.prefix(3) in ("---", "...") and self.peek(3) in _BLANKS

    def _plain_word(self, start: Mark) -> str:
        length = 0
        while (character := self.peek(length)) not in _BLANKS:
            after = self.peek(length + 1)
            if character == ":" and self.flow_level and after in ",?[]{}":
                raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
            if (character == ":" and after in _BLANKS) or (self.flow_level and character in ",[]{}"):
                break
            length += 1
        return str(self.prefix(length))

    def _white_space(self, start: Mark, indent: int) -> str:
        """What stands between two words, folded: the blanks of one line, or a space or breaks for line ends."""
        blanks, breaks = "", 0
        while self.peek() in " \t\r\n":
            if self.peek() in "\r\n":
                self.scan_line_break()  # type: ignore[no-untyped-call]
                breaks += 1
                self.allow_simple_key = True
                continue
            if breaks and self.peek() == "\t" and self.column < indent:
                problem = "found a tab character that violates indentation"
                raise ScannerError("while scanning a plain scalar", start, problem, self.get_mark())
            blanks += self.peek()
            self.forward()
        if not breaks:
            return blanks
        return "\n" * (breaks - 1) or " "
