"""The languages of the window: which there are, which one is in force, and Qt's translators for it.

``Languages.use`` must run before the widgets are built: they ask for their texts once. English is the
source and needs no file. GUI thread.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from hfpc_desktop.domain import language
from hfpc_desktop.inference.resources import resource_path

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

SETTING = "window/language"


class Language(StrEnum):
    """What a person picks; ``SYSTEM`` is the language of the system when the app speaks it, else English."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh_CN"


OWN_NAMES = {Language.ENGLISH: "English", Language.CHINESE: "简体中文"}
"""How each language calls itself: somebody who cannot read the window must find theirs."""


def saved_language(settings: QSettings) -> Language:
    """The language in the settings; the system's when there is none or it is unknown."""
    try:
        return Language(str(settings.value(SETTING, Language.SYSTEM.value)))
    except ValueError:
        return Language.SYSTEM


def resolved(choice: Language, locale: QLocale | None = None) -> Language:
    """The language that ``choice`` means on a system with this locale."""
    if choice is not Language.SYSTEM:
        return choice
    for name in (locale or QLocale.system()).uiLanguages():
        spoken = QLocale(name)
        if spoken.language() == QLocale.Language.Chinese:
            simplified = spoken.script() != QLocale.Script.TraditionalHanScript
            return Language.CHINESE if simplified else Language.ENGLISH
        if spoken.language() == QLocale.Language.English:
            return Language.ENGLISH
    return Language.ENGLISH


class Languages(QObject):
    """Puts one language on the application. One instance for the life of the app."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self.choice = Language.SYSTEM
        self.current = Language.ENGLISH
        """The language in force, never ``SYSTEM``."""

    def use(self, choice: Language) -> Language:
        """Install the translators for ``choice`` (and take others away); returns the language in force."""
        self.clear()
        self.choice, self.current = choice, resolved(choice)
        if self.current is Language.ENGLISH:
            return self.current
        code = self.current.value
        # Qt's own words (standard buttons, file dialogs) first: ours are asked before them.
        for name, folder in (
            (f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
            (f"hfpc_{code}", str(resource_path("translations"))),
        ):
            translator = QTranslator(self)
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._installed.append(translator)
        language.use_translator(_look_up)
        return self.current

    def clear(self) -> None:
        """Back to English."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._installed.clear()
        self.current = Language.ENGLISH
        language.use_translator(None)


def _look_up(context: str, text: str) -> str:
    return QCoreApplication.translate(context, text)
