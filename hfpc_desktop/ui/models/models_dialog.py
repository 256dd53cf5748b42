"""The models window: what is on this machine, what can be had, and from where. GUI thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hfpc_desktop.inference.hub import HubOptions
from hfpc_desktop.ui.look.scroll_fade import ScrollFade
from hfpc_desktop.ui.look.widgets import EmptyState, IconLabel, button, button_row, label, panel
from hfpc_desktop.ui.models import model_words
from hfpc_desktop.ui.models.model_card import ModelCardView

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from hfpc_desktop.runtime.model_desk import ModelCard, Shelf
    from hfpc_desktop.runtime.qt_models import ModelTrouble, ModelWork
    from hfpc_desktop.ui.look.theme import Tokens

NETWORK = ("models/endpoint", "models/proxy", "models/ca_file")
"""Where mirror, proxy and certificates are kept in the settings."""


def saved_network(settings: QSettings) -> HubOptions:
    """Mirror, proxy and certificates as a person set them; empty = the usual ones."""
    return HubOptions(*(str(settings.value(key, "", type=str)) for key in NETWORK))


class ModelsDialog(QDialog):
    """``models`` is a ``runtime.qt_models.ModelsController`` or anything with its signals and methods.

    Downloads go on when the window is closed.
    """

    def __init__(
        self, models: Any, settings: QSettings, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("models_dialog")
        self._models, self._settings, self._tokens = models, settings, tokens
        self._cards: dict[str, ModelCardView] = {}
        self.setWindowTitle(self.tr("Models"))
        self.resize(860, 660)
        models.options = saved_network(settings)
        self._make_parts()
        self._lay_out()
        self._connect()
        if models.shelf.cards:
            self._show_shelf(models.shelf)
        self._show_offline(models.offline)
        models.refresh()

    def card(self, model_id: str) -> ModelCardView:
        """The card of a model."""
        return self._cards[model_id]

    # -- construction -----------------------------------------------------------------------

    def _make_parts(self) -> None:
        t = self._tokens
        self.offline = QFrame()
        self.offline.setProperty("surface", "card")
        line = QHBoxLayout(self.offline)
        line.setContentsMargins(t.space_3, t.space_2, t.space_3, t.space_2)
        line.setSpacing(t.space_2)
        line.addWidget(IconLabel("info", t.review, 16))
        self._offline_text = label(wrap=True)
        line.addWidget(self._offline_text, 1)
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("plain", True)
        ScrollFade(self.list, t.surface_0)
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, t.space_2, 0)
        self._column.setSpacing(t.space_2)
        self.list.setWidget(self._page)
        self._empty = EmptyState(t)
        self._empty.show_state("chip", self.tr("Reading the models…"), "")
        self._column.addWidget(self._empty)
        self.message = label(role="muted", wrap=True)
        self.message.hide()
        self.import_button = button(self.tr("Import…"), name="models_import")
        menu = QMenu(self.import_button)
        menu.addAction(self.tr("A file or zip…"), self._choose_file)
        menu.addAction(self.tr("A folder…"), self._choose_folder)
        self.import_button.setMenu(menu)
        self.verify_button = button(self.tr("Verify all"), "quiet", name="models_verify")
        self.network_button = button(self.tr("Network…"), "quiet", name="models_network")
        self.close_button = button(self.tr("Close"), "primary", name="models_close")
        self.close_button.setDefault(True)
        self._make_network()

    def _make_network(self) -> None:
        t = self._tokens
        self.network = panel("card")
        form = QFormLayout(self.network)
        form.setContentsMargins(t.space_4, t.space_3, t.space_4, t.space_3)
        form.setHorizontalSpacing(t.space_4)
        form.setVerticalSpacing(t.space_2)
        self.fields: list[QLineEdit] = []
        options = self._models.options
        for title, value, hint in (
            (self.tr("Mirror"), options.endpoint, self.tr("huggingface.co, when empty")),
            (self.tr("Proxy"), options.proxy, self.tr("as the system, when empty")),
            (self.tr("Certificates"), options.ca_file, self.tr("PEM file of your company; the system's, when empty")),
        ):  # fmt: skip
            field = QLineEdit(value)
            field.setPlaceholderText(hint)
            field.setAccessibleName(title)
            field.editingFinished.connect(self._network_edited)
            form.addRow(label(title, "muted"), field)
            self.fields.append(field)
        self.network.hide()

    def _lay_out(self) -> None:
        t = self._tokens
        column = QVBoxLayout(self)
        column.setContentsMargins(t.space_5, t.space_5, t.space_5, t.space_4)
        column.setSpacing(t.space_3)
        column.addWidget(label(self.tr("Models"), "heading"))
        text = self.tr(
            "What comes with the app judges every project, without a network. The others are fetched from the address "
            "that stands beside them, when you ask for it; every file is verified. Pictures are never uploaded."
        )
        column.addWidget(label(text, "muted", wrap=True))
        column.addWidget(self.offline)
        column.addWidget(self.list, 1)
        column.addWidget(self.network)
        column.addWidget(self.message)
        aside = [self.import_button, self.network_button, self.verify_button]
        column.addLayout(button_row(self.close_button, left=aside))

    def _connect(self) -> None:
        m = self._models
        m.shelf_changed.connect(self._show_shelf)
        m.work_changed.connect(self._show_work)
        m.troubled.connect(self._show_trouble)
        m.done.connect(self._show_done)
        m.offline_changed.connect(self._show_offline)
        self.close_button.clicked.connect(self.accept)
        self.verify_button.clicked.connect(self._verify_all)
        self.network_button.clicked.connect(self._toggle_network)

    # -- what the controller tells ----------------------------------------------------------

    def _show_shelf(self, shelf: Shelf) -> None:
        known = [card.id for card in shelf.cards]
        if set(known) != set(self._cards):
            self._build(shelf)
        for card in shelf.cards:
            self._draw(card)
        if shelf.unreadable:
            self._say("\n".join(shelf.unreadable))

    def _build(self, shelf: Shelf) -> None:
        """Sections by role; cards that are still there are kept, so that the focus is."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and not isinstance(widget, ModelCardView):
                widget.hide()
                widget.deleteLater()
        ids = {card.id for card in shelf.cards}
        for gone in set(self._cards) - ids:
            self._cards.pop(gone).deleteLater()
        for role in model_words.ROLE_TITLES:
            cards = [card for card in shelf.cards if card.role is role]
            if not cards:
                continue
            self._column.addWidget(label(model_words.role_title(role), "title"))
            for card in cards:
                if card.id not in self._cards:
                    view = self._cards[card.id] = ModelCardView(self._tokens)
                    view.wanted.connect(self._wanted)
                self._column.addWidget(self._cards[card.id])
            gap = QWidget()
            gap.setFixedHeight(self._tokens.space_2)
            self._column.addWidget(gap)
        self._column.addStretch()

    def _draw(self, card: ModelCard) -> None:
        m = self._models
        self._cards[card.id].show_card(
            card, m.work.get(card.id), m.troubles.get(card.id), verified=card.id in m.verified
        )

    def _redraw(self, model_id: str) -> bool:
        for card in self._models.shelf.cards:
            if card.id == model_id and model_id in self._cards:
                self._draw(card)
                return True
        return False

    def _show_work(self, model_id: str, work: ModelWork | None) -> None:
        if not self._redraw(model_id):
            self.import_button.setEnabled(work is None)
            self._say(self.tr("Copying and verifying…") if work is not None else "")

    def _show_trouble(self, model_id: str, trouble: ModelTrouble) -> None:
        if self._redraw(model_id):
            self.list.ensureWidgetVisible(self._cards[model_id])
        else:
            self._say(trouble.text, bad=True)

    def _show_done(self, model_id: str, what: str) -> None:
        name = next((c.name for c in self._models.shelf.cards if c.id == model_id), model_id)
        name = model_words.name_of(model_id, name)
        text = {
            "installed": self.tr("{0} is installed and verified."),
            "imported": self.tr("{0} is imported and verified."),
            "verified": self.tr("{0} is as it should be: every byte was compared."),
            "removed": self.tr("{0} was removed."),
        }[what]
        self._say(text.format(name))

    def _show_offline(self, offline: bool) -> None:
        self.offline.setVisible(offline)
        place = self._models.options.filled().endpoint.removeprefix("https://")
        self._offline_text.setText(
            self.tr(
                "Offline: {0} could not be reached. What comes with the app or is installed works without it. "
                "Models can be imported from files that were fetched on another machine."
            ).format(place)
        )

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.message.setStyleSheet(f"color: {self._tokens.reject};" if bad else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return in a field of the network means the field, not "Close"."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() in self.fields:
            event.accept()
            return
        super().keyPressEvent(event)

    # -- what a person does -----------------------------------------------------------------

    def _wanted(self, verb: str, model_id: str) -> None:
        m = self._models
        if verb == "files":
            self._choose_files_of(model_id)
            return
        {"install": m.install, "pause": m.pause, "cancel": m.cancel, "verify": m.verify, "remove": m.remove}[
            verb
        ](model_id)

    def _verify_all(self) -> None:
        for card in self._models.shelf.cards:
            if self._cards[card.id].button("verify").isVisibleTo(self):
                self._models.verify(card.id)

    def _toggle_network(self) -> None:
        self.network.setVisible(self.network.isHidden())
        if not self.network.isHidden():
            self.fields[0].setFocus()

    def _network_edited(self) -> None:
        values = [field.text().strip() for field in self.fields]
        for key, value in zip(NETWORK, values, strict=True):
            self._settings.setValue(key, value)
        self._models.options = HubOptions(*values)

    def _choose_file(self) -> None:
        kinds = self.tr("Models (*.zip *.pth *.pt);;All files (*)")
        dialog = QFileDialog(self, self.tr("Import a model"), self._last(), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, "")

    def _choose_folder(self) -> None:
        self._ask_folder("")

    def _choose_files_of(self, model_id: str) -> None:
        self._ask_folder(model_id)

    def _ask_folder(self, model_id: str) -> None:
        title = self.tr("Folder with the files of the model")
        dialog = QFileDialog(self, title, self._last())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog, model_id)

    def _ask(self, dialog: QFileDialog, model_id: str) -> None:
        dialog.setObjectName("model_files")
        dialog.setProperty("model", model_id)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._files_given)
        dialog.open()

    def _files_given(self, path: str) -> None:
        self.import_from(Path(path), str(self.sender().property("model") or ""))

    def import_from(self, path: Path, model_id: str = "") -> None:
        """Import a file or folder; ``model_id``: the model of the list whose files they are."""
        self._settings.setValue("models/last", str(path.parent))
        self._models.import_from(path, model_id)

    def _last(self) -> str:
        return str(self._settings.value("models/last", "", type=str))
