"""Sentences in the language of the person, without Qt.

The English text is the key. ``translate`` and ``QT_TRANSLATE_NOOP`` carry the names that ``lupdate`` looks
for, so ``packaging/translations.py`` finds their texts in any module. The app hands Qt's own look-up to
``use_translator`` once, before the window is built; without it (command line, tests) everything is English.
Any thread: the look-up is only read, and Qt's is thread-safe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

Translator = Callable[[str, str], str]
"""(context, English text) -> the text in the person's language; the English one when it has none."""


def _english(_context: str, text: str) -> str:
    return text


_translator: Translator = _english


def use_translator(translator: Translator | None) -> None:
    """Look texts up with ``translator`` from now on; ``None`` for English. The composition root calls this."""
    global _translator
    _translator = translator or _english


def translate(context: str, text: str) -> str:
    """``text`` in the person's language. A whole sentence or pattern (``{0}``), never a part of one: the
    order of words is another one elsewhere. ``format`` comes after it."""
    return _translator(context, text)


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks ``text`` of module-level data for translation and returns it; ``translate`` it where it is shown."""
    return text


def plural(number: int, one: str, many: str) -> str:
    """``one`` for exactly one thing, else ``many``: two whole, translated patterns.

    Both texts are looked up on their own; a language without plurals has the same words twice.
    """
    return one if number == 1 else many


def counted(number: int, thing: str) -> str:
    """``1 pair``, ``2 pairs``: for reports and the command line, which speak English only."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def either(items: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a or b or c``: of several, any."""
    return _joined(items, translate("language", "{0} or {1}"))


def listed(items: Iterable[str]) -> str:
    """``a``, ``a, b``, ``a, b, c``: all of several."""
    return _joined(items, translate("language", "{0}, {1}"))


def _joined(items: Iterable[str], pattern: str) -> str:
    return reduce(pattern.format, items) if (items := tuple(items)) else ""
