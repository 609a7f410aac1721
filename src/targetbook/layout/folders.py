"""Layouts are folders of `templates/`: where their files are found. A book's file stands before the built-in one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from targetbook.problems import BookError, Place, Problem
from targetbook.source.encoding import text_of

TEMPLATE = "layout.html.j2"
SETTINGS_FILE = "layout.yaml"
SHARED_LABELS = "_shared/labels.yaml"
_WRITTEN = ("{layout}/" + TEMPLATE, "{layout}/print.css", "_shared/print.css", "_shared/macros.html.j2")


def built_in_templates() -> Path:
    """The layouts that come with the tool: beside the code in an installed package, at the top of a checkout."""
    packaged = Path(__file__).parents[1] / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "templates"


@dataclass(frozen=True, slots=True)
class Templates:
    """The folders that are searched for a template file: the book's own `templates/`, then the tool's."""

    book: Path
    tool: Path

    def find(self, name: str) -> Path | None:
        """The file of that name (`list/print.css`), or None. A link that leaves its folder is not followed."""
        return next(reversed(self.all(name)), None)

    def all(self, name: str) -> list[Path]:
        """Every file of that name, the tool's before the book's."""
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            return []
        # Only what the folder lies in is resolved: a `templates` that is itself a link may lead out of the book.
        paths = {folder.parent.resolve() / folder.name: folder / name for folder in (self.tool, self.book)}
        return [path for folder, path in paths.items() if path.is_file() and path.resolve().is_relative_to(folder)]

    def folder(self, name: str) -> list[Path]:
        """The files of a folder, the tool's and the book's, by name."""
        names = {
            path.name
            for folder in (self.tool, self.book)
            if (folder / name).is_dir()
            for path in (folder / name).iterdir()
        }
        return [path for file in sorted(names) if (path := self.find(f"{name}/{file}"))]

    def text(self, name: str) -> str:
        """The text of a file, or nothing where there is none: a layout need not have each kind of style sheet.

        Raises:
            BookError: the file cannot be read (SRC011), or is not UTF-8 (SRC003).
        """
        path = self.find(name)
        if path is None:
            return ""
        file, problems = self.label(path), list[Problem]()
        try:
            text = text_of(path.read_bytes(), file, problems)
        except OSError as error:
            unreadable = {"reason": error.strerror or str(error)}
            raise BookError([Problem("SRC011", "unreadable", Place(file), unreadable)]) from error
        if text is None:
            raise BookError(problems)
        return text

    def place_of(self, layout: str, text: str) -> Place | None:
        """The first place in a layout's template, style sheet for print and what they share where a text stands."""
        for path in filter(None, map(self.find, (name.format(layout=layout) for name in _WRITTEN))):
            for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
                if (column := line.find(text)) >= 0:
                    return Place(self.label(path), number, column + 1, number, column + 1 + len(text))
        return None

    def label(self, path: Path) -> str:
        """A template's path as messages name it, relative to the book or to the tool's templates."""
        inside = self.book if path.is_relative_to(self.book) else self.tool
        return f"templates/{path.relative_to(inside).as_posix()}"

    def layouts(self) -> list[str]:
        """The names of all layouts that there are."""
        return sorted(set(self._names(self.book)) | set(self._names(self.tool)))

    def _names(self, folder: Path) -> Iterator[str]:
        if folder.is_dir():
            yield from (path.name for path in folder.iterdir() if self.find(f"{path.name}/{TEMPLATE}"))


def templates_of(root: Path) -> Templates:
    """Where a book's layouts are looked for."""
    return Templates(root / "templates", built_in_templates())
