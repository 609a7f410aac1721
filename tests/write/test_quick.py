"""Pages made quicker are the same pages: WeasyPrint with and without `quickened` gives the same bytes."""

from contextlib import nullcontext

import pytest
import weasyprint
from lxml import html

from targetbook.write.quick import page_of, quickened

STYLE = """
@page { size: 90mm 60mm; margin: 8mm; @top-right { content: string(name, first) } @bottom-left { content: counter(pages) } }
p { margin: 1mm 5% 0 0; text-align: justify; hyphens: auto } h1 { string-set: name content(); bookmark-level: 1 }
[lang=fr] { color: #444 }
.box { border: 1pt solid #000; border-radius: 2mm; background: #eee; box-sizing: border-box; width: 50% }
.spaced { letter-spacing: .1em; word-spacing: .2em } .under { text-decoration: underline } .caps { font-variant-caps: small-caps }
table { border-collapse: collapse; width: 100% } td { border: .5pt solid #999; padding: 1mm } tr { break-inside: avoid }
.flex { display: flex; justify-content: space-between }
a { color: #00c } a::after { content: " (" target-counter(attr(href), page) ")" }
"""
WORDS = "targets and indicators of performance for the departments of a city, each with its value and the year before "
BODIES = {
    "languages and styles": f'<h1>A</h1><p lang="en">{WORDS}</p><p lang="fr" style="color: #a00">{WORDS}</p>'
    f'<p lang="fr" style="color: #0a0">{WORDS}</p><p class="spaced" lang="en">{WORDS}</p><p class="under">{WORDS}</p>',
    "anchors and links": f'<p id="one">{WORDS}</p><a href="#two">two</a><p id="two" lang="en">{WORDS * 4}</p>'
    '<a name="three">x</a>',
    "lists": f"<ol><li>{WORDS}<li>{WORDS}<ul><li>x<li>y</ul></ol>",
    "tables over pages": f"<table><thead><tr><td>head<td>head</thead>{f'<tr><td lang=en>{WORDS}<td>1' * 9}</table>",
    "boxes": f'<div class="box">{WORDS}</div><div class="flex"><p>left</p><p>right</p></div><p style="background: #ff0">x</p>',
    "breaks of lines": f'<p class="caps">{WORDS}<br>{WORDS}</p><pre>a\n\tb\n</pre><p>\u2028{WORDS}\u00ad{WORDS}</p>',
    "notes": f'<p>{WORDS}<span style="float: footnote">a note</span></p><p>{WORDS * 3}</p>',
    "rows without a body": f"<table><tr><td>a<td>b<tr><td>{WORDS}</table><style>tbody td {{ color: #900 }}</style>",
    "notes by a sheet": f"<style>i {{ float: footnote }}</style><p>{WORDS}<i>a note</i></p>",
    "drawings": '<svg width="20" height="20" viewBox="0 0 20 20"><rect width="9" height="9"/></svg>',
}


def written(body: str, *, quick: bool) -> bytes:
    page = (
        f'<!doctype html><html lang="en"><head><title>T</title><style>{STYLE}</style></head><body>{body}</body></html>'
    )
    tree = html.document_fromstring(page)
    again = html.tostring(tree, encoding="unicode", doctype="<!doctype html>")
    with quickened() if quick else nullcontext():
        source = page_of(tree, "", None) if quick else weasyprint.HTML(string=again)
        data: bytes = source.write_pdf(pdf_tags=True, uncompressed_pdf=True)
    return data


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_page_made_quicker_is_the_same_to_the_last_byte(body: str) -> None:
    assert written(body, quick=True) == written(body, quick=False)


def test_it_leaves_weasyprint_as_it_was() -> None:
    before = written(BODIES["lists"], quick=False)
    with quickened(), quickened():
        pass
    assert written(BODIES["lists"], quick=False) == before
    assert weasyprint.css.StyleFor.__init__.__module__ == "weasyprint.css"
