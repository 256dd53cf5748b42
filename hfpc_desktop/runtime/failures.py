"""What could not be done, as the title of a notice. The keys are what ``ProjectSession`` calls its steps."""

from __future__ import annotations

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate

COULD_NOT = {
    "open the folders": QT_TRANSLATE_NOOP("errors", "Could not open the folders"),
    "open the project": QT_TRANSLATE_NOOP("errors", "Could not open the project"),
    "close the project": QT_TRANSLATE_NOOP("errors", "Could not close the project"),
    "scan the folders": QT_TRANSLATE_NOOP("errors", "Could not scan the folders"),
    "judge the pairs": QT_TRANSLATE_NOOP("errors", "Could not judge the pairs"),
    "remove the files": QT_TRANSLATE_NOOP("errors", "Could not take the files out"),
    "add the files": QT_TRANSLATE_NOOP("errors", "Could not add the files"),
    "change what judges": QT_TRANSLATE_NOOP("errors", "Could not change what judges"),
    "read the models": QT_TRANSLATE_NOOP("errors", "Could not read the models"),
    "add the pairs": QT_TRANSLATE_NOOP("errors", "Could not add the pairs"),
    "save the decision": QT_TRANSLATE_NOOP("errors", "Could not save the decision"),
    "read the scores": QT_TRANSLATE_NOOP("errors", "Could not read the saved scores"),
    "read the decisions": QT_TRANSLATE_NOOP("errors", "Could not read the decisions"),
    "look for moved files": QT_TRANSLATE_NOOP("errors", "Could not look for moved files"),
    "link the folders anew": QT_TRANSLATE_NOOP("errors", "Could not link the folders anew"),
    "save the mask": QT_TRANSLATE_NOOP("errors", "Could not save the mask"),
    "save the scores": QT_TRANSLATE_NOOP("errors", "Could not save the scores"),
    "save the thresholds": QT_TRANSLATE_NOOP("errors", "Could not save the thresholds"),
    "plan the export": QT_TRANSLATE_NOOP("errors", "Could not plan the export"),
    "write the report": QT_TRANSLATE_NOOP("errors", "Could not write the report"),
    "export": QT_TRANSLATE_NOOP("errors", "Could not export"),
}


def could_not(what: str) -> str:
    """The title for a step that failed; one without a sentence of its own still says what it was."""
    known = COULD_NOT.get(what)
    return translate("errors", known) if known else translate("errors", "This failed: {0}").format(what)
