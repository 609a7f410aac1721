"""What every command shares: finding the book, the language and color of its words, printing problems, exit codes."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from targetbook.check.text import report
from targetbook.messages import say
from targetbook.model import BOOK_FILE
from targetbook.problems import Place, Problem, Severity, has_errors
from targetbook.source import read_bytes

ERRORS = 1
"""Exit code: errors in the book's files."""
WRONG_USE = 2
"""Exit code: wrong use, no book, or a fault of the tool's own."""

BARS = click.Choice([severity.value for severity in Severity])
"""What an option that draws a line between severities may say."""

NO_PLACE = Place("")

F = TypeVar("F", bound=Callable[..., Any])


def book_option(command: F) -> F:
    """`--book DIR`: the book's folder, else found from the working folder upward."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("--book", type=folder, help="Folder of the book (default: from here upward).")(command)


def language_option(command: F) -> F:
    """`--ui-lang`: the language of messages, else the locale's."""
    return click.option(
        "--ui-lang", type=click.Choice(["en", "zh"]), default=None, help="Language of messages (default: the locale's)."
    )(command)


def color_option(command: F) -> F:
    """`--color`: over NO_COLOR, which is over FORCE_COLOR, which is over whether stdout is a terminal."""
    return click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Color.")(
        command
    )


def language_of(given: str | None) -> str:
    """The language of messages: as given, else by the locale."""
    if given:
        return given
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def wants_color(given: str) -> bool:
    """Whether to write color to stdout."""
    if given != "auto":
        return given == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def find_book(given: Path | None, language: str, paths: Iterable[Path] = ()) -> Path:
    """The folder of the book: given, or found from here upward, else from the paths; ends the command where there is none."""
    if given is not None and nearest_book(given) is None:
        fail(text("no-book-there", language, folder=str(given)))
    starts = () if given else paths
    found = nearest_book(given) or next(filter(None, map(book_above, starts)), None)
    return found or fail(text("no-book", language))


def nearest_book(given: Path | None) -> Path | None:
    """The folder that is given, else the nearest from here upward, if it holds a book."""
    if given is None:
        return book_above(Path.cwd())
    return given if (given / BOOK_FILE).exists() else None


def book_above(path: Path) -> Path | None:
    """The nearest folder with a book that a path is, or lies in."""
    whole = path.absolute()
    return next((folder for folder in (whole, *whole.parents) if (folder / BOOK_FILE).exists()), None)


def path_in_book(root: Path, name: str) -> str:
    """A file's path relative to the book where it lies in it, else as given."""
    path, base = Path(os.path.realpath(name)), Path(os.path.realpath(root))
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else name


def text(key: str, language: str, **values: str) -> str:
    """A sentence of the command line's own, of `data/messages.yaml`."""
    return say(Problem("CLI", key, NO_PLACE, values), language).says


def fail(message: str) -> NoReturn:
    """End with a message on stderr and the exit code of wrong use."""
    click.echo(f"targetbook: {message}", err=True)
    raise SystemExit(WRONG_USE)


def print_problems(problems: Iterable[Problem], root: Path, language: str, *, color: bool, err: bool = False) -> None:
    """The problems, each with its line of the file; nothing where there are none."""
    found = tuple(problems)
    if found:
        click.echo(report(found, language, reader_of(root), color), nl=False, err=err, color=color)


def reader_of(root: Path) -> Callable[[str], str | None]:
    """Reads a file of the book for an excerpt; nothing where it is too large, out of the book, or cannot be read."""

    def read(file: str) -> str | None:
        data = read_bytes(root, file, [])
        return None if data is None else data.decode("utf-8", "replace")

    return read


def counted(problems: Iterable[Problem], language: str) -> str:
    """2 errors, 1 warning."""
    found = list(problems)
    counts = {severity: sum(problem.severity is severity for problem in found) for severity in Severity}
    said = [amount_of(severity.value, n, language) for severity, n in counts.items() if n]
    return ", ".join(said) if language == "en" else "，".join(said)


def amount_of(what: str, n: int, language: str) -> str:
    """So many of something, in words: 1 project, 8 projects, 8 个项目."""
    return text(f"one-{what}", language) if n == 1 else text(f"count-{what}", language, n=str(n))


def exit_code(problems: Iterable[Problem]) -> int:
    """1 where one of them is an error, else 0."""
    return ERRORS if has_errors(problems) else 0
