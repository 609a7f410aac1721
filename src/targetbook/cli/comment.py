"""`targetbook comment`: put a report of `diff` on the pull request that a CI job runs for; jobs call it, people need not."""

from pathlib import Path

import click

from targetbook.check.text import printable
from targetbook.cli.console import fail, language_of, language_option, text
from targetbook.cli.hosts import GITHUB, GITLAB, HostError, NoRequestError, Place, place_of_request
from targetbook.review.reports.markdown import MARKER


@click.command(context_settings={"help_option_names": ["-h", "--help"]}, hidden=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--update-only", is_flag=True, help="Make no comment where there is none yet.")
@language_option
def command(file: Path, update_only: bool, ui_lang: str | None) -> None:
    """Put FILE, a report of `diff --format markdown`, on the pull or merge request of this job: once, then update it."""
    language = language_of(ui_lang)
    body = file.read_text("utf-8", errors="replace")
    if not body.startswith(MARKER):
        fail(text("comment-not-ours", language, file=str(file)))
    try:
        place = place_of_request()
        said = text("comment-no-request", language) if place is None else _put(place, body, update_only, language)
    except HostError as error:
        fail(text("comment-refused" if error.refused else "comment-failed", language, reason=printable(str(error))))
    except NoRequestError:
        fail(text("comment-nowhere", language, github=", ".join(GITHUB), gitlab=", ".join(GITLAB)))
    click.echo(said)


def _put(place: Place, body: str, update_only: bool, language: str) -> str:
    mine = place.own(MARKER)
    if mine is not None:
        place.update(mine, body)
        return text("comment-updated", language, url=printable(mine.url))
    if update_only:
        return text("comment-none", language)
    return text("comment-created", language, url=printable(place.create(body).url))
