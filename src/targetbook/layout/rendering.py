"""A book through a layout's template: one semantic HTML document, from a sandbox that knows only the book's plain values."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from io import StringIO
from types import CodeType

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from targetbook.layout.folders import TEMPLATE, Templates
from targetbook.layout.fragments import Fragments
from targetbook.layout.page import Page
from targetbook.layout.settings import Layout, page_of
from targetbook.layout.views import LANGUAGE_TAGS, book_view, lines_of
from targetbook.layout.widths import widths_of
from targetbook.model import Book
from targetbook.problems import BookError, Place, Problem
from targetbook.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Rendered:
    """One layout in one bilingual setting: its HTML and title, the page it is for, and the layout's settings."""

    html: str
    title: str
    layout: Layout
    setting: str
    page: Page
    unchecked: bool = False


def printed_languages(book: Book, setting: str) -> tuple[str, ...]:
    """The languages that a setting prints, the leading one first."""
    return (setting,) if setting in LANGUAGE_TAGS else book.languages


def render(
    book: Book,
    layout: Layout,
    setting: str,
    options: Mapping[str, str],
    templates: Templates,
    *,
    unchecked: bool = False,
    fragments: Fragments | None = None,
) -> Rendered:
    """Render a layout.

    Args:
        book: the book, checked.
        layout: the layout's settings, of `read_layout`.
        setting: stacked, side-by-side, zh or en.
        options: the layout's options that differ from their defaults.
        templates: where the layout's files are.
        unchecked: whether the page must say that the book was not checked.
        fragments: what is known of records' HTML from an earlier rendering that was the same in all but records.

    Raises:
        BookError: the template has a fault; its problem names file and line.
    """
    languages = printed_languages(book, setting)
    words = _words(book, layout)
    page = page_of(layout, setting)
    chosen = {name: choices[0] for name, choices in layout.options.items()} | dict(options)
    view, widths = book_view(book, languages), widths_of(book, layout, setting, chosen, page)
    fragments = fragments or Fragments()
    fragments.look = repr(([view[key] for key in view if key not in ("units", "totals")], widths))
    context = {
        "book": view,
        "setting": setting,
        "languages": languages,
        "tag": LANGUAGE_TAGS.__getitem__,
        "widths": widths,
        "options": chosen,
        "unchecked": unchecked,
        "kept": fragments.kept,
        "label": lambda key: lines_of(words[key], languages),
        "word": lambda key, language: words[key].get(language, next(iter(words[key].values()))),
    }
    html = _rendered(templates, f"{layout.name}/{TEMPLATE}", context)
    return Rendered(html, _title(html), layout, setting, page, unchecked)


def _title(html: str) -> str:
    """The page's own title, which is its bookmark and its file's title."""
    found = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return unescape(found[1].strip()) if found else ""


def taxonomy_words(taxonomy: Taxonomy) -> dict[str, Mapping[str, str]]:
    """The names of levels and kinds as labels: `level.output`, `kind.output.quantity`, and its `short` form."""
    words: dict[str, Mapping[str, str]] = {}
    for kind in taxonomy.kinds:
        words |= {f"level.{kind.level.key}": kind.level.name}
        words |= {f"kind.{kind.key}": kind.name, f"short.{kind.key}": kind.short}
    return words


def _words(book: Book, layout: Layout) -> Mapping[str, Mapping[str, str]]:
    """The fixed words by key and language: the taxonomy's and the layout's, and over them what the book words otherwise."""
    labels = taxonomy_words(book.taxonomy)
    labels |= {key: text.by_language for key, text in layout.labels.items()}
    for key, text in book.labels.items():
        labels[key] = {**labels.get(key, {}), **text.by_language}
    return labels


def _rendered(templates: Templates, name: str, context: Mapping[str, object]) -> str:
    environment = ImmutableSandboxedEnvironment(
        loader=_Loader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    try:
        page = StringIO()
        page.writelines(environment.get_template(name).generate(context))
        return page.getvalue()
    except TemplateSyntaxError as error:
        file = _label(templates, error.name or name)
        raise BookError([_fault(file, error.lineno, error.message or "")]) from error
    except (TemplateError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        file, line = _template_line(templates, error, name)
        what = "no template" if isinstance(error, TemplateNotFound) else type(error).__name__
        raise BookError([_fault(file, line, f"{what}: {error}")]) from error


def _fault(file: str, line: int, what: str) -> Problem:
    return Problem("TPL002", "template", Place(file, line, 1, line, 2), {"what": what})


def _label(templates: Templates, name: str) -> str:
    path = templates.find(name)
    return templates.label(path) if path else f"templates/{name}"


def _template_line(templates: Templates, error: Exception, name: str) -> tuple[str, int]:
    """The innermost line of a template in a traceback, which Jinja has rewritten to template files."""
    found = (_label(templates, name), 1)
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code.co_filename
        if code.endswith(".j2"):
            found = (_label(templates, _name_in(templates, code)), trace.tb_lineno)
        trace = trace.tb_next
    return found


def _name_in(templates: Templates, path: str) -> str:
    for folder in (templates.book, templates.tool):
        if path.startswith(f"{folder}/"):
            return path.removeprefix(f"{folder}/")
    return path


class _Compiled(BytecodeCache):
    """What this process compiled before, by the template's name and text: a watch renders the same ones again and again."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Loader(BaseLoader):
    """Templates of the book and the tool only, found as their other files are."""

    def __init__(self, templates: Templates) -> None:
        self.templates = templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = self.templates.find(template)
        if path is None:
            raise TemplateNotFound(template)
        return path.read_text("utf-8"), str(path), lambda: True
