"""The details that are kept with a judgement, and their words in another language.

A detail ("the picture has 30000 x 30000 pixels …") is made where the trouble is found and saved in
English with the judgement: projects, score files and the cache mean the same on every machine. What a
person reads is looked up when it is shown: the saved text is matched against the patterns below and said
again in the language of the window. A text that matches none (an error of a library) stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate

# fmt: off
PATTERNS: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("details", "The file is not there any more. Was it moved or renamed, or is its drive not connected?"),
    QT_TRANSLATE_NOOP("details", "There is not enough memory to open this picture. Close other programs or reduce it."),
    QT_TRANSLATE_NOOP("details", "The picture has {0} x {1} pixels ({2} megapixels); the limit is {3}. Make it smaller."),
    QT_TRANSLATE_NOOP("details", "The picture has {0} x {1} pixels; at least {2} on each side are needed."),
    QT_TRANSLATE_NOOP("details", "The picture is too large ({0})."),
    QT_TRANSLATE_NOOP("details", "This is a folder, not a picture."),
    QT_TRANSLATE_NOOP("details", "This is not a regular file."),
    QT_TRANSLATE_NOOP("details", "The file is empty (0 bytes). Copy or export it again."),
    QT_TRANSLATE_NOOP("details", "HEIC pictures need an extra reader: pip install 'hfpc-desktop[heif]', or save it as JPEG or PNG."),
    QT_TRANSLATE_NOOP("details", "AVIF pictures need a newer Pillow: pip install --upgrade Pillow, or save it as JPEG or PNG."),
    QT_TRANSLATE_NOOP("details", "You are not allowed to read this file. Check its permissions."),
    QT_TRANSLATE_NOOP("details", "The drive reported an error while reading. Is it still connected?"),
    QT_TRANSLATE_NOOP("details", "The file cannot be read ({0})."),
    QT_TRANSLATE_NOOP("details", "The picture is cut off: the file ends too early. Copy or export it again."),
    QT_TRANSLATE_NOOP("details", "The picture is damaged. Copy or export it again."),
    QT_TRANSLATE_NOOP("details", "The picture is damaged ({0}). Copy or export it again."),
    QT_TRANSLATE_NOOP("details", "This is {0}, not a picture this program reads ({1})."),
    QT_TRANSLATE_NOOP("details", "This looks like a video, not a picture this program reads ({0})."),
    QT_TRANSLATE_NOOP("details", "This is text, not a picture, whatever its name says. Pictures are {0}."),
    QT_TRANSLATE_NOOP("details", "This is not a picture this program reads ({0})."),
    QT_TRANSLATE_NOOP("details", "JPEG, PNG, WebP, TIFF, BMP, GIF, AVIF and HEIC"),
    QT_TRANSLATE_NOOP("details", "a PDF document"),
    QT_TRANSLATE_NOOP("details", "a Photoshop document"),
    QT_TRANSLATE_NOOP("details", "a ZIP archive or office document"),
    QT_TRANSLATE_NOOP("details", "an SVG drawing"),
    QT_TRANSLATE_NOOP("details", "a web page"),
    QT_TRANSLATE_NOOP("details", "a JPEG 2000 picture"),
    QT_TRANSLATE_NOOP("details", "a Git LFS pointer without its content"),
    QT_TRANSLATE_NOOP("details", "the generated image is too small"),
    QT_TRANSLATE_NOOP("details", "the original is too small"),
    QT_TRANSLATE_NOOP("details", "the product is too small"),
    QT_TRANSLATE_NOOP("details", "no product found"),
    QT_TRANSLATE_NOOP("details", "the product fills the whole picture"),
    QT_TRANSLATE_NOOP("details", "the product was not found in the generated image"),
    QT_TRANSLATE_NOOP("details", "large parts are burnt out or black"),
    QT_TRANSLATE_NOOP("details", "the product is blurrier or noisier than the scene"),
    QT_TRANSLATE_NOOP("details", "beyond its outline"),
    QT_TRANSLATE_NOOP("details", "it is {0} taller than in the original"),
    QT_TRANSLATE_NOOP("details", "it is {0} wider than in the original"),
    QT_TRANSLATE_NOOP("details", "What was saved of this pair's scores cannot be read."),
    QT_TRANSLATE_NOOP("details", '"{0}" has become "{1}"'),
)
# fmt: on


_ADVICE = (
    "Copy or export it again.",
    "Make it smaller.",
    "Close other programs or reduce it.",
    "save it as JPEG or PNG.",
    "Check its permissions.",
    "Is it still connected?",
)
"""How the patterns end that say what to do."""
_FORMER = {"“{0}” has become “{1}”": '"{0}" has become "{1}"'}
"""Patterns of older versions, as projects keep them, and what they are called now. (Curly quotes are as wide as a Chinese
character in fonts that were made for Chinese.)"""


def known(text: str) -> bool:
    """Whether ``text`` is one of the patterns with its blanks filled in."""
    return _match(text) is not None


def advises(text: str) -> bool:
    """Whether ``text`` already says what a person can do about it."""
    found = _match(text)
    return found is not None and found[0].endswith(_ADVICE)


def localised(text: str) -> str:
    """``text`` in the person's language, its blanks looked up too; unchanged when it is not known."""
    found = _match(text)
    if found is None:
        return text
    pattern, blanks = found
    if not blanks:
        return translate("details", pattern)
    return translate("details", pattern).format(*(localised(blank) for blank in blanks))


def _match(text: str) -> tuple[str, tuple[str, ...]] | None:
    for pattern, expression in _expressions():
        found = expression.fullmatch(text)
        if found is not None:
            return pattern, found.groups()
    return None


@cache
def _expressions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def expression(pattern: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(pattern)))

    former = tuple((now, expression(pattern)) for pattern, now in _FORMER.items())
    return (*((pattern, expression(pattern)) for pattern in PATTERNS), *former)
