"""Sentences in another language, without Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain import details, language, messages
from hfpc_desktop.domain.judgement import Defect, DefectKind, NotJudged

if TYPE_CHECKING:
    from collections.abc import Iterator

_DICTIONARY = {
    "{what}, {place}.": "{place} | {what}",
    "at the top": "OBEN",
    "The product grew {0} beyond its outline": "um {0} gewachsen",
    "The picture is damaged ({0}). Copy or export it again.": "Kaputt: {0}",
    "The file is not there any more. Was it moved or renamed, or is its drive not connected?": "Weg.",
}


@pytest.fixture
def other_language() -> Iterator[None]:
    language.use_translator(lambda _context, text: _DICTIONARY.get(text, text))
    yield
    language.use_translator(None)


def test_another_language_orders_the_words_its_own_way(other_language: None) -> None:
    grown = Defect(DefectKind.OUTGROWTH, 0.5, amount=0.14, place="top")
    assert messages.sentence(grown) == "OBEN | um 14 % gewachsen"
    language.use_translator(None)
    assert messages.sentence(grown) == "The product grew 14 % beyond its outline, at the top."


def test_a_saved_detail_is_said_in_the_language_of_the_window(other_language: None) -> None:
    saved = "The picture is damaged (bad CRC). Copy or export it again."
    assert messages.reason(NotJudged.UNREADABLE_ORIGINAL, saved).endswith("Kaputt: bad CRC.")
    assert details.localised("KeyError: 'x'") == "KeyError: 'x'"


def test_a_detail_in_the_words_of_an_older_version_is_said_as_today() -> None:
    assert details.localised("“POWER” has become “EERIA”") == '"POWER" has become "EERIA"'
    assert details.known('"POWER" has become "EERIA"')


def test_a_detail_of_the_reader_is_known(tmp_path: object) -> None:
    from pathlib import Path

    from hfpc_desktop.domain.errors import PictureError
    from hfpc_desktop.images import content_hash, load_picture

    folder = Path(str(tmp_path))
    contents = {
        "empty.png": b"", "text.png": b"hello", "page.jpg": b"<html></html>", "a.pdf": b"%PDF-1.4",
        "raw.bin": bytes(range(200)), "clip.mp4": b"\0\0\0\x20ftypisom" + bytes(40), "cut.jpg": b"\xff\xd8\xff\xe0" + bytes(8),
    }  # fmt: skip
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    for path in [*(folder / name for name in contents), folder, folder / "missing.png"]:
        with pytest.raises(PictureError) as caught:
            load_picture(path)
        assert details.known(str(caught.value)), str(caught.value)
    with pytest.raises(PictureError) as caught:
        content_hash(folder / "missing.png")
    assert details.known(str(caught.value))


def test_one_and_many() -> None:
    assert [language.plural(n, "one", "many") for n in (0, 1, 2)] == ["many", "one", "many"]


def test_one_thing_is_not_counted_as_several() -> None:
    assert [language.counted(n, "original") for n in (0, 1, 2)] == [
        "0 originals",
        "1 original",
        "2 originals",
    ]
