"""Rows of scores in CSV, JSON and Parquet files."""

from __future__ import annotations

import csv
import errno
import io
import json
import math
import os
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from hfpc_desktop.domain.errors import ExportError, UsageError
from hfpc_desktop.domain.judgement import Defect, DefectKind, Evidence, Judgement, NotJudged, Region
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.domain.verdict import Thresholds
from hfpc_desktop.review import safe_write
from hfpc_desktop.review.score_rows import COLUMNS, ScoreRow, check_rows_path, score_row, write_rows

CONTRACT = [
    *("original", "generated", "reward", "reward_raw", "consistency", "verdict", "defects"),
    *("outgrowth", "loss", "iou", "boundary_f", "registration", "scale", "text_similarity", "colour_delta"),
    *("not_judged_reason", "models", "device", "ms"),
]

JUDGED = Judgement(
    reward=0.82,
    reward_raw=-1.5,
    consistency=0.91,
    evidence=Evidence(outgrowth=0.02, loss=0.0, iou=0.97, scale=1.1, colour_delta=3.25),
    defects=(Defect(DefectKind.TEXT_CHANGE, 0.4, Region(0.1, 0.2, 0.3, 0.4), detail='"=A" is now "Ä\n"'),),
    models=(("segmenter", "u2netp"), ("reward", "starter")),
    device="CPU",
    ms=431.5,
)
BLANK = Judgement(not_judged=NotJudged.MISSING_FILE, not_judged_detail="gone\nsince  noon", ms=1.0)


def row(
    judgement: Judgement | None, *, original: str = "/o/a.png", generated: str = "/g/a_1.png"
) -> ScoreRow:
    return score_row(Pair(Path(original), Path(generated)), judgement, Thresholds())


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def no_leftovers(folder: Path) -> bool:
    return not list(folder.glob(f"*{safe_write.TEMPORARY_SUFFIX}"))


def test_columns_are_the_contract() -> None:
    assert list(COLUMNS) == CONTRACT


def test_csv_row(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    write_rows([row(JUDGED), row(BLANK), row(None)], path)
    judged, blank, waiting = read_csv(path)
    assert list(judged) == CONTRACT
    assert judged["verdict"] == "approve"
    assert float(judged["reward"]) == 0.82
    assert judged["reward_raw"] == "-1.5"  # a number, not escaped
    assert judged["loss"] == "0.0"  # measured as nothing ...
    assert judged["boundary_f"] == ""  # ... is not the same as not measured
    assert json.loads(judged["models"]) == [
        {"role": "segmenter", "id": "u2netp"},
        {"role": "reward", "id": "starter"},
    ]
    (defect,) = json.loads(judged["defects"])
    assert defect["kind"] == "text_change"
    assert defect["region"] == [0.1, 0.2, 0.3, 0.4]
    assert defect["detail"] == '"=A" is now "Ä\n"'
    assert judged["not_judged_reason"] == ""
    assert (blank["reward"], blank["consistency"], blank["verdict"]) == ("", "", "not_judged")
    assert blank["not_judged_reason"] == "missing_file: gone since noon"
    assert json.loads(blank["defects"]) == []
    assert (waiting["not_judged_reason"], waiting["ms"]) == ("not_yet_judged", "")


def test_json_has_real_lists_and_nulls(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    write_rows([row(JUDGED), row(BLANK)], path)
    judged, blank = json.loads(path.read_text(encoding="utf-8"))
    assert list(judged) == CONTRACT
    assert judged["defects"][0]["severity"] == 0.4
    assert judged["models"][1] == {"role": "reward", "id": "starter"}
    assert blank["reward"] is None
    assert blank["defects"] == []


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_no_rows_is_a_readable_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"none{suffix}"
    write_rows([], path)
    assert (read_csv(path) if suffix == ".csv" else json.loads(path.read_text())) == []


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "scores.parquet"
    write_rows([row(JUDGED), row(BLANK)], path)
    table = parquet.read_table(path)
    assert table.column_names == CONTRACT
    assert table["reward"].to_pylist() == [0.82, None]
    assert json.loads(table["defects"][0].as_py())[0]["kind"] == "text_change"
    assert str(table.schema.field("ms").type) == "double"


def test_parquet_with_no_measurement_keeps_its_column_types(tmp_path: Path) -> None:
    write_rows([row(None)], tmp_path / "a.parquet")
    schema = parquet.read_schema(tmp_path / "a.parquet")
    assert str(schema.field("reward").type) == "double"
    assert str(schema.field("device").type) == "string"


def test_parquet_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install hfpc-desktop\[parquet\]"):
        write_rows([row(JUDGED)], tmp_path / "scores.parquet")
    with pytest.raises(UsageError, match="pyarrow"):
        check_rows_path(tmp_path / "scores.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["scores", "scores.xlsx", "scores.csv.gz"])
def test_unknown_suffix(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.csv, \.json or \.parquet"):
        write_rows([row(JUDGED)], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["a b.png", "🪑.png", "椅子.png", "new\nline.png", "carriage\rreturn.png", '","']
)
def test_names_come_back_as_they_are(tmp_path: Path, name: str) -> None:
    rows = [row(JUDGED, generated=f"/g/{name}"), row(BLANK)]
    write_rows(rows, tmp_path / "s.csv")
    write_rows(rows, tmp_path / "s.json")
    first, second = read_csv(tmp_path / "s.csv")
    assert first["generated"] == f"/g/{name}"
    assert second["generated"] == "/g/a_1.png"
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))[0]["generated"] == f"/g/{name}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names are Unicode")
def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"/g/\xff.png")
    write_rows([row(JUDGED, generated=name)], tmp_path / "s.csv")
    write_rows([row(JUDGED, generated=name)], tmp_path / "s.json")
    assert read_csv(tmp_path / "s.csv")[0]["generated"] == "/g/\\udcff.png"
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))[0]["generated"] == name


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_formulas_are_text(tmp_path: Path, start: str) -> None:
    text = f'{start}HYPERLINK("http://x")'
    write_rows([row(Judgement(device=text))], tmp_path / "s.csv")
    write_rows([row(Judgement(device=text))], tmp_path / "s.json")
    assert read_csv(tmp_path / "s.csv")[0]["device"] == "'" + text
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))[0]["device"] == text


def test_numbers_that_are_no_numbers_are_missing(tmp_path: Path) -> None:
    strange = Judgement(
        reward=math.nan,
        consistency=math.inf,
        defects=(Defect(DefectKind.LOSS, 0.5, Region(math.nan, 0, 1, 1)),),
        not_judged=NotJudged.FAILED,
    )
    write_rows([row(strange)], tmp_path / "s.json")
    (read,) = json.loads((tmp_path / "s.json").read_text())
    assert (read["reward"], read["consistency"]) == (None, None)
    assert "region" not in read["defects"][0]


def test_a_missing_score_always_has_a_reason() -> None:
    assert row(Judgement(reward=0.5)).not_judged_reason.startswith("failed: ")
    assert row(JUDGED).not_judged_reason == ""


class _FullDisk(io.FileIO):
    """A file on a disk with no room: opening works, writing does not."""

    def write(self, data: Any, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_full_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    path = tmp_path / f"s{suffix}"
    path.write_text("old")
    monkeypatch.setattr(safe_write, "open", lambda name, mode: _FullDisk(name, mode), raising=False)
    with pytest.raises(ExportError, match=r"disk is full.*Free some space"):
        write_rows([row(JUDGED)], path)
    assert path.read_text() == "old"
    assert no_leftovers(tmp_path)


def test_failing_rename_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.csv"
    path.write_text("old")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(ExportError, match="another program has the file open"):
        write_rows([row(JUDGED)], path)
    assert path.read_text() == "old"
    assert no_leftovers(tmp_path)


def test_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(safe_write, "open", refuse, raising=False)
    for act in (
        lambda: write_rows([row(JUDGED)], tmp_path / "s.csv"),
        lambda: check_rows_path(tmp_path / "s.csv"),
    ):
        with pytest.raises(ExportError, match=r"read-only.*Choose another folder"):
            act()


def test_folders_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="the folder is not there"):
        write_rows([row(JUDGED)], tmp_path / "gone" / "s.csv")
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="part of its path is a file"):
        write_rows([row(JUDGED)], tmp_path / "file" / "s.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        write_rows([row(JUDGED)], tmp_path / "folder.csv")
    with pytest.raises(ExportError, match="is a folder"):
        check_rows_path(tmp_path / "folder.csv")
    assert no_leftovers(tmp_path)


def test_check_leaves_nothing_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("old")
    check_rows_path(tmp_path / "s.csv")
    check_rows_path(tmp_path / "new.json")
    assert [path.name for path in tmp_path.iterdir()] == ["s.csv"]
    assert (tmp_path / "s.csv").read_text() == "old"


def test_an_error_shows_a_strange_name_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        write_rows([row(JUDGED)], tmp_path / "go\nne" / "s.csv")
    assert "\n" not in str(caught.value)


# -- safe_write -------------------------------------------------------------------------------
@pytest.mark.parametrize("links", [True, False])
def test_existing_file_is_kept_without_replace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:

        def refuse(*_: object) -> None:
            raise OSError(errno.EPERM, "no hard links on this drive")

        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.bin"
    with safe_write.whole_file(path, replace=False) as stream:
        stream.write(b"first")
    with pytest.raises(FileExistsError), safe_write.whole_file(path, replace=False) as stream:
        stream.write(b"second")
    assert path.read_bytes() == b"first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.bin"]


def test_long_windows_paths() -> None:
    long = "C:\\" + "x" * 300
    assert safe_write.windows_long_path("C:\\short.png") == "C:\\short.png"
    assert safe_write.windows_long_path(long) == "\\\\?\\" + long
    assert safe_write.windows_long_path("\\\\server\\" + "x" * 300) == "\\\\?\\UNC\\server\\" + "x" * 300
    assert safe_write.windows_long_path("\\\\?\\" + long) == "\\\\?\\" + long
