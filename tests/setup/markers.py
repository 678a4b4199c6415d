"""What requirements ask of the Python in the setup."""

from __future__ import annotations

from tools.setup.interpreter import PYTHON

WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": PYTHON.minor,
    "python_full_version": PYTHON.version,
}
