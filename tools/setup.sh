#!/bin/sh
# Sets up what the Makefile's commands need. Each step looks first and does nothing when nothing is missing.
#   tools/setup.sh system run|test   the system's libraries (run), and the programs that the tests drive (test)
#   tools/setup.sh venv run|dev      .venv/ from the lock file, with targetbook itself
set -eu
cd "$(dirname "$0")/.."

die() { printf 'targetbook: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

python_is_recent() { python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
can_make_venvs()   { python3 -c 'import ensurepip, venv' 2>/dev/null; }

# WeasyPrint opens its libraries by name when it is imported: ask the same loader for the same names.
loads() { python3 -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }
library() { case $(uname -s) in Darwin) echo "lib$1.dylib" ;; *) echo "lib$1.so.0" ;; esac; }

# The parts of LibreOffice are asked for by file: its variants with and without windows exclude each other.
office_has() { has soffice && [ -e "$(dirname "$(readlink -f "$(command -v soffice)")")/lib$1lo.so" ]; }
has_chinese_font() {
    [ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || fc-list :lang=zh-cn 2>/dev/null | grep -q .
}

# Names the Debian packages of what is missing, one a line.
missing() {
    can_make_venvs                      || echo python3-venv
    loads "$(library pango-1.0)"        || echo libpango-1.0-0
    loads "$(library pangoft2-1.0)"     || echo libpangoft2-1.0-0
    loads "$(library harfbuzz-subset)"  || echo libharfbuzz-subset0
    [ "$1" = test ] || return 0
    has chromium      || echo chromium
    office_has sw     || echo libreoffice-writer-nogui
    office_has sc     || echo libreoffice-calc-nogui
    has pdftotext     || echo poppler-utils
    has qpdf          || echo qpdf
    has_chinese_font  || echo fonts-noto-cjk
    [ "$(uname -s)" != Linux ] || loads libatomic.so.1 || echo libatomic1  # Playwright's driver
}

system() {
    python_is_recent || die "python3 must be 3.11 or later, and is $(python3 --version 2>/dev/null || echo not there)."
    packages=$(missing "$1" | tr '\n' ' '); packages=${packages% }
    [ -n "$packages" ] || return 0
    has apt-get || die "missing on this system, by their names in Debian: $packages. Install them, then run make again."
    if [ "$(id -u)" = 0 ]; then as_root=
    elif has sudo && sudo -n true 2>/dev/null; then as_root='sudo -n'
    else die "missing on this system: $packages. Install them with
    sudo apt-get install --no-install-recommends $packages
then run make again."
    fi
    echo "Installing from Debian: $packages"
    $as_root apt-get -qq update
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y -o Dpkg::Use-Pty=0 install --no-install-recommends $packages >/dev/null
    left=$(missing "$1" | tr '\n' ' ')
    [ -z "$left" ] || die "still missing after the installation: $left"
}

venv() {
    case $1 in run) lock=requirements.lock ;; dev) lock=requirements-dev.lock ;; esac
    .venv/bin/python -c 'import pip' 2>/dev/null || python3 -m venv --clear .venv
    pip='.venv/bin/python -m pip --disable-pip-version-check --quiet'
    echo "Installing into .venv: $lock"
    $pip install --require-hashes -r "$lock"
    $pip install --no-deps --no-build-isolation --editable .
    touch .venv/run.stamp ".venv/$1.stamp"  # the dev lock holds the other
}

case ${1-}:${2-} in
    system:run | system:test | venv:run | venv:dev) "$1" "$2" ;;
    *) die "usage: tools/setup.sh system run|test, or venv run|dev" ;;
esac
