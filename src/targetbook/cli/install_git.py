"""`targetbook install-git`: `git diff`, `git log -p` and `git show` print records, not YAML."""

import shlex
import shutil
import sys
from pathlib import Path

import click

from targetbook.cli.console import book_option, fail, find_book, language_of, language_option, text
from targetbook.cli.reviewing import told_faults
from targetbook.review.git import GitError, Repository, repository_of, told_by_git

ATTRIBUTES = ".gitattributes"
LINE = "targets/**/*.yaml diff=targetbook"
PROGRAM = "targetbook"
HEADS = "^[^ -].*$"
"""The lines that git repeats in the head of a hunk: those of textconv that begin at the margin, such as an indicator's."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@book_option
@language_option
def command(book: Path | None, ui_lang: str | None) -> None:
    """Let `git diff`, `git log -p` and `git show` print records as text: a line in .gitattributes, and settings of this clone.

    Nothing else in .gitattributes or in the settings is touched; a second run changes nothing.
    """
    language = language_of(ui_lang)
    root = find_book(book, language)
    with told_faults(language, root):
        repository = repository_of(root)
        _add_line(root, language)
        for key, value in settings().items():
            _set(repository, key, value, language)
    click.echo(text("git-next", language, file=ATTRIBUTES))


def settings() -> dict[str, str]:
    """The settings of a clone. Where the program is not on PATH, it is called as it is called now."""
    called = PROGRAM if shutil.which(PROGRAM) else f"{shlex.quote(sys.executable)} -m {PROGRAM}"
    return {"diff.targetbook.textconv": f"{called} textconv", "diff.targetbook.xfuncname": HEADS}


def _add_line(root: Path, language: str) -> None:
    path = root / ATTRIBUTES
    if path.is_symlink():  # it may lead to any file that this user can write
        fail(text("cannot-write-file", language, file=ATTRIBUTES, reason=text("is-link", language)))
    try:
        kept = path.read_bytes() if path.exists() else b""
        if LINE.encode() in (line.strip() for line in kept.splitlines()):
            click.echo(text("git-ready", language, what=f"{ATTRIBUTES}: {LINE}"))
            return
        ending = b"\r\n" if b"\r\n" in kept else b"\n"
        gap = ending if kept and not kept.endswith(b"\n") else b""
        with path.open("ab") as file:
            file.write(gap + LINE.encode() + ending)
    except OSError as error:
        fail(text("cannot-write-file", language, file=ATTRIBUTES, reason=error.strerror or str(error)))
    click.echo(text("git-attributes", language, file=ATTRIBUTES, line=LINE))


def _set(repository: Repository, key: str, value: str, language: str) -> None:
    if _setting(repository, key) == value:
        click.echo(text("git-ready", language, what=f"{key} = {value}"))
        return
    told_by_git(repository.top, "config", "--local", "--replace-all", key, value, fault="unreadable")
    click.echo(text("git-config", language, setting=key, value=value))


def _setting(repository: Repository, key: str) -> str:
    try:
        told = told_by_git(repository.top, "config", "--local", "--get", key, fault="unreadable")
    except GitError:
        return ""  # git fails where there is none
    return told.decode("utf-8", "surrogateescape").removesuffix("\n")
