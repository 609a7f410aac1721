"""A rule's page in Markdown, in one language or in both: what `rules --format markdown` prints and the docs hold."""

from collections.abc import Iterator, Sequence

from targetbook.catalogue import head_word
from targetbook.check.pages import Example, Page, files_of
from targetbook.messages import severity_word

WORDS = {
    "on": {"en": "on", "zh": "默认启用"},
    "off": {"en": "off by default", "zh": "默认停用"},
    "fixed": {"en": "always on", "zh": "始终检查"},
    "settings": {"en": "Settings", "zh": "设置"},
    "bad": {"en": "Found fault with", "zh": "反例"},
    "good": {"en": "Right", "zh": "正例"},
}
"""The words of the page itself."""


def page_markdown(pages: Sequence[Page], languages: Sequence[str]) -> Iterator[str]:
    """The lines of one rule's page.

    Args:
        pages: the page in each of the languages, in their order.
    """
    told = list(zip(pages, languages, strict=True))
    yield from (f"### {pages[0].code}", "", f"**{' '.join(page.title for page in pages)}**", "")
    for page, language in told:
        yield from (f"{_facts(page, language)}  ",)
    yield ""
    for page, _ in told:
        yield from (*page.explanation.splitlines(), "")
        if page.why_off:
            yield from (f"*{page.why_off.strip()}*", "")
    if pages[0].settings:
        yield from (f"{_word('settings', languages)}:", "", "```yaml", *_settings(pages), "```", "")
    for slug, example in (("bad", pages[0].bad), ("good", pages[0].good)):
        yield from (f"{_word(slug, languages)}:", "", "```yaml", *_example(example), "```", "")


def _facts(page: Page, language: str) -> str:
    assert page.severity is not None
    state = "fixed" if page.fixed else "on" if page.on else "off"
    head = [head_word(page.head, language)] if page.head else []
    return " · ".join([severity_word(page.severity, language), WORDS[state][language], *head, page.citation])


def _settings(pages: Sequence[Page]) -> Iterator[str]:
    """The settings as the book would write them, each under what it is."""
    yield from ("rules:", f"  {pages[0].code}:")
    for told in zip(*(page.settings for page in pages), strict=True):
        yield from (f"    # {option.says}" for option in told)
        yield f"    {told[0].written}"


def _example(example: Example) -> Iterator[str]:
    for name, text in files_of(example).items():
        if name:
            yield f"# {name}"
        yield from text.rstrip().splitlines()


def _word(slug: str, languages: Sequence[str]) -> str:
    return " ".join(WORDS[slug][language] for language in languages)
