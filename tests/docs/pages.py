"""The pages of docs/ as tests read them: their fenced blocks, and a session in which a page's steps are taken in turn.

What a block says after its language tells what it is:

- ```` ```console ````: commands after `$ `, each with what it prints; a line `…` stands for any lines;
- ```` ```yaml path/of/a/file ````: that file, whole, is written;
- ```` ```diff path/of/a/file ````: that file is changed; each stretch between lines `@@` stands in it once;
- ```` ```yaml project|indicator|unit|book ````: keys of a record, put over those of a record that has all it needs.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
IN_THE_BOOK = "<!-- The commands of this page are run in a copy of this repository's book. -->"
SNIPPETS = ("project", "indicator", "unit", "book")

_FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the word after it, and what stands in it."""

    page: str
    language: str
    word: str
    text: str

    @property
    def is_file(self) -> bool:
        return bool(self.word) and self.language != "diff" and self.word not in SNIPPETS


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a page and what the page says that it prints."""

    line: str
    output: str


def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def blocks_of(page: str) -> list[Block]:
    return [Block(page, language, word or "", text) for language, word, text in _FENCE.findall(text_of(page))]


def commands_of(block: Block) -> Iterator[Command]:
    for step in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, output = step.partition("\n")
        yield Command(line, output)


class Session:
    """A folder in which the steps of one page are taken; `cd` in a page holds for the steps after it."""

    def __init__(self, page: str, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        self._programs = folder / "bin"
        self._programs.mkdir()
        program = self._programs / "targetbook"
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m targetbook "$@"\n')
        program.chmod(0o755)
        if IN_THE_BOOK in text_of(page):
            for name in ("targetbook.yaml", "targets", "templates"):
                source = REPOSITORY / name
                (shutil.copytree if source.is_dir() else shutil.copy)(source, self.folder / name)

    def take(self, block: Block) -> None:
        """Do what a block says, and hold it to what it says is printed."""
        if block.language == "console":
            for command in commands_of(block):
                self._run(command)
        elif block.language == "diff":
            self._change(block)
        elif block.is_file:
            self.write(block.word, block.text)

    def write(self, file: str, text: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def _change(self, block: Block) -> None:
        path = self.folder / block.word
        text = path.read_text("utf-8")
        for stretch in re.split(r"^@@.*\n", block.text, flags=re.MULTILINE):
            lines = stretch.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line[0] in " -")
            after = "".join(line[1:] for line in lines if line[0] in " +")
            assert text.count(before) == 1, f"{block.page}: not once in {block.word}:\n{before}"
            text = text.replace(before, after)
        path.write_text(text, "utf-8")

    def _run(self, command: Command) -> None:
        if command.line.startswith("cd "):
            self.folder = self.folder / command.line.removeprefix("cd ")
            return
        done = subprocess.run(
            ["bash", "-c", command.line],
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if command.output:
            assert matches(command.output, done.stdout), f"$ {command.line}\n{done.stdout}"
        else:
            assert done.returncode == 0, f"$ {command.line}\n{done.stdout}"

    def _environment(self) -> dict[str, str]:
        left = ("LC_", "TARGETBOOK_", "GIT_", "GITHUB_", "CI_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left)}
        settings = {
            "LANG": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "NO_COLOR": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        return {**kept, **settings, "PATH": f"{self._programs}{os.pathsep}{os.environ['PATH']}"}


def matches(shown: str, printed: str) -> bool:
    """Whether what a page shows is what was printed; a line `…` stands for any lines, or none."""
    pattern = "".join(".*" if line.strip() == "…" else re.escape(line.rstrip()) + "\n" for line in shown.splitlines())
    plain = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch(pattern, plain, re.DOTALL) is not None
