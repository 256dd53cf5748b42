"""The translations of the window for programs without one."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from hfpc_desktop.domain import language
from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.resources import resource_path

ENGLISH = "en"


def speak(code: str) -> None:
    """Texts are in this language from now on (``en``, ``zh_CN``); raises ``UsageError`` for an unknown one."""
    if code == ENGLISH:
        language.use_translator(None)
        return
    translator = QTranslator()
    if not (code.isidentifier() and translator.load(f"hfpc_{code}", str(resource_path("translations")))):
        raise UsageError(translate("errors", "There is no language “{0}”: use en or zh_CN.").format(code))

    def look_up(context: str, text: str) -> str:
        return translator.translate(context, text) or text

    language.use_translator(look_up)
