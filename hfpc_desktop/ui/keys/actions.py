"""The actions registry: every command of the window once, with its words, keys, icon and condition.

Menus, the toolbar, tool tips, the key help and the tests all read ``SPECS``; nothing else names a key.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from hfpc_desktop.domain.language import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class UiState:
    """What the window is in the middle of; the conditions below look at nothing else."""

    project: bool = False
    rows: bool = False
    row: bool = False
    can_undo: bool = False
    can_redo: bool = False
    running: bool = False
    paused: bool = False
    cancelling: bool = False
    exporting: bool = False
    resumable: bool = False
    stale: bool = False
    filtered: bool = False
    orphans: bool = False
    unpaired: bool = False


def always(_: UiState) -> bool:
    return True


def with_project(state: UiState) -> bool:
    return state.project


def with_rows(state: UiState) -> bool:
    return state.project and state.rows


def with_row(state: UiState) -> bool:
    return state.row


def when_undoable(state: UiState) -> bool:
    return state.can_undo


def when_redoable(state: UiState) -> bool:
    return state.can_redo


def when_pausable(state: UiState) -> bool:
    return (state.running or state.paused or state.resumable) and not state.cancelling


def when_cancellable(state: UiState) -> bool:
    return (state.running or state.paused or state.exporting) and not state.cancelling


def when_stale(state: UiState) -> bool:
    return state.stale


def when_filtered(state: UiState) -> bool:
    return state.filtered


def with_report(state: UiState) -> bool:
    return state.orphans


def with_unpaired(state: UiState) -> bool:
    return state.unpaired


class Group(StrEnum):
    """Menus, in their order; also the headings of the key help."""

    FILE = "File"
    EDIT = "Edit"
    DECIDE = "Decide"
    MOVE = "Move"
    VIEW = "View"
    PICTURES = "Pictures"
    JUDGE = "Judge"
    HELP = "Help"
    MASK = "Mask editor"
    """No menu: its keys hold while a mask is edited (see ``mask_keys``)."""

    @property
    def label(self) -> str:
        """The menu's title in the language of the window."""
        return translate("actions", self.value)


class Scope(StrEnum):
    """Where the keys work. ``REVIEW``: only with the focus in list, pictures or inspector, so that a slider
    or a text field keeps its own arrow keys. ``MASK``: only while a mask is edited."""

    WINDOW = "window"
    REVIEW = "review"
    MASK = "mask"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. ``keys`` are portable key sequences, the first is the one that tool tips show.

    ``text`` and ``help`` are English, the source of the translation; show ``label`` and ``tip``.
    """

    id: str
    group: Group
    text: str
    help: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    enabled_when: Callable[[UiState], bool] = always
    checkable: bool = False
    scope: Scope = Scope.WINDOW
    repeats: bool = False
    separator_before: bool = False

    @property
    def label(self) -> str:
        """The menu text in the language of the window, with its ellipsis."""
        return translate("actions", self.text)

    @property
    def title(self) -> str:
        """``label`` without the ellipsis: for tool tips, key help and lists."""
        return self.label.rstrip("…")

    @property
    def tip(self) -> str:
        """``help`` in the language of the window."""
        return translate("actions", self.help)


def _spec(id: str, group: Group, text: str, help: str, *keys: str, **more: object) -> ActionSpec:
    return ActionSpec(id, group, text, help, tuple(keys), **more)  # type: ignore[arg-type]


_F, _E, _D, _M, _V, _P, _J, _H, _ = Group
SPECS: tuple[ActionSpec, ...] = (
    _spec("open", _F, "Open folders…", "Choose the folder of originals and the folder of generated images", "Ctrl+O", icon="folder-open"),
    _spec("open_project", _F, "Open project…", "Open a saved review", "Ctrl+Shift+O", icon="file"),
    _spec("demo", _F, "Try the demo", "Open the demo project that comes with the app", icon="spark"),
    _spec("export", _F, "Export…", "Copy the approved images and a manifest to a folder", "Ctrl+E", icon="export",
          enabled_when=with_rows, separator_before=True),
    _spec("contact_sheet", _F, "Contact sheet…", "Pages of the pairs in the list with names and scores, as PDF or PNG", icon="images", enabled_when=with_rows),
    _spec("html_report", _F, "HTML report…", "One page for a browser with every pair of the list: pictures, scores, reasons, decisions and notes", icon="file", enabled_when=with_rows),
    _spec("scan_report", _F, "Scan report…", "Files that could not be paired or read", icon="warning", enabled_when=with_report),
    _spec("pair_up", _F, "Pair left-over images…", "Say which original a generated image belongs to, by hand or by its looks", "Ctrl+Shift+P", icon="images", enabled_when=with_unpaired),
    _spec("relink", _F, "Moved folders…", "Say where the folders of this project lie now; scores and decisions stay", icon="folder", enabled_when=with_project),
    _spec("added", _F, "Added files…", "What was added to this project; it can be taken out again", icon="images", enabled_when=with_project),
    _spec("copy_image", _E, "Copy image", "Copy the generated image to the clipboard", "Ctrl+C", icon="copy", enabled_when=with_row, scope=Scope.REVIEW),
    _spec("copy_files", _E, "Copy files", "Copy the files of the selected pairs, to paste them into a folder or a mail", "Ctrl+Shift+C", icon="copy", enabled_when=with_row, scope=Scope.REVIEW),
    _spec("reveal", _F, "Show in the file manager", "Show where the generated image lies", "Ctrl+Shift+R", icon="folder", enabled_when=with_row),
    _spec("open_outside", _F, "Open in another program", "Open the generated image in the program that the system uses for it", "Ctrl+Return", icon="export", enabled_when=with_row),
    _spec("rescan", _F, "Scan again", "Look for new files and try again what could not be judged; scores and decisions stay", "F5", icon="refresh", enabled_when=with_project),
    _spec("close_project", _F, "Close project", "Go back to the start page; everything is saved", "Ctrl+W", icon="home",
          enabled_when=with_project, separator_before=True),
    _spec("settings", _F, "Settings…", "Language, theme, density, keys and limits", "Ctrl+,", icon="sliders", separator_before=True),
    _spec("quit", _F, "Quit", "Close the app; everything is saved", "Ctrl+Q", separator_before=True),
    _spec("undo", _E, "Undo", "Take back the last decision and go to its pair", "Ctrl+Z", icon="undo", enabled_when=when_undoable, repeats=True),
    _spec("redo", _E, "Redo", "Bring back what was undone and go to its pair", "Ctrl+Shift+Z", "Ctrl+Y", icon="redo", enabled_when=when_redoable, repeats=True),
    _spec("select_all", _E, "Select all", "Select every pair in the list", "Ctrl+A", enabled_when=with_rows, separator_before=True),
    _spec("find", _E, "Find by name", "Type part of a file name to filter the list", "Ctrl+F", "/", icon="search", enabled_when=with_rows),
    _spec("filters", _E, "Filter…", "Choose which pairs the list shows, by verdict, defect, score and more; save filters under a name", "Ctrl+L", icon="filter", enabled_when=with_rows),
    _spec("clear_filter", _E, "Show all pairs", "Remove every filter", "Ctrl+Shift+F", icon="filter", enabled_when=when_filtered),
    _spec("approve", _D, "Approve", "Approve the selected pairs and go to the next undecided one", "A", "P", icon="check", enabled_when=with_row),
    _spec("reject", _D, "Reject", "Reject the selected pairs and go to the next undecided one", "X", icon="x", enabled_when=with_row),
    _spec("clear_decision", _D, "Undecided", "Clear the decision of the selected pairs and stay there", "U", icon="circle", enabled_when=with_row),
    _spec("approve_only", _D, "Approve this, reject the other variants", "Approve this pair and reject every other variant of its original", "Shift+A", icon="check-circle", enabled_when=with_row, separator_before=True),
    _spec("approve_best", _D, "Approve the best, reject the rest", "Approve the variant of this original that the models rank first and reject the others", "Ctrl+Shift+A", icon="spark", enabled_when=with_row),
    _spec("reject_variants", _D, "Reject all variants", "Reject every variant of this original", "Shift+X", icon="x-circle", enabled_when=with_row),
    _spec("flag_mask", _D, "Mask is wrong", "The product was not found rightly: takes the consistency out of the ranking", "W", icon="flag", enabled_when=with_row, separator_before=True),
    _spec("flag_score", _D, "Score is wrong", "Seen rightly but judged wrongly: kept for learning and reports", "Shift+W", icon="flag", enabled_when=with_row),
    _spec("remark", _D, "Reasons and note…", "Say why, for whoever makes the next version", "C", icon="file", enabled_when=with_row),
    _spec("name_product", _D, "Product name…", "What the products of the selected pairs are called, for the models that read names", "Ctrl+Shift+N", icon="pencil", enabled_when=with_row),
    _spec("next", _M, "Next pair", "Go to the next pair in the list; to the next original when grouped, to the tile below in the grid", "Down", "J", icon="chevron-down", enabled_when=with_row, scope=Scope.REVIEW, repeats=True),
    _spec("previous", _M, "Previous pair", "Go to the previous pair in the list; to the previous original when grouped, to the tile above in the grid", "Up", "K", icon="chevron-up", enabled_when=with_row, scope=Scope.REVIEW, repeats=True),
    _spec("next_undecided", _M, "Next undecided pair", "Skip what is decided already", "N", icon="arrow-right", enabled_when=with_row, repeats=True),
    _spec("next_variant", _M, "Next variant", "Go to the next generated image of the same original; in the grid, to the tile on the right", "Right", icon="chevron-right", enabled_when=with_row, scope=Scope.REVIEW, repeats=True),
    _spec("previous_variant", _M, "Previous variant", "Go to the previous generated image of the same original; in the grid, to the tile on the left", "Left", icon="chevron-left", enabled_when=with_row, scope=Scope.REVIEW, repeats=True),
    _spec("jump", _M, "Go to…", "Go to a pair by its number in the list or by a part of its name", "Ctrl+G", icon="goto", enabled_when=with_rows),
    _spec("resort", _M, "Re-sort", "Sort and filter the list again with the newest scores and decisions", "R", icon="sort", enabled_when=when_stale, separator_before=True),
    _spec("view_list", _V, "List", "Show the pairs as a list with every score", icon="list", checkable=True),
    _spec("view_grid", _V, "Grid", "Show the pairs as thumbnails, or go back to the list", "G", icon="grid", checkable=True),
    _spec("view_map", _V, "Distribution", "Show all pairs by reward and consistency, or go back to the list", "Shift+D", icon="scatter", checkable=True),
    _spec("group", _V, "Group by original", "Keep the variants of an original together, with a filmstrip under the pictures; the up and down arrows then go from original to original", "Shift+G", icon="filmstrip", checkable=True),
    _spec("toggle_list_side", _V, "List beside the pictures", "Put the list beside the pictures instead of below them", "L", icon="list", checkable=True, separator_before=True),
    _spec("toggle_inspector", _V, "Show scores and reasons", "Show or hide the panel on the right", "I", icon="panel-right", checkable=True),
    _spec("toggle_thresholds", _V, "Show thresholds", "Show or hide the sliders of the approve and reject limits", "T", icon="sliders", checkable=True),
    _spec("theme_system", _V, "Theme: as the system", "Follow the light or dark setting of the system", icon="monitor", checkable=True, separator_before=True),
    _spec("theme_light", _V, "Theme: light", "Use the light theme", icon="sun", checkable=True),
    _spec("theme_dark", _V, "Theme: dark", "Use the dark theme", icon="moon", checkable=True),
    _spec("mask", _P, "Mask overlay", "Show the product masks, with outgrowth and loss in two colours", "M", icon="mask", checkable=True, enabled_when=with_row),
    _spec("difference", _P, "Difference map", "Show where the product looks different from the original", "D", icon="difference", checkable=True, enabled_when=with_row),
    _spec("mode_side", _P, "Side by side", "Both pictures beside each other", "1", icon="compare-side", checkable=True, enabled_when=with_row, separator_before=True),
    _spec("mode_flip", _P, "Flip", "One picture in the place of the other; the key turns it over", "2", icon="compare-flip", checkable=True, enabled_when=with_row),
    _spec("mode_split", _P, "Split", "Original left, generated image right of the pointer", "3", icon="compare-split", checkable=True, enabled_when=with_row),
    _spec("mode_overlay", _P, "Overlay", "Let the original shine through the generated image", "4", icon="compare-overlay", checkable=True, enabled_when=with_row),
    _spec("mode_difference", _P, "Difference view", "What changed: coloured inside the product, dim outside", "5", icon="compare-heat", checkable=True, enabled_when=with_row),
    _spec("mode_mask", _P, "Mask view", "The product in both pictures as outline, fill or cut-out", "6", icon="compare-mask", checkable=True, enabled_when=with_row),
    _spec("edit_mask", _P, "Edit mask", "Correct the product's mask of the original: brush, box or click; its pairs are judged again", "E", icon="brush", checkable=True, enabled_when=with_row),
    _spec("hold_other", _P, "Show the other picture", "Hold to see the original in the place of the generated image", "Space", icon="compare-flip", enabled_when=with_row, scope=Scope.REVIEW),
    _spec("magnifier", _P, "Magnifier", "Enlarge both pictures under the pointer: 2, 4, 8 times, off", "H", icon="magnifier", enabled_when=with_row),
    _spec("zoom_in", _P, "Zoom in", "Zoom both pictures in", "+", "=", icon="zoom-in", enabled_when=with_row, repeats=True, separator_before=True),
    _spec("zoom_out", _P, "Zoom out", "Zoom both pictures out", "-", icon="zoom-out", enabled_when=with_row, repeats=True),
    _spec("fit", _P, "Fit", "Show the whole pictures", "F", "0", icon="fit", enabled_when=with_row),
    _spec("fit_product", _P, "Fit product", "Show the product with a little air around it, on the next pairs too", "Shift+F", icon="fit-product", enabled_when=with_row),
    _spec("actual_size", _P, "Actual pixels", "One pixel of the file is one pixel of the screen", "Z", icon="actual-size", enabled_when=with_row),
    _spec("sync", _P, "Alignment", "What stays together in both pictures: the product, the frame, the pixels", "Y", icon="align", enabled_when=with_row),
    _spec("reset_offset", _P, "Reset the offset", "Put pictures that were moved with Shift and the mouse back on each other", "Shift+Z", icon="undo", enabled_when=with_row),
    _spec("background", _P, "Canvas grey", "The next of the neutral greys behind the pictures", "B", icon="image", enabled_when=with_row),
    _spec("pause", _J, "Pause", "Pause judging, or go on with it", "Ctrl+P", icon="pause", enabled_when=when_pausable),
    _spec("cancel", _J, "Stop", "Stop judging, exporting or writing a report; scores and copies made so far are kept", "Ctrl+.", icon="stop", enabled_when=when_cancellable),
    _spec("learn", _J, "Learn from my decisions…", "Fit the ranking to your decisions, and see which approvals can be certified", "Ctrl+Shift+L", icon="spark", enabled_when=with_project),
    _spec("review_sample", _J, "Review the random sample", "Go through the pairs that chance picked, in their order: what the certified limits are proved with", "Ctrl+Shift+S", icon="check-circle", enabled_when=with_rows),
    _spec("profile", _J, "What judges this project…", "Choose the models for product and background of this project; its pairs are then judged again", "Ctrl+M", icon="chip", enabled_when=with_project, separator_before=True),
    _spec("models", _J, "Models…", "What judges and what can be installed: install, verify, import and remove models", "Ctrl+Shift+M", icon="chip"),
    _spec("palette", _H, "All commands…", "Find any command by a few letters of its name", "Ctrl+K", icon="search"),
    _spec("shortcuts", _H, "Keyboard shortcuts", "Show every key", "?", "F1", icon="keyboard"),
    _spec("edit_shortcuts", _H, "Change shortcuts…", "Give commands other keys, or choose the left-hand layout", icon="keyboard"),
    _spec("about", _H, "About HFPC Desktop", "Version, licence and models", icon="info"),
)  # fmt: skip


_BY_ID = {spec.id: spec for spec in SPECS}
NOT_NOW = QT_TRANSLATE_NOOP("actions", "Not possible now")
WHY_NOT: dict[Callable[[UiState], bool], str] = {
    with_project: QT_TRANSLATE_NOOP("actions", "No project is open"),
    with_rows: QT_TRANSLATE_NOOP("actions", "The list is empty"),
    with_row: QT_TRANSLATE_NOOP("actions", "No pair is chosen"),
    when_undoable: QT_TRANSLATE_NOOP("actions", "There is nothing to undo"),
    when_redoable: QT_TRANSLATE_NOOP("actions", "There is nothing to redo"),
    when_pausable: QT_TRANSLATE_NOOP("actions", "Nothing is being judged"),
    when_cancellable: QT_TRANSLATE_NOOP("actions", "Nothing is being judged or exported"),
    when_stale: QT_TRANSLATE_NOOP("actions", "The list is in order"),
    when_filtered: QT_TRANSLATE_NOOP("actions", "No filter is set"),
    with_report: QT_TRANSLATE_NOOP("actions", "The scan left nothing out"),
    with_unpaired: QT_TRANSLATE_NOOP("actions", "Every image has its original"),
}
"""What a condition that is not met means, for the command palette."""


def why_not(action_id: str) -> str:
    """What stands against an action whose condition is not met: a sentence."""
    return translate("actions", WHY_NOT.get(_BY_ID[action_id].enabled_when, NOT_NOW))


def clashes(specs: Iterable[ActionSpec]) -> dict[str, list[str]]:
    """Keys that more than one action wants, with the ids of those actions; empty when all is well."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for spec in specs:
        for key in spec.keys:
            wanted[QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)].append(spec.id)
    return {key: ids for key, ids in wanted.items() if len(ids) > 1}


def key_text(key: str) -> str:
    """A key as this system writes it (``⌘Z``, ``Ctrl+Z``), arrows as arrows."""
    arrows = {"Down": "↓", "Up": "↑", "Left": "←", "Right": "→", "-": "−"}
    return arrows.get(key) or QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
