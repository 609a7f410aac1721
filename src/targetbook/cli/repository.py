"""Where a book lies in its repository: code hosts want paths from the repository's root."""

import os
from pathlib import Path


def folder_in_repository(root: Path) -> str:
    """The book's folder from the root of its git repository: "" or with a slash at its end.

    Outside of a repository it counts from the working folder, if the book lies there.
    """
    book = Path(os.path.realpath(root))
    here = Path.cwd()
    top = next((folder for folder in (book, *book.parents) if (folder / ".git").exists()), here)
    folder = book.relative_to(top).as_posix() if book.is_relative_to(top) else "."
    return "" if folder == "." else f"{folder}/"
