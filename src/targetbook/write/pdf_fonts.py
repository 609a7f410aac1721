"""The fonts of a whole file: one subset a face, of the glyphs that any of its pages draws."""

from collections.abc import Callable, Iterable, Mapping

import uharfbuzz

from targetbook.write.pdf_objects import PdfFile
from targetbook.write.runs import Font, Glyphs

DROPPED = ("BASE", "DSIG", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ", "EBDT", "EBLC", "EBSC")
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"

Faces = Callable[[str], bytes]
"""The file of a face by its digest."""


def glyphs_of(places: Iterable[Mapping[str, Glyphs]]) -> dict[str, Glyphs]:
    """By font, the glyphs that any of some pages or runs draws; of a glyph that stands for several texts, the least of them."""
    fonts: dict[str, Glyphs] = {}
    for place in places:
        for name, drawn in place.items():
            glyphs = fonts.setdefault(name, {})
            for glyph, told in drawn.items():
                known = glyphs.get(glyph)
                if known is None or told[1] < known[1]:
                    glyphs[glyph] = told
    return fonts


def put_font(font: Font, glyphs: Glyphs, faces: Faces, pdf: PdfFile) -> int:
    """Put a font and all that belongs to it into a file, and give its number."""
    used = dict(sorted(glyphs.items()))
    face = subset(faces(font.face), font.index, used)
    is_open_type = face[:4] == b"OTTO"
    file = pdf.put("/Subtype/OpenType" if is_open_type else f"/Length1 {len(face)}", face)
    widest = max((width for width, _ in used.values()), default=0)
    descriptor = pdf.put(
        _dictionary(
            {
                "Type": "/FontDescriptor",
                **font.entries,
                "FontBBox": f"[0 {font.descent} {widest} {font.ascent}]",
                "Ascent": str(font.ascent),
                "Descent": str(font.descent),
                "CapHeight": str(font.ascent),
                f"FontFile{3 if is_open_type else 2}": f"{file} 0 R",
            }
        )
    )
    return pdf.put(_composite(font, used, descriptor, is_open_type, pdf))


def _composite(font: Font, glyphs: Glyphs, descriptor: int, is_open_type: bool, pdf: PdfFile) -> str:
    info = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if is_open_type else "/CIDFontType2",
        "BaseFont": font.entries["FontName"],
        "CIDSystemInfo": info,
        "W": _widths(glyphs),
        "FontDescriptor": f"{descriptor} 0 R",
    }
    if not is_open_type:
        descendant["CIDToGIDMap"] = "/Identity"
    text = pdf.put("", _cmap(glyphs).encode("ascii"))
    return _dictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": font.entries["FontName"],
            "Encoding": "/Identity-H",
            "DescendantFonts": f"[{pdf.put(_dictionary(descendant))} 0 R]",
            "ToUnicode": f"{text} 0 R",
        }
    )


def subset(face: bytes, index: int, glyphs: Mapping[int, object]) -> bytes:
    """A face with these glyphs alone, under the numbers that they have."""
    chosen = uharfbuzz.SubsetInput()
    chosen.glyph_set.update(glyphs)
    chosen.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | uharfbuzz.SubsetFlags.DESUBROUTINIZE
        | uharfbuzz.SubsetFlags.NO_HINTING
    )
    chosen.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
    found = uharfbuzz.subset(uharfbuzz.Face(face, index), chosen)
    return bytes(found.blob.data)


def _widths(glyphs: Glyphs) -> str:
    """The widths by glyph, neighbours together."""
    written: list[str] = []
    before = -2
    for glyph, (width, _) in glyphs.items():
        if glyph != before + 1:
            written.append(f"{']' if written else ''}{glyph}[")
        written.append(f"{width} ")
        before = glyph
    return f"[{''.join(written)}{']' if written else ''}]"


def _cmap(glyphs: Glyphs) -> str:
    """What each glyph says, for copying and searching."""
    said = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n" for glyph, (_, text) in glyphs.items() if text]
    blocks = [said[at : at + 100] for at in range(0, len(said), 100)]
    middle = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _CMAP_HEAD + middle + _CMAP_FOOT


def _dictionary(entries: Mapping[str, str]) -> str:
    return "".join(f"/{name} {value}" for name, value in entries.items())
