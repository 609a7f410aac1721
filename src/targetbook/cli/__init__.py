"""The command line: one module a command, loaded only when it is called."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any, NoReturn

import click

COMMANDS = {
    "blame": "which commit gave each amount and target of a record its value",
    "build": "write the book: HTML, PDF, Word, Excel, open data",
    "cache": "what is kept from one run to the next; clear it",
    "check": "tell what is wrong in the book's files, and what a reviewer would ask",
    "completion": "a script that lets the shell complete commands",
    "diff": "what changed in money and in targets between two versions",
    "doctor": "what this installation has, and what it lacks",
    "explain": "what a code means, and why it matters",
    "fmt": "write records in their canonical form, comments kept",
    "init": "begin a new book that builds at once",
    "install-git": "let `git diff` show records, not YAML",
    "log": "how a record's money and targets came to be",
    "new": "add a project or a unit",
    "rules": "list the rules",
    "schema": "JSON Schemas for editors",
    "serve": "show the book in a browser, and follow its files",
    "stats": "what the book holds, in figures",
    "watch": "build again on every save",
}
HIDDEN = ("comment", "textconv")
"""Commands that programs call, not people: they are listed nowhere."""
YOUNG = 100_000
"""Objects made before garbage is looked for: a book is a million small records that stay, and looking at them is no use."""
INTERRUPTED = 130
"""Exit code: stopped with Ctrl-C, as shells count it."""
ENGINES = ("PyYAML", "Jinja2", "weasyprint", "python-docx", "XlsxWriter", "lxml", "fonttools")
"""The packages that read records and set pages; their versions are told by `--version` and looked for by `doctor`."""


def _end(number: int, frame: object) -> NoReturn:
    """End as if by itself, so that whatever runs beside this process ends too."""
    sys.exit(128 + number)


class Commands(click.Group):
    """Finds a command in the module of its name, so that `--help` and `check` load no engine."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the program. Whatever goes wrong ends in a line and an exit code, never in a traceback."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a Latin terminal still shows the rest of a line
        gc.set_threshold(YOUNG)
        signal.signal(signal.SIGTERM, _end)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        except Exception as error:
            if os.environ.get("TARGETBOOK_DEBUG"):
                raise
            code = _tell_fault(error)
        sys.exit(code or 0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in (*COMMANDS, *HIDDEN):
            return None
        command: click.Command = import_module(f"targetbook.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in (*COMMANDS, *HIDDEN) and not args[0].startswith("-"):
            from targetbook.source import nearest

            near = nearest(args[0], COMMANDS)
            hint = f" Did you mean {near}?" if near else ""
            raise click.UsageError(f"No such command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


def _tell_fault(error: Exception) -> int:
    """One line about an error that no command expected; gives the exit code."""
    from targetbook.cli.console import WRONG_USE, language_of, text

    what = " ".join(f"{type(error).__name__}: {error}".split())
    click.echo(f"targetbook: {text('fault', language_of(None), what=what)}", err=True)
    return WRONG_USE


def print_version(ctx: click.Context, option: click.Parameter, asked: bool) -> None:
    """The version of the tool and of its engines."""
    if asked:
        from importlib.metadata import version  # email and zipfile, a third of what starting takes

        click.echo(f"targetbook {version('targetbook')}")
        click.echo(", ".join(f"{engine} {version(engine)}" for engine in ENGINES))
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=print_version, help="Show versions."
)
def main() -> None:
    """Performance targets as code: records in git, checked, totalled, printed as one bilingual book."""
    from targetbook.kept import SIZE, most_kept

    try:
        most_kept()
    except ValueError as error:
        from targetbook.cli.console import fail, language_of, text

        fail(text("cache-size", language_of(None), name=SIZE, told=str(error)))
