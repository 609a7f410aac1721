"""What Word and Excel files of a large book cost, and that they are the same as if they were made in one piece."""

import os
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.write.samples import page
from tests.write.test_docx import PORTRAIT, PROPERTIES

from targetbook.write.docx import docx_bytes
from targetbook.write.html_tables import document_of
from targetbook.write.tables import Cell, Column, Document, Paragraph, Row, Run, Section, Table

HOW_MUCH = """
import resource, sys, zipfile
from io import BytesIO
from tests.write.samples import long_list
from tests.write.test_docx import list_bytes
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
list_bytes(long_list(5))
page = long_list(300, 10).replace('<tr class="project', '</tbody><tbody><tr class="project')
before = most()
word = list_bytes(page)
size = zipfile.ZipFile(BytesIO(word)).getinfo("word/document.xml").file_size
print(most() - before, size)
"""
TWICE = """
from hashlib import sha256
from tests.write.test_xlsx import LIST, workbook
print(*(sha256(workbook(LIST)).hexdigest() for _ in range(2)))
"""


def said(code: str) -> list[str]:
    """What a program prints that runs in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()


def test_a_word_file_is_never_whole_in_memory() -> None:
    memory, size = map(int, said(HOW_MUCH))
    assert size > 10_000_000
    assert memory < 2 * size  # with the page as a tree it takes twice as much, with the file as one eight times


def test_a_workbook_is_the_same_whether_or_not_it_is_the_first_of_a_run() -> None:
    first, second = said(TWICE)
    assert first == second


@given(st.text(st.characters(codec="utf-8", exclude_categories=()), max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_word_file_is_written_as_an_xml_library_would(text: str) -> None:
    line = Paragraph((Run(text, "zh"), Run("\t" + text, "en")), "h1")
    table = Table((Column(Decimal(20)),), (Row((Cell(0, 0, 1, 1, (line, Paragraph(()))),), "head"),))
    data = docx_bytes(Document(text, "zh", (Section((line, table)),)), {}, PORTRAIT, PROPERTIES)
    xml = zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
    assert etree.tostring(etree.fromstring(xml), encoding="UTF-8", standalone=True) == xml


def test_sections_of_a_page_come_in_order_with_what_stands_between_them() -> None:
    body = "".join(f"<section><h2>{n}</h2><table><tr><td>{n}</td></tr></table></section><p>after {n}</p>" for n in "ab")
    sections = document_of(page(body)).sections
    texts = [
        block.text if isinstance(block, Paragraph) else block.rows[0].cells[0].text
        for each in sections
        for block in each.blocks
    ]
    assert texts == ["a", "a", "after a", "b", "b", "after b"]
