"""The examples of the catalogue as books: what they leave out is added, so that each shows one thing."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import yaml

from targetbook.check import Checked, Selection, check_book

HEAD = {"title": "绩效目标表", "department": "民政局", "year": "2024"}
UNIT = {"name": "社区建设指导中心"}
PROJECT = {
    "name": "基层社区建设",
    "funding": "{fiscal: 1.20}",
    "objectives": "[提升社区服务能力。]",
    "indicators": "[{kind: output.quantity, name: 培训场次, annual: ≥24场}]",
}
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
EXAMPLE = "targets/centre/example.yaml"


def write_example(root: Path, example: str | Mapping[str, str]) -> Path:
    """Write an example of a rule as a whole book.

    A string is the fields of one project. A map is files by path. Keys that a file needs and the example leaves out are
    added at its end, but where the example writes `# whole` in its first line. Paths under `base/` are what the book was:
    it is then committed, before those under `head/` are written over it.
    """
    given = {EXAMPLE: example} if isinstance(example, str) else dict(example)
    base = _under("base/", given)
    if not base:
        return _write(root, given)
    _write(root, base)
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "base"]):
        subprocess.run(["git", *IDENTITY, *arguments], cwd=root, check=True, capture_output=True)
    return _write(root, base | _under("head/", given))


def _under(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    return {path.removeprefix(folder): text for path, text in files.items() if path.startswith(folder)}


def _write(root: Path, given: Mapping[str, str]) -> Path:
    files = {"targetbook.yaml": "", **given}
    for path in [path for path in files if path.startswith("targets/")] or [EXAMPLE]:
        files.setdefault(path, "")
        files.setdefault(str(Path(path).parent / "_unit.yaml"), "")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(_completed(path, text), "utf-8")
    return root


def _completed(path: str, text: str) -> str:
    if text.startswith("# whole"):
        return text
    needed = HEAD if path == "targetbook.yaml" else UNIT if path.endswith("/_unit.yaml") else PROJECT
    written = yaml.compose(text)
    keys = {key.value for key, _ in written.value} if isinstance(written, yaml.MappingNode) else set()
    added = "".join(f"{key}: {value}\n" for key, value in needed.items() if key not in keys)
    return f"{text.rstrip()}\n{added}".lstrip()


def checked_example(root: Path, example: str | Mapping[str, str], code: str) -> Checked:
    """What one rule tells of an example."""
    return check_book(write_example(root, example), Selection(select=(code,)))
