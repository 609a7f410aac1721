"""The web page: the rendered layout with its style sheet for screens inside, one file that asks for nothing else."""

from targetbook.layout import Rendered, Templates

SHEETS = ("_shared/screen.css", "{layout}/screen.css")
# A browser that knows content security policies runs no script here and fetches nothing, whatever a layout says.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_META = f"""<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">"""
_HEAD = b"</head>"


def html_bytes(rendered: Rendered, templates: Templates) -> bytes:
    """The page in UTF-8. It needs no script, no font and no network."""
    names = [sheet.format(layout=rendered.layout.name) for sheet in SHEETS]
    style = "\n".join(text for name in names if (text := templates.text(name)))
    # A sheet cannot close its own element: that would let a template of a pull request write markup here.
    safe = style.replace("</", "<\\/")
    return rendered.html.encode().replace(_HEAD, f"{_META}\n<style>\n{safe}</style>\n".encode() + _HEAD, 1)
