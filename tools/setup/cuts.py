"""What of the wheels stays out of the setup, and why.

Patterns of ``fnmatch`` over the path of a file below ``site``, with /; ``*`` also matches /.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Cut:
    """Files that nobody misses at run time."""

    why: str
    patterns: tuple[str, ...]
    keep: tuple[str, ...] = ()
    """Exceptions."""

    def takes(self, path: str) -> bool:
        """Return whether the file at ``path`` stays out."""
        return _matches(path, self.patterns) and not _matches(path, self.keep)


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


CUTS = (
    Cut(
        "tests of libraries",
        ("*/tests/*", "*/test/*", "win32com/servers/test_*", "*/conftest.py"),
    ),
    Cut(
        "what only compiling against a library needs",
        ("*.h", "*.c", "*.cpp", "*.lib", "*.pxd", "*.pxi", "*.pyx", "*.pyi"),
    ),
    Cut(
        "numpy: the Fortran generator, examples, what builds extensions",
        ("numpy/f2py/*", "numpy/distutils/*", "numpy/_core/lib/*", "*/_examples/*"),
    ),
    Cut(
        "xlwings PRO, whose licence is another: it is not used",
        ("xlwings/pro/*", "xlwings/xlwingslib.*", "xlwings-*.dist-info/*LICENSE_PRO*"),
    ),
    Cut(
        "xlwings: templates for new projects, the web and macOS",
        (
            "xlwings/addin/*",
            "xlwings/quickstart*",
            "xlwings/html/*",
            "xlwings/js/*",
            "xlwings/rest/*",
            "xlwings/_xlmac.py",
            "xlwings/mac_dict.py",
            "xlwings/*.applescript",
        ),
        keep=("xlwings/addin/Dictionary.cls", "xlwings/addin/xlwings.xlam"),
    ),
    Cut(
        "pywin32: its manual, the editor Pythonwin, demonstrations, web servers, old databases",
        (
            "*.chm",
            "pythonwin/*",
            "*/demos/*",
            "*/Demos/*",
            "win32com/HTML/*",
            "win32/scripts/*",
            "adodbapi/*",
            "isapi/*",
            "win32/pythonservice.exe",
            "pywin32.pth",
        ),
    ),
    # Without the __init__.py that loads all countries, the one that is left loads alone.
    Cut(
        "holidays: other countries, stock exchanges, their languages",
        ("holidays/countries/*", "holidays/financial/*", "holidays/locale/*"),
        keep=(
            "holidays/countries/vietnam.py",
            "holidays/locale/vi/*",
            "holidays/locale/*/VN.*",
        ),
    ),
    Cut(
        "Pygments: the languages and colours; nothing here shows source code",
        ("pygments/lexers/*", "pygments/styles/*", "pygments/formatters/*"),
        keep=("pygments/*/__init__.py", "pygments/*/_mapping.py"),
    ),
    Cut(
        "tzdata: time zones of other continents",
        ("tzdata/zoneinfo/*",),
        keep=("tzdata/zoneinfo/__init__.py", "tzdata/zoneinfo/Asia/*", "tzdata/zoneinfo/UTC"),
    ),
    Cut(
        "what only other programs, Python 2 and developers use",
        ("*/__pyinstaller/*", "olefile/olefile2.py", "olefile/doc/*", "*.zsh", "*.whl"),
    ),
)


def is_cut(path: str) -> bool:
    """Return whether the file at ``path`` below ``site`` stays out."""
    return any(cut.takes(path) for cut in CUTS)
