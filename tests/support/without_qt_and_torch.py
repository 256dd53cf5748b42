"""A pytest plugin that makes PySide6, torch and transformers impossible to import.

``pytest -p no:pytest-qt -p tests.support.without_qt_and_torch tests/unit/domain`` proves that what is
tested there really works without them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

BLOCKED = ("PySide6", "shiboken6", "torch", "transformers")


class _Block(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.split(".")[0] in BLOCKED:
            raise ImportError(f"{fullname} is blocked in this run")
        return None


sys.meta_path.insert(0, _Block())


def pytest_addoption(parser: pytest.Parser) -> None:
    """pytest-qt is off in such a run, but its settings in pyproject must still be known."""
    for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(name, "unused here")
