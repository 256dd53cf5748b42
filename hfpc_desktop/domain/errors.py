"""Typed errors. Each says what happened; ``messages.py`` says what a person can do about it.

An error of one item (an unreadable picture, a product that was not found) is *data in its row*
and never stops a job; an error of the whole job is raised as one of these.
"""

from __future__ import annotations

from enum import StrEnum


class HfpcError(Exception):
    """Base of every error this project raises on purpose. ``str(error)`` is fit to show a person."""


class UsageError(HfpcError):
    """The request itself cannot be carried out (wrong argument, nothing to do)."""


class NothingToDo(HfpcError):
    """The folders hold no pair to judge. The text says what was looked for and where."""


class PictureError(HfpcError):
    """A file cannot become pixels. ``code`` is stable (see ``Unreadable``), the text is for people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class ModelFault(StrEnum):
    """What kind of trouble a ``ModelError`` tells of, for whoever offers a way out of it."""

    OTHER = "other"
    OFFLINE = "offline"
    """The source could not be reached, or the connection broke off; what arrived is kept."""
    REFUSED = "refused"
    """The source answered, but does not give the file."""
    NO_SPACE = "no_space"
    DIFFERENT = "different"
    """A file is not the one that it should be: its hash differs."""
    INCOMPLETE = "incomplete"
    """Files are missing."""
    MISSING = "missing"
    """There is no such model here."""


class ModelError(HfpcError):
    """A model is missing, fails verification, or cannot be loaded."""

    def __init__(self, text: str, fault: ModelFault = ModelFault.OTHER) -> None:
        super().__init__(text)
        self.fault = fault


class ProjectError(HfpcError):
    """A project file is corrupt, locked, unwritable, or from a newer version."""


class DamagedProjectError(ProjectError):
    """A project file that no version of this program can read any more."""


class ReadOnlyProjectError(ProjectError):
    """A project file that is whole, but may not be written: no decision could be kept in it."""


class ExportError(HfpcError):
    """An export could not be completed; what was copied so far stays and is listed."""


class Cancelled(HfpcError):
    """Raised inside a job when its token was cancelled. Results made so far are kept."""
