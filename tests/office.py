"""LibreOffice for the tests: turns a file into another format and, on the way, computes every formula again."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

# Left to itself, LibreOffice shows the values that an .xlsx has cached; 0 is "always recalculate".
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # noqa: E501


def converted(file: Path, ending: str, folder: Path, filter_name: str = "") -> Path:
    """`file` as LibreOffice saves it with another ending (`pdf`, `csv`, `xlsx` …), in `folder`.

    Each run has a profile of its own: two at once lock each other out otherwise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = f"{ending}:{filter_name}" if filter_name else ending
    with TemporaryDirectory(prefix="office") as profile:
        user = Path(profile, "user")
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"),
                *("--convert-to", target, "--outdir", str(folder), str(file)),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
    return folder / f"{file.stem}.{ending}"
