"""Pages are kept for the libraries that set them: which these are is told without the engine."""

from weasyprint.text.ffi import ffi, harfbuzz, pango

from targetbook.write.libraries import library_versions


def test_they_are_those_that_the_engine_loads() -> None:
    ffi.cdef("const char *pango_version_string(void); const char *hb_version_string(void);", override=True)
    told = [ffi.string(pango.pango_version_string()).decode(), ffi.string(harfbuzz.hb_version_string()).decode()]
    assert list(library_versions()) == told
    assert all(told)
