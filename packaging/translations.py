#!/usr/bin/env python3
"""Texts of the app and their translations: ``python packaging/translations.py [update|check]``.

    update   extract every text from hfpc_desktop/ into resources/translations/hfpc_*.ts (translations
             stay, texts that are gone are dropped) and compile them to .qm; prints what is untranslated
    check    write nothing; exit 1 when a text is missing, unfinished or gone, or a .qm is not of its .ts

Both files are in the repository, so that a start from source needs no Qt tools. A translator edits the
.ts with ``pyside6-linguist`` (or any editor) and runs ``update``. Uses Qt's ``lupdate`` and ``lrelease``
from the PySide6 wheel.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("zh_CN",)


def tool(name: str) -> str:
    """Path of one of Qt's tools inside the PySide6 wheel."""
    spec = find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("PySide6 is not installed here: run packaging/bootstrap.py first")
    folder = Path(next(iter(spec.submodule_search_locations)))
    for place in (folder / name, folder / f"{name}.exe", folder / "Qt" / "libexec" / name):
        if place.is_file():
            return str(place)
    raise SystemExit(f"the PySide6 wheel has no {name}")


def sources() -> list[str]:
    """Every module that may hold a text, relative to the root, in a fixed order."""
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "hfpc_desktop").rglob("*.py"))


def registry_texts() -> list[tuple[str, str]]:
    """(context, English) of the tables whose rows are plain data: actions, columns, measurements."""
    sys.path.insert(0, str(ROOT))
    from hfpc_desktop.ui.inspector import inspector_words
    from hfpc_desktop.ui.keys import actions
    from hfpc_desktop.ui.lists import table_model

    out = [("actions", group.value) for group in actions.Group]
    out += [("actions", text) for spec in actions.SPECS for text in (spec.text, spec.help)]
    out += [("columns", text) for spec in table_model.COLUMNS for text in (spec.title, spec.help)]
    out += [("evidence", text) for line in inspector_words.EVIDENCE_LINES for text in (line.name, line.help)]
    out += [("evidence", name) for name in inspector_words.ROLE_NAMES.values()]
    return list(dict.fromkeys(out))


def extract(ts: Path, language: str) -> None:
    """Bring ``ts`` up to date with the sources."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables.py"
        lines = [
            f"QT_TRANSLATE_NOOP({json.dumps(c)}, {json.dumps(t, ensure_ascii=False)})"
            for c, t in registry_texts()
        ]
        tables.write_text("\n".join(lines) + "\n", encoding="utf-8")
        _lupdate(ts, language, [*sources(), str(tables)])


def _lupdate(ts: Path, language: str, files: list[str]) -> None:
    options = [
        "-silent",
        "-no-obsolete",
        "-locations",
        "none",
        "-source-language",
        "en",
        "-target-language",
        language,
    ]
    subprocess.run([tool("lupdate"), *files, *options, "-ts", str(ts)], cwd=ROOT, check=True)


def compile_(ts: Path, qm: Path) -> None:
    subprocess.run([tool("lrelease"), "-silent", str(ts), "-qm", str(qm)], cwd=ROOT, check=True)


def texts(ts: Path) -> dict[tuple[str, str], str | None]:
    """(context, English) -> translation, ``None`` while it is missing or unfinished."""
    out: dict[tuple[str, str], str | None] = {}
    for context in ET.parse(ts).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            found = message.find("translation")
            done = found is not None and found.get("type") is None and (found.text or "").strip()
            out[name, message.findtext("source", "")] = found.text if found is not None and done else None
    return out


def problems(language: str) -> list[str]:
    """What ``check`` complains about, one line each."""
    ts, qm = FOLDER / f"hfpc_{language}.ts", FOLDER / f"hfpc_{language}.qm"
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / ts.name
        fresh.write_bytes(ts.read_bytes())
        extract(fresh, language)
        now, saved = texts(fresh), texts(ts)
        out = [
            f"not translated: [{context}] {text!r}" for (context, text), done in now.items() if done is None
        ]
        out += [f"no longer in the app: [{c}] {t!r}" for c, t in saved if (c, t) not in now]
        for (context, text), done in now.items():
            if done is not None and placeholders(text) != placeholders(done):
                out.append(f"placeholders differ: [{context}] {text!r} / {done!r}")
        compiled = Path(folder) / qm.name
        compile_(ts, compiled)
        if not qm.is_file() or qm.read_bytes() != compiled.read_bytes():
            out.append(f"{qm.name} is not made from {ts.name}: run packaging/translations.py")
    return out


def placeholders(text: str) -> set[str]:
    """The names in braces: ``{0}``, ``{place}``; a format after a colon belongs to the English text too."""
    import string

    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def update() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        ts = FOLDER / f"hfpc_{language}.ts"
        extract(ts, language)
        compile_(ts, ts.with_suffix(".qm"))
        missing = [key for key, done in texts(ts).items() if done is None]
        print(f"{ts.relative_to(ROOT)}: {len(texts(ts))} texts, {len(missing)} untranslated")
        for context, text in missing:
            print(f"  [{context}] {text!r}")
    return 0


def check() -> int:
    lines = [line for language in LANGUAGES for line in problems(language)]
    print("\n".join(lines) if lines else "every text is translated")
    return 1 if lines else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("update", "check"), nargs="?", default="update")
    return update() if parser.parse_args().command == "update" else check()


if __name__ == "__main__":
    sys.exit(main())
