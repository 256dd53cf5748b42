"""Every error that can reach the window is written in the person's language: its text is looked up where it is raised.

``PictureError`` is left out: its texts are saved with judgements in English and are said again by ``domain.details``.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "hfpc_desktop"
ROOMS = ("domain", "inference", "judging", "review", "runtime", "ui", "profiles.py", "engine.py")
SPOKEN = {
    "HfpcError", "UsageError", "NothingToDo", "ModelError", "ProjectError", "DamagedProjectError", "ExportError",
}  # fmt: skip


def literal_texts(node: ast.AST) -> bool:
    """Whether an argument is words of its own: a string or f-string with letters in it."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and any(letter.isalpha() for letter in node.value)
    if isinstance(node, ast.JoinedStr):
        return any(literal_texts(value) for value in node.values)
    if isinstance(node, ast.IfExp):
        return literal_texts(node.body) or literal_texts(node.orelse)
    return isinstance(node, ast.BinOp) and (literal_texts(node.left) or literal_texts(node.right))


def offenders() -> list[str]:
    found = []
    for room in ROOMS:
        place = ROOT / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for call in ast.walk(tree):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or not call.args:
                    continue
                if call.func.id in SPOKEN and literal_texts(call.args[0]):
                    found.append(f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call.args[0])[:90]}")
    return found


def test_no_error_is_english_only() -> None:
    assert not (found := offenders()), "\n".join(found)
