"""The pieces of the inspector: chips, score rows with their bars, evidence lines. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.domain.verdict import Verdict
from hfpc_desktop.ui.inspector.inspector_words import EVIDENCE_LINES, MISSING
from hfpc_desktop.ui.look import icons, words
from hfpc_desktop.ui.look.widgets import set_sheet

if TYPE_CHECKING:
    from hfpc_desktop.domain.judgement import Evidence
    from hfpc_desktop.ui.look.theme import Tokens


def plain_label(role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in a role of the style sheet that never reads its text as markup."""
    out = QLabel()
    out.setTextFormat(Qt.TextFormat.PlainText)
    out.setWordWrap(wrap)
    if role:
        out.setProperty("role", role)
    if wrap:
        out.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return out


class Chip(QFrame):
    """An icon and a word on a tinted ground, under a caption: never colour alone."""

    def __init__(self, caption: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._word = plain_label()
        self._caption = plain_label("caption")
        self._caption.setText(caption)
        self._ground = QFrame()
        self._ground.setObjectName("ground")
        line = QHBoxLayout(self._ground)
        line.setContentsMargins(9, 7, 6, 7)
        line.setSpacing(6)
        line.addWidget(self._icon)
        line.addWidget(self._word, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.space_1)
        column.addWidget(self._caption)
        column.addWidget(self._ground)

    def show_value(self, icon: str, word: str, colour: str, ground: str, tokens: Tokens) -> None:
        self._icon.setPixmap(icons.pixmap(icon, colour, 18, self.devicePixelRatioF()))
        self._word.setText(word)
        set_sheet(self._word, f"color: {colour}; font-size: {tokens.font_body + 1}px; font-weight: 600;")
        set_sheet(self._ground, f"#ground {{ background: {ground}; border-radius: {tokens.radius}px; }}")
        self.setAccessibleName(f"{self._caption.text()}: {word}")

    @property
    def word(self) -> str:
        return self._word.text()


class ScoreBar(QWidget):
    """A score 0..1 as a bar, with marks at the reject and approve limits. ``None`` draws an empty, hatched track."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._value: float | None = None
        self._limits = (0.3, 0.6)
        self._former = False
        self.setFixedHeight(18)

    def show_value(
        self, value: float | None, limits: tuple[float, float], tokens: Tokens, *, former: bool = False
    ) -> None:
        """``limits``: (reject below, approve from). ``former``: of models that do not judge any more, drawn grey."""
        self._value, self._limits, self._tokens, self._former = value, limits, tokens, former
        self.update()

    def band(self) -> Verdict:
        """In which band of its own limits the score lies."""
        if self._value is None:
            return Verdict.NOT_JUDGED
        if self._value < self._limits[0]:
            return Verdict.REJECT
        return Verdict.APPROVE if self._value >= self._limits[1] else Verdict.REVIEW

    def paintEvent(self, event: QPaintEvent) -> None:
        t, width = self._tokens, float(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, 5, width, 8)
        clip = QPainterPath()
        clip.addRoundedRect(track, 4, 4)
        painter.setClipPath(clip)
        painter.fillRect(track, QColor(t.surface_4))
        if self._value is None:
            painter.setPen(QPen(QColor(t.line_strong), 1.5))
            for start in range(-8, self.width(), 7):
                painter.drawLine(start, 14, start + 10, 4)
        else:
            fill = QRectF(0, 5, max(4.0, width * min(1.0, max(0.0, self._value))), 8)
            painter.fillRect(fill, QColor(t.line_strong if self._former else t.verdict_colour(self.band())))
        painter.setClipping(False)
        for limit in self._limits:
            x = min(width - 1.5, max(1.5, limit * width))
            painter.setPen(QPen(QColor(t.surface_1), 4))
            painter.drawLine(QPointF(x, 3), QPointF(x, 15))
            painter.setPen(QPen(QColor(t.text_muted), 2))
            painter.drawLine(QPointF(x, 2), QPointF(x, 16))
        painter.end()


class ScoreRow(QWidget):
    """Name, number and bar of one score; a sentence where it is missing, a note where one is due."""

    def __init__(
        self, name: str, about: str, tip: str, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label = name
        self.setToolTip(tip)
        self._name = plain_label("strong")
        self._name.setText(name)
        self._about = plain_label("caption")
        self._about.setText(about)
        self._number = plain_label()
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setMinimumHeight(round(1.5 * tokens.font_heading))  # "Waiting" is written smaller
        self._bar = ScoreBar(tokens)
        self._noted = False
        self._why = plain_label("muted", wrap=True)
        self._note = plain_label("caption", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(tokens.space_2)
        head.addWidget(self._name, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._about, 1, Qt.AlignmentFlag.AlignBaseline)
        self._rank = plain_label("caption")
        head.addWidget(self._rank, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBaseline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._why)
        column.addWidget(self._note)

    def show_rank(self, share: float | None) -> None:
        """Where the score stands in the batch: the share 0..1 of the others that are lower; ``None`` = unknown."""
        text = ""
        if share is not None:
            text = self.tr("the best") if share >= 1 else self.tr("above {0}").format(words.percent(share))
        self._rank.setText(text)
        tip = (
            ""
            if share is None
            else self.tr("{0} of the other judged pairs have a lower score").format(words.percent(share))
        )
        self._rank.setToolTip(tip)
        self._rank.setAccessibleName(tip)
        self._rank.setVisible(share is not None)

    @property
    def rank(self) -> str:
        """What ``show_rank`` shows."""
        return self._rank.text()

    def show_value(
        self,
        value: float | None,
        limits: tuple[float, float],
        why: str,
        note: str,
        note_tip: str,
        tokens: Tokens,
        *,
        waiting: bool = False,
        former: bool = False,
    ) -> None:
        """``why`` is shown while the value is missing, ``note`` whenever it is not empty. ``waiting``: the
        value is missing because its turn has not come. ``former``: it is of models that do not judge any more."""
        self._bar.show_value(value, limits, tokens, former=former)
        if value is None:
            number = self.tr("Waiting") if waiting else self.tr("Not judged")
            size, colour = tokens.font_body, tokens.text_muted
        else:
            number, size = f"{value:.2f}", tokens.font_heading
            colour = tokens.text_faint if former else tokens.text
        self._number.setText(number)
        set_sheet(self._number, f"font-size: {size}px; font-weight: 600; color: {colour};")
        self._why.setText(why if value is None else "")
        self._why.setVisible(value is None and bool(why))
        self._note.setText(note)
        self._note.setToolTip(note_tip)
        # A note that was there keeps its line, so that the rows below stay where they are on the next pair.
        self._noted = self._noted or bool(note)
        self._note.setVisible(bool(note) or (self._noted and self._why.isHidden()))
        spoken = number if value is not None else f"{number}. {why}"
        self.setAccessibleName(f"{self._label}: {spoken}")
        self.setAccessibleDescription(note)

    @property
    def texts(self) -> tuple[str, str, str]:
        """(number, why, note) as shown; empty where hidden."""
        return (
            self._number.text(),
            self._why.text() if not self._why.isHidden() else "",
            self._note.text() if not self._note.isHidden() else "",
        )

    @property
    def bar(self) -> ScoreBar:
        return self._bar


class EvidenceGrid(QWidget):
    """Every measured fact on a line, with a plain explanation as tool tip."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.space_3)
        grid.setVerticalSpacing(tokens.space_1 + 1)
        grid.setColumnStretch(0, 1)
        self._values: dict[str, QLabel] = {}
        for row, line in enumerate(EVIDENCE_LINES):
            name, value = plain_label("muted"), plain_label()
            name.setText(line.label)
            name.setToolTip(line.tip)
            value.setToolTip(line.tip)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            value.setText(MISSING)
            grid.addWidget(name, row, 0)
            grid.addWidget(value, row, 1)
            self._values[line.field] = value

    def show_evidence(self, evidence: Evidence, tokens: Tokens) -> None:
        for line in EVIDENCE_LINES:
            label, text = self._values[line.field], line.text(evidence)
            label.setText(text)
            colour = tokens.text_faint if text == MISSING else tokens.text
            set_sheet(label, f"color: {colour};" + ("" if text == MISSING else " font-weight: 600;"))
            spoken = self.tr("not measured") if text == MISSING else text
            label.setAccessibleName(f"{line.label}: {spoken}")

    def text(self, field: str) -> str:
        """What is shown for a field of ``Evidence``."""
        return self._values[field].text()
