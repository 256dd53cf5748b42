"""The style sheet, built from the tokens.

Widgets opt in by dynamic properties rather than by subclass: ``kind`` on buttons (``primary``,
``quiet``, ``approve``, ``reject``, ``chip``, ``link``, ``icon``), ``role`` on labels (``display``, ``heading``, ``title``, ``strong``,
``muted``, ``caption``), ``surface`` on frames (``window``, ``panel``, ``card``, ``canvas``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfpc_desktop.ui.look.icons import icon_dir

if TYPE_CHECKING:
    from hfpc_desktop.ui.look.theme import Tokens


def style_sheet(t: Tokens) -> str:
    """The whole application style sheet for one look."""
    return "\n".join((_base(t), _buttons(t), _inputs(t), _views(t), _bars(t), _menus(t)))


def _glyph(t: Tokens, name: str) -> str:
    # Style sheets load pictures by file name only, so the few glyphs they need are shipped once per look.
    # Quoted, because a program folder may have spaces and any letters in its name.
    path = (icon_dir() / "controls" / t.name / f"{name}.svg").as_posix()
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _base(t: Tokens) -> str:
    return f"""
QWidget {{ color: {t.text}; font-size: {t.font_body}px; }}
QMainWindow, QDialog {{ background: {t.surface_0}; }}
QFrame[surface="window"] {{ background: {t.surface_0}; border: none; }}
QFrame[surface="panel"] {{ background: {t.surface_1}; border: none; }}
QFrame[surface="card"] {{ background: {t.surface_2}; border: 1px solid {t.line}; border-radius: {t.radius_large}px; }}
QFrame[surface="canvas"] {{ background: {t.canvas}; border: none; }}
QFrame[line="h"] {{ background: {t.line}; border: none; min-height: 1px; max-height: 1px; }}
QFrame[line="v"] {{ background: {t.line}; border: none; min-width: 1px; max-width: 1px; }}
QLabel {{ background: transparent; }}
QLabel[role="display"] {{ font-size: {t.font_display}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {t.font_heading}px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {t.font_title}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {t.text_muted}; }}
QLabel[role="caption"] {{ color: {t.text_faint}; font-size: {t.font_caption}px; }}
QLabel[role="section"] {{ color: {t.text_faint}; font-size: {t.font_caption}px; font-weight: 600; }}
QLabel[role="error"] {{ color: {t.reject}; }}
QToolTip {{ background: {t.surface_3}; color: {t.text}; border: 1px solid {t.line_strong}; padding: 5px 8px; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {t.accent}; }}
"""


def _buttons(t: Tokens) -> str:
    # A tool button keeps five to six pixels behind its word; the paddings make up for them, so that it looks centred.
    return f"""
QPushButton {{ background: {t.surface_2}; border: 1px solid {t.line_strong}; border-radius: {t.radius}px;
  padding: {t.pad}px 14px; min-height: 18px; font-weight: 500; }}
QPushButton:hover {{ background: {t.surface_3}; }}
QPushButton:pressed {{ background: {t.surface_4}; }}
QPushButton:focus {{ border: 2px solid {t.focus}; padding: {t.pad - 1}px 13px; }}
QPushButton:disabled {{ color: {t.text_faint}; border-color: {t.line}; background: {t.surface_1}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.text_on_accent}; border: 1px solid {t.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {t.accent_pressed}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.surface_3}; color: {t.text_faint}; border-color: {t.surface_3}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; color: {t.text_muted}; padding: 6px 10px; }}
QPushButton[kind="quiet"]:hover {{ background: {t.surface_3}; color: {t.text}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {t.focus}; padding: 5px 9px; }}
QPushButton[kind="quiet"]:disabled {{ color: {t.text_faint}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {t.accent_text}; padding: 2px 0;
  font-weight: 600; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 1px solid transparent; border-bottom: 2px solid {t.focus}; padding: 2px 0 1px 0; }}
QPushButton[kind="approve"] {{ background: {t.approve_soft}; color: {t.approve}; border: 1px solid {t.approve_soft}; font-weight: 600; }}
QPushButton[kind="approve"]:hover {{ border-color: {t.approve}; }}
QPushButton[kind="approve"]:focus {{ border: 2px solid {t.approve}; }}
QPushButton[kind="reject"] {{ background: {t.reject_soft}; color: {t.reject}; border: 1px solid {t.reject_soft}; font-weight: 600; }}
QPushButton[kind="reject"]:hover {{ border-color: {t.reject}; }}
QPushButton[kind="reject"]:focus {{ border: 2px solid {t.reject}; }}
QPushButton[kind="approve"]:disabled, QPushButton[kind="reject"]:disabled {{ background: {t.surface_2};
  color: {t.text_faint}; border-color: {t.line}; }}
QPushButton[kind="chip"] {{ background: transparent; border: 1px solid {t.line_strong}; border-radius: 13px; padding: 3px 10px;
  min-height: 18px; color: {t.text_muted}; font-weight: 500; }}
QPushButton[kind="chip"]:hover {{ background: {t.surface_3}; color: {t.text}; }}
QPushButton[kind="chip"]:checked {{ background: {t.accent_soft}; color: {t.accent_text}; border-color: {t.accent}; }}
QPushButton[kind="chip"][mixed="true"] {{ border: 1px dashed {t.accent}; color: {t.accent_text}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {t.focus}; padding: 2px 9px; }}
QPushButton[kind="chip"]:checked:focus {{ border-color: {t.text}; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {t.radius}px; padding: {t.pad - 1}px;
  color: {t.text_muted}; font-weight: 500; }}
QToolButton:hover {{ background: {t.surface_3}; color: {t.text}; }}
QToolButton:pressed {{ background: {t.surface_4}; }}
QToolButton:checked {{ background: {t.accent_soft}; color: {t.accent_text}; }}
QToolButton:focus {{ border: 2px solid {t.focus}; padding: {t.pad - 2}px; }}
QToolButton:disabled {{ color: {t.text_faint}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[kind="approve"] {{ background: {t.approve_soft}; color: {t.approve}; font-weight: 600; padding: {t.pad - 1}px 5px {t.pad - 1}px 10px; }}
QToolButton[kind="reject"] {{ background: {t.reject_soft}; color: {t.reject}; font-weight: 600; padding: {t.pad - 1}px 5px {t.pad - 1}px 10px; }}
QToolButton[kind="approve"]:hover {{ border-color: {t.approve}; }}
QToolButton[kind="approve"]:focus {{ border-color: {t.approve}; padding: {t.pad - 2}px 4px {t.pad - 2}px 9px; }}
QToolButton[kind="reject"]:hover {{ border-color: {t.reject}; }}
QToolButton[kind="reject"]:focus {{ border-color: {t.reject}; padding: {t.pad - 2}px 4px {t.pad - 2}px 9px; }}
QToolButton[kind="approve"]:disabled, QToolButton[kind="reject"]:disabled {{ background: {t.surface_2}; color: {t.text_faint}; }}
QToolButton[kind="primary"] {{ background: {t.accent}; color: {t.text_on_accent}; font-weight: 600; padding: {t.pad}px 6px {t.pad}px 12px; }}
QToolButton[kind="primary"]:hover {{ background: {t.accent_hover}; }}
QToolButton[kind="primary"]:pressed {{ background: {t.accent_pressed}; }}
QToolButton[kind="primary"]:focus {{ border-color: {t.text}; padding: {t.pad - 1}px 5px {t.pad - 1}px 11px; }}
QToolButton[kind="primary"]:disabled {{ background: {t.surface_3}; color: {t.text_faint}; }}
QCheckBox, QRadioButton {{ spacing: 8px; background: transparent; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.text_faint}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {t.line_strong};
  background: {t.surface_1}; border-radius: {t.radius_small}px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {t.focus}; width: 14px; height: 14px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {t.accent_text}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.line_strong}; background: transparent; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url({_glyph(t, "check")}); }}
QRadioButton::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url({_glyph(t, "dot")}); }}
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {{ background: {t.text_faint}; border-color: {t.text_faint}; }}
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus {{ border: 2px solid {t.text}; }}
"""


def _inputs(t: Tokens) -> str:
    return f"""
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit {{ background: {t.surface_2};
  border: 1px solid {t.line_strong}; border-radius: {t.radius}px; padding: {t.pad - 1}px 8px; min-height: 18px;
  selection-background-color: {t.accent}; selection-color: {t.text_on_accent}; }}
QLineEdit:hover, QComboBox:hover {{ border-color: {t.text_faint}; }}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {t.focus};
  padding: {t.pad - 2}px 7px; }}
QComboBox:focus {{ border: 2px solid {t.focus}; padding: {t.pad - 2}px 25px {t.pad - 2}px 7px; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {{ color: {t.text_faint}; border-color: {t.line}; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ background: transparent; border: none; padding: 0; min-height: 0; }}
QAbstractSpinBox {{ padding: {t.pad - 2}px 24px {t.pad - 3}px 8px; }}
QAbstractSpinBox:focus {{ padding: {t.pad - 3}px 23px {max(0, t.pad - 4)}px 7px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 22px; border: none; background: transparent; subcontrol-origin: border; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow {{ image: url({_glyph(t, "chevron-up")}); width: 11px; height: 11px; }}
QAbstractSpinBox::down-arrow {{ image: url({_glyph(t, "chevron-down")}); width: 11px; height: 11px; }}
QComboBox {{ padding-right: 26px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url({_glyph(t, "chevron-down")}); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {t.surface_2}; border: 1px solid {t.line_strong}; padding: 4px; outline: 0;
  selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QSlider {{ min-height: 22px; background: transparent; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {t.surface_4}; }}
QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: {t.surface_1};
  border: 2px solid {t.accent}; }}
QSlider::handle:horizontal:hover {{ background: {t.accent_soft}; }}
QSlider::handle:horizontal:focus {{ background: {t.accent}; border-color: {t.text}; }}
QSlider::sub-page:horizontal:disabled {{ background: {t.line_strong}; }}
QSlider::handle:horizontal:disabled {{ border-color: {t.line_strong}; }}
QProgressBar {{ background: {t.surface_4}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
"""


def _views(t: Tokens) -> str:
    return f"""
QAbstractItemView {{ background: {t.surface_1}; border: none; outline: 0; selection-background-color: {t.accent_soft};
  selection-color: {t.text}; alternate-background-color: {t.surface_1}; }}
QTableView {{ gridline-color: {t.line}; }}
QListView, QTreeView, QScrollArea, #distribution {{ border: 1px solid transparent; }}
QScrollArea[plain="true"] {{ border: none; }}
QListView:focus, QTreeView:focus, QScrollArea:focus, #distribution:focus {{ border: 1px solid {t.focus}; }}
QListView::item, QTreeView::item {{ padding: {t.pad}px 8px; border-radius: {t.radius_small}px; }}
QTreeView::item {{ border-radius: 0; }}
QListView::item:hover, QTreeView::item:hover {{ background: {t.surface_3}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QHeaderView {{ background: {t.surface_1}; border: none; }}
QHeaderView::section {{ background: {t.surface_1}; color: {t.text_faint}; border: none; border-bottom: 1px solid {t.line};
  padding: 0 10px; font-size: {t.font_caption}px; font-weight: 600; }}
QHeaderView::section:hover {{ color: {t.text}; background: {t.surface_2}; }}
QHeaderView::up-arrow {{ image: url({_glyph(t, "chevron-up")}); width: 12px; height: 12px; subcontrol-position: right center; }}
QHeaderView::down-arrow {{ image: url({_glyph(t, "chevron-down")}); width: 12px; height: 12px; subcontrol-position: right center; }}
QTableCornerButton::section {{ background: {t.surface_1}; border: none; }}
QScrollArea {{ background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.line_strong}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {t.text_faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _bars(t: Tokens) -> str:
    return f"""
QToolBar {{ background: {t.surface_1}; border: none; border-bottom: 1px solid {t.line}; spacing: 4px; padding: {t.pad}px 10px; }}
QToolBar::separator {{ background: {t.line}; width: 1px; margin: 4px 6px; }}
QStatusBar {{ background: {t.surface_1}; border-top: 1px solid {t.line}; }}
QStatusBar::item {{ border: none; }}
QTabBar::tab {{ background: transparent; color: {t.text_muted}; padding: 8px 12px; border: none;
  border-bottom: 2px solid transparent; font-weight: 500; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; }}
QTabBar::tab:focus {{ color: {t.accent_text}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
QGroupBox {{ border: 1px solid {t.line}; border-radius: {t.radius_large}px; margin-top: 18px; padding: 12px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 4px; color: {t.text_muted}; font-weight: 600; }}
"""


def _menus(t: Tokens) -> str:
    return f"""
QMenuBar {{ background: {t.surface_1}; color: {t.text_muted}; padding: 2px 6px; }}
QMenuBar::item {{ padding: 5px 10px; border-radius: {t.radius_small}px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.surface_3}; color: {t.text}; }}
QMenu {{ background: {t.surface_2}; border: 1px solid {t.line_strong}; padding: 5px; }}
QMenu::item {{ padding: {t.pad}px 28px {t.pad}px 12px; border-radius: {t.radius_small}px; }}
QMenu::item:selected {{ background: {t.accent_soft}; }}
QMenu::item:disabled {{ color: {t.text_faint}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 8px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::icon:checked {{ padding: 2px; margin-left: 5px; background: {t.accent_soft}; border: 1px solid {t.accent}; border-radius: {t.radius_small}px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 6px; }}
QMenu::indicator:checked {{ image: url({_glyph(t, "tick")}); }}
"""
