"""Layouts are folders of `templates/`: where their files are found. A book's file stands before the built-in one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

TEMPLATE = "layout.html.j2"
SETTINGS_FILE = "layout.yaml"
SHARED_LABELS = "_shared/labels.yaml"


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
        """The text of a file, or nothing where there is none: a layout need not have each kind of style sheet."""
        path = self.find(name)
        return "" if path is None else path.read_text("utf-8")

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
