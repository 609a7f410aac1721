"""`targetbook completion`: the shell's own completion of commands and options."""

import click
from click.shell_completion import get_completion_class

PROGRAM = "targetbook"
VARIABLE = "_TARGETBOOK_COMPLETE"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print a script for the shell to read, e.g. in ~/.bashrc: eval "$(targetbook completion bash)"."""
    from targetbook.cli import main

    completion = get_completion_class(shell)
    assert completion is not None  # click has each of the choices
    click.echo(completion(main, {}, PROGRAM, VARIABLE).source())
