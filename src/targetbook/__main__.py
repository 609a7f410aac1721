"""`python -m targetbook` is the same program."""

from targetbook.cli import main

if __name__ == "__main__":
    main(prog_name="targetbook")
