"""LibreOffice for the tests: turns a file into another format and, on the way, computes every formula again.

It also accepts or rejects what a Word file has of tracked changes.
"""

import subprocess
from collections.abc import Iterable
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


# A command goes to a document's view, which `--convert-to` has none of.
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Resolve(original, resolved, choice)
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "Hidden"
  opening(0).Value = True
  doc = StarDesktop.loadComponentFromURL(original, "_blank", 0, opening())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, choice, "", 0, Array())
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = "MS Word 2007 XML"
  doc.storeToURL(resolved, saving())
  doc.close(True)
End Sub
Sub ResolveAll
{}
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


def resolved(jobs: Iterable[tuple[Path, Path, bool]]) -> None:
    """Save Word files after all their tracked changes are accepted (True), or rejected (False).

    Each job is a file, the file to save it to, and the choice; one LibreOffice does them all.
    """
    commands = {True: ".uno:AcceptAllTrackedChanges", False: ".uno:RejectAllTrackedChanges"}
    calls = [f'Resolve "{file.as_uri()}", "{target.as_uri()}", "{commands[choice]}"' for file, target, choice in jobs]
    with TemporaryDirectory(prefix="office") as profile:
        office = ("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore")
        # A library that is in a profile before LibreOffice first starts on it is never read.
        subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
        library = Path(profile, "user", "basic", "Standard")
        library.mkdir(exist_ok=True)
        (library / "Module1.xba").write_text(_MACRO.format("\n".join(calls).replace("&", "&amp;")), encoding="utf-8")
        (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
        subprocess.run([*office, "macro:///Standard.Module1.ResolveAll"], check=True, capture_output=True, timeout=180)
