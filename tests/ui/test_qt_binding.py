"""The Qt binding itself: faults that would end the program sooner or later."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Speaker(QObject):
    said = Signal(object)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal from Python 3.12 on")
def test_signals_do_not_wear_true_out(qapp: object) -> None:
    """PySide6 6.12.0 loses a reference to True at every emit, until Python aborts."""
    speaker = Speaker()
    before = sys.getrefcount(True)
    for _ in range(40):
        speaker.said.emit(None)
    assert sys.getrefcount(True) > before - 20
