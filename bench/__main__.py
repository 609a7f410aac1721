"""`python -m bench`: measure everything in one run, print the ratios, write the page and its plots."""

from pathlib import Path

import click

from bench.figures import figures, reference
from bench.ground import REPOSITORY
from bench.report import write_report
from bench.report.page import goal, growing, told
from bench.results import Results, read_results, write_results
from bench.running import run

RESULTS = "performance.json"


def _sizes(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, ...]:
    try:
        return tuple(int(size) for size in value.split(","))
    except ValueError as error:
        raise click.BadParameter("numbers of projects with commas between, as 10,100") from error


@click.command()
@click.option("--sizes", default="10,100,1000,10000", callback=_sizes, help="Books to make, in projects.")
@click.option("--rivals-to", default=1000, help="The largest book that the others are asked to set.")
@click.option("--rounds", default=3, help="How often each step is done; the least time counts.")
@click.option(
    "--to", "folder", default=REPOSITORY / "docs", type=click.Path(path_type=Path), help="Where the page goes."
)
@click.option("--report-only", is_flag=True, help="Measure nothing: the page again from the results that are there.")
def main(sizes: tuple[int, ...], rivals_to: int, rounds: int, folder: Path, report_only: bool) -> None:
    """Measure targetbook and the others on the same table, and write performance.json, performance.md and its plots."""
    for found in () if report_only else run(sizes, rivals_to, rounds, click.echo):
        write_results(found, folder / RESULTS)
    results = read_results(folder / RESULTS)
    write_report(results, folder)
    click.echo(f"\n{summary(results)}\n\nwritten: {folder / 'performance.md'}")


def summary(results: Results) -> str:
    """Each figure with what was reached, one a line."""
    marks = {True: "reached", False: "missed", None: "-"}
    lines = [f"{marks[each.is_met]:8} {told(each):>13}  {each.work}: {goal(each)}" for each in figures(results)]
    growth = [f"{name:30} {'  '.join(cells)}" for name, cells in growing(results)]
    head = [f"ratios at {reference(results).projects} projects", *lines]
    return "\n".join([*head, "", "times as long as with the book before", *growth] if growth else head)


if __name__ == "__main__":
    main(prog_name="python -m bench")
