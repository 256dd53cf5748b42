"""The Chinese catalogue is complete, and made from the texts the app has now."""

from __future__ import annotations

from tests.packaging.scripts import load_script as load


def test_every_text_is_translated_and_compiled() -> None:
    translations = load("translations")
    assert translations.problems("zh_CN") == []


def test_an_untranslated_text_is_found(tmp_path, monkeypatch) -> None:
    translations = load("translations")
    copy = tmp_path / "hfpc_zh_CN.ts"
    text = (translations.FOLDER / copy.name).read_text(encoding="utf-8")
    copy.write_text(
        text.replace("<translation>通过</translation>", "<translation></translation>"), encoding="utf-8"
    )
    translations.compile_(copy, copy.with_suffix(".qm"))
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    assert any("not translated" in line and "'Approve'" in line for line in translations.problems("zh_CN"))
