"""Scanning folders, files and manifests."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from hfpc_desktop.domain.errors import Cancelled, NothingToDo, UsageError
from hfpc_desktop.domain.pairs import Pair
from hfpc_desktop.review import listing
from hfpc_desktop.review.requests import ScanKind, ScanRequest, UnclearFolders, classify_drop
from hfpc_desktop.review.scan import scan
from hfpc_desktop.review.scan_report import ScanReport

STRANGE = ["with space", "emoji 🪑", "椅子", "new\nline", "quote'\"s", "per%cent", "=1+1"]


class Token:
    """Cancels at the n-th look."""

    def __init__(self, looks: int = 10**9) -> None:
        self.looks = looks

    def raise_if_cancelled(self) -> None:
        self.looks -= 1
        if self.looks < 0:
            raise Cancelled("stopped")


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def run(request: ScanRequest) -> tuple[list[Pair], ScanReport]:
    batches = list(scan(request, Token()))
    assert [batch.report is None for batch in batches] == [True] * (len(batches) - 1) + [False]
    report = batches[-1].report
    assert report is not None
    pairs = [pair for batch in batches for pair in batch.pairs]
    assert report.pairs == len(pairs)
    return pairs, report


def names(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.original.name, pair.generated.name) for pair in pairs]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    originals, generated = tmp_path / "originals", tmp_path / "generated"
    originals.mkdir()
    generated.mkdir()
    return originals, generated


# -- two folders -----------------------------------------------------------------------------------


def test_two_folders(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku1.png", a / "sku12.jpg", a / "lonely.png", a / "sku1_mask.png", a / "notes.txt")
    touch(
        b / "sku12_03.png",
        b / "sku1-bg2.webp",
        b / "deep/sku1/x.png",
        b / "sku1_10.png",
        b / "sku1_9.png",
        b / "who.png",
    )
    pairs, report = run(ScanRequest.folders(a, b))
    assert names(pairs) == [
        ("sku1.png", "sku1-bg2.webp"), ("sku1.png", "sku1_9.png"), ("sku1.png", "sku1_10.png"),
        ("sku12.jpg", "sku12_03.png"), ("sku1.png", "x.png"),
    ]  # fmt: skip
    assert all(pair.original.is_absolute() and pair.generated.is_file() for pair in pairs)
    assert {pair.mask for pair in pairs} == {a / "sku1_mask.png", None}
    assert report.originals_alone == (a / "lonely.png",)
    assert report.generated_alone == (b / "who.png",)
    assert report.other_files == ((".txt", 1),)
    assert (report.originals, report.generated, report.masks) == (a, b, 1)
    assert not report.is_clean
    text = "\n".join(report.summary_lines())
    assert "1 generated image without an original: 'who.png'" in text
    assert "1 original without a generated image: 'lonely.png'" in text


def test_ambiguities_are_reported_with_candidates(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png", a / "sku.jpg", b / "sku_1.png")
    pairs, report = run(ScanRequest.folders(a, b))
    assert pairs == []
    assert report.ambiguities[0].generated == b / "sku_1.png"
    assert set(report.ambiguities[0].candidates) == {a / "sku.png", a / "sku.jpg"}
    assert any("'sku.jpg' or 'sku.png'" in line for line in report.summary_lines())


def test_masks_of_generated_images_are_no_generated_images(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png", b / "sku_1.png", b / "sku_1_mask.png")
    assert names(run(ScanRequest.folders(a, b))[0]) == [("sku.png", "sku_1.png")]


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names(two: tuple[Path, Path], name: str) -> None:
    a, b = two
    touch(a / f"{name}.png", b / f"{name}_1.png", b / name / "2.png")
    pairs, report = run(ScanRequest.folders(a, b))
    assert len(pairs) == 2
    assert report.is_clean


def test_reports_of_strange_names_stay_on_one_line(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png", b / "sku_1.png", b / "new\nline.png")
    assert all("\n" not in line for line in run(ScanRequest.folders(a, b))[1].summary_lines())


def test_hidden_files_and_folders_are_ignored(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png", a / "._sku.png", a / ".hidden/sku.png", a / "Thumbs.db", a / ".DS_Store")
    touch(b / "sku_1.png", b / "._sku_1.png", b / ".thumbnails/sku_2.png")
    pairs, report = run(ScanRequest.folders(a, b))
    assert names(pairs) == [("sku.png", "sku_1.png")]
    assert report.is_clean


@pytest.mark.parametrize("marker", ["hfpc-export.csv", "hfpc-export.json"])
def test_own_exports_are_not_scanned_again(two: tuple[Path, Path], marker: str) -> None:
    a, b = two
    touch(a / "sku.png", b / "sku_1.png", b / "approved/sku_1.png", b / f"approved/{marker}")
    assert names(run(ScanRequest.folders(a, b))[0]) == [("sku.png", "sku_1.png")]
    touch(b / "also/sku_2.png")
    excluded = ScanRequest.folders(a, b, exclude=[b / "also"])
    assert names(run(excluded)[0]) == [("sku.png", "sku_1.png")]


def test_generated_folder_inside_the_originals_folder(tmp_path: Path) -> None:
    touch(tmp_path / "sku.png", tmp_path / "new/sku_1.png")
    pairs, report = run(ScanRequest.folders(tmp_path, tmp_path / "new"))
    assert names(pairs) == [("sku.png", "sku_1.png")]
    assert report.is_clean


def test_originals_folder_inside_the_generated_folder(tmp_path: Path) -> None:
    touch(tmp_path / "old/sku.png", tmp_path / "sku_1.png")
    pairs, report = run(ScanRequest.folders(tmp_path / "old", tmp_path))
    assert names(pairs) == [("sku.png", "sku_1.png")]
    assert report.is_clean


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_link_loops_end_and_real_folders_come_first(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png", b / "z_real/sku_1.png")
    (b / "a_link").symlink_to(b / "z_real")
    (b / "z_real" / "up").symlink_to(b)
    (b / "sku_2.png").symlink_to(b / "z_real" / "sku_1.png")
    (b / "sku_3.png").symlink_to(b / "nowhere.png")
    pairs, report = run(ScanRequest.folders(a, b))
    assert sorted(pair.generated.relative_to(b).as_posix() for pair in pairs) == [
        "sku_2.png",
        "z_real/sku_1.png",
    ]
    assert [item.what for item in report.unusable] == [str(b / "sku_3.png")]
    assert "points to nothing" in report.unusable[0].text


# -- what goes wrong -------------------------------------------------------------------------------


def test_the_same_folder_twice(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path) if sys.platform != "win32" else None
    for other in (tmp_path, tmp_path / "x" / "..", tmp_path / "link"):
        with pytest.raises(UsageError, match="Choose two folders"):
            ScanRequest.folders(tmp_path, other)


def test_empty_folders_say_which_and_what_to_do(two: tuple[Path, Path]) -> None:
    a, b = two
    with pytest.raises(NothingToDo, match=r"originals holds no original.*Choose another folder"):
        run(ScanRequest.folders(a, b))
    touch(a / "sku.png", b / "photos.psd")
    with pytest.raises(NothingToDo, match=r"generated holds no generated image.*1 \.psd"):
        run(ScanRequest.folders(a, b))


def test_no_pair_says_what_was_looked_for(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png", b / "other.png")
    _, report = run(ScanRequest.folders(a, b))
    assert report.pairs == 0
    assert "must carry its original's name" in report.summary_lines()[0]


def test_missing_folder_and_file_instead_of_folder(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png")
    with pytest.raises(UsageError, match="not there"):
        run(ScanRequest.folders(a, b / "gone"))
    with pytest.raises(UsageError, match="a file, not a folder"):
        run(ScanRequest.folders(a, a / "sku.png"))
    with pytest.raises(UsageError, match="not there"):
        run(ScanRequest.parent(a / "gone"))


@pytest.mark.parametrize(("error", "words"), [
    (PermissionError(13, "Permission denied"), "may not be read"),
    (FileNotFoundError(2, "No such file"), "not there"),
    (OSError(5, "Input/output error"), "Input/output error"),
])  # fmt: skip
def test_unreadable_or_vanishing_folder_is_reported_and_the_rest_goes_on(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    a, b = two
    touch(a / "sku.png", b / "bad/sku_1.png", b / "good/sku_2.png")
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "bad":
            raise error
        return real(path)

    monkeypatch.setattr(listing.os, "scandir", scandir)
    pairs, report = run(ScanRequest.folders(a, b))
    assert names(pairs) == [("sku.png", "sku_2.png")]
    assert [item.what for item in report.unusable] == [str(b / "bad")]
    assert words in report.unusable[0].text
    assert any(words in line for line in report.summary_lines())


def test_cancel(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png", *(b / f"sku_{i}.png" for i in range(600)))
    batches = scan(ScanRequest.folders(a, b), Token(3))
    assert len(next(batches).pairs) == 64
    with pytest.raises(Cancelled):
        list(batches)


def test_first_batch_is_small(two: tuple[Path, Path]) -> None:
    a, b = two
    touch(a / "sku.png", *(b / f"sku_{i}.png" for i in range(1500)))
    sizes = [len(batch.pairs) for batch in scan(ScanRequest.folders(a, b), Token())]
    assert sizes[:2] == [64, 1000]
    assert sum(sizes) == 1500


# -- one parent, files -----------------------------------------------------------------------------


@pytest.mark.parametrize(("original", "generated"), [
    ("originals", "generated"), ("Original", "results"), ("source photos", "AI creatives"),
    ("products_2024", "variants-3"), ("input", "output"), ("01_originals", "batch7"), ("cutouts", "generated"),
])  # fmt: skip
def test_parent_with_recognisable_subfolders(tmp_path: Path, original: str, generated: str) -> None:
    touch(tmp_path / original / "sku.png", tmp_path / generated / "sku_1.png", tmp_path / "masks/sku.png")
    pairs, report = run(ScanRequest.parent(tmp_path))
    assert names(pairs) == [("sku.png", "sku_1.png")]
    assert report.originals == tmp_path / original
    assert pairs[0].mask == tmp_path / "masks" / "sku.png"
    drop = classify_drop([tmp_path])
    assert isinstance(drop, ScanRequest)
    assert drop.paths == (tmp_path / original, tmp_path / generated)


def test_masks_folder_that_keeps_both_kinds_apart(tmp_path: Path) -> None:
    touch(tmp_path / "originals/sku.png", tmp_path / "generated/sku_1.png")
    touch(tmp_path / "masks/original/sku.png", tmp_path / "masks/generated/sku_1.png")
    pairs, report = run(ScanRequest.parent(tmp_path))
    assert pairs[0].mask == tmp_path / "masks/original/sku.png"
    assert report.is_clean


def test_parent_with_files_side_by_side(tmp_path: Path) -> None:
    touch(tmp_path / "sku.png", tmp_path / "sku_1.png", tmp_path / "sku/2.png", tmp_path / "sku_mask.png")
    touch(tmp_path / "lonely.png")
    pairs, report = run(ScanRequest.parent(tmp_path))
    assert sorted(names(pairs)) == [("sku.png", "2.png"), ("sku.png", "sku_1.png")]
    assert {pair.mask for pair in pairs} == {tmp_path / "sku_mask.png"}
    assert report.originals_alone == (tmp_path / "lonely.png",)


def test_parent_with_several_candidates_asks_for_two_folders(tmp_path: Path) -> None:
    for name in ("originals", "results", "variants"):
        touch(tmp_path / name / "sku.png")
    with pytest.raises(UsageError, match="results, variants"):
        run(ScanRequest.parent(tmp_path))


def test_parent_with_two_unknown_folders(tmp_path: Path) -> None:
    touch(tmp_path / "a/sku.png", tmp_path / "b/sku.png")
    assert classify_drop([tmp_path]) == UnclearFolders(tmp_path / "a", tmp_path / "b")
    with pytest.raises(UsageError, match="Which of a and b"):
        run(ScanRequest.parent(tmp_path))
    touch(tmp_path / "a/sku_1.png")
    (tmp_path / "a/sku.png").unlink()
    drop = classify_drop([tmp_path])
    assert isinstance(drop, ScanRequest)
    assert drop.paths == (tmp_path / "b", tmp_path / "a")


def test_two_folders_by_name_by_content_or_by_question(tmp_path: Path) -> None:
    touch(
        tmp_path / "x/originals/sku.png",
        tmp_path / "new/sku_1.png",
        tmp_path / "old/sku.png",
        tmp_path / "c/sku.png",
    )
    x, new, old, c = (tmp_path / name for name in ("x/originals", "new", "old", "c"))
    assert classify_drop([new, x]) == ScanRequest.folders(x, new)
    assert classify_drop([new, old]) == ScanRequest.folders(old, new)
    assert classify_drop([old, c]) == UnclearFolders(old, c)


def test_drops_that_mean_something_else(tmp_path: Path) -> None:
    touch(
        tmp_path / "a.hfpc", tmp_path / "m.csv", tmp_path / "p.png", tmp_path / "q.txt", tmp_path / "p_1.png"
    )
    assert classify_drop([tmp_path / "a.hfpc"]) == tmp_path / "a.hfpc"
    manifest = classify_drop([tmp_path / "m.csv"])
    assert isinstance(manifest, ScanRequest)
    assert manifest.kind is ScanKind.MANIFEST
    files = classify_drop([tmp_path / "p.png", tmp_path / "p_1.png", tmp_path / "p.png"])
    assert isinstance(files, ScanRequest)
    assert names(run(files)[0]) == [("p.png", "p_1.png")]
    for paths, words in (
        ([], "Nothing"),
        ([tmp_path / "gone"], "not there"),
        ([tmp_path / "p.png"], "one picture"),
        ([tmp_path / "q.txt"], "neither"),
        ([tmp_path, tmp_path / "p.png"], "several things"),
    ):
        with pytest.raises(UsageError, match=words):
            classify_drop(paths)
    (tmp_path / "d").mkdir()
    same = classify_drop([tmp_path / "d", tmp_path / "d"])
    assert isinstance(same, ScanRequest)
    assert same.kind is ScanKind.PARENT


def test_dropped_files_in_two_folders_and_vanished_ones(tmp_path: Path) -> None:
    touch(tmp_path / "o/sku.png", tmp_path / "g/sku_1.png", tmp_path / "g/read.me")
    request = ScanRequest.files(
        [tmp_path / p for p in ("o/sku.png", "g/sku_1.png", "g/sku_2.png", "g/read.me")]
    )
    pairs, report = run(request)
    assert names(pairs) == [("sku.png", "sku_1.png")]
    assert [item.what for item in report.unusable] == [str(tmp_path / "g/sku_2.png")]


def test_requests_survive_the_project_file(tmp_path: Path) -> None:
    for request in (
        ScanRequest.folders(
            tmp_path / "a", tmp_path / "ü\nb", masks=tmp_path / "m", exclude=[tmp_path / "e"]
        ),
        ScanRequest.parent(tmp_path),
        ScanRequest.files([tmp_path / "a.png"]),
        ScanRequest.manifest(tmp_path / "m.csv"),
    ):
        assert ScanRequest.from_json(request.to_json()) == request
        assert request.name


# -- manifests -------------------------------------------------------------------------------------


def test_csv_manifest(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(
        "\ufeffOriginal;generated;mask;product\n"
        "o/a b.png;g/1.png;m/a.png;red chair\n"
        f"{tmp_path}/o/c.png;../up/2.png;;\n"
        "\n"
        "o/c.png;../up/2.png;;\n"
        ";g/3.png;;\n"
        "http://x.org/a.png;g/4.png;;\n",
        encoding="utf-8",
    )
    pairs, report = run(ScanRequest.manifest(path))
    assert pairs == [
        Pair(tmp_path / "o/a b.png", tmp_path / "g/1.png", tmp_path / "m/a.png", "red chair"),
        Pair(tmp_path / "o/c.png", tmp_path.parent / "up/2.png"),
    ]
    assert [item.what for item in report.unusable] == ["pairs.csv, line 6", "pairs.csv, line 7"]
    assert "names no original" in report.unusable[0].text
    assert "Fetch it first" in report.unusable[1].text
    assert report.masks == 1


def test_json_lines_in_both_published_forms(tmp_path: Path) -> None:
    path = tmp_path / "test.json"
    address = (tmp_path / "o" / "a b#.png").as_uri()
    lines = [
        {"origin": address, "generation": "g/1.png", "label": 1},
        {"o/c.png": {"generations": ["g/2.png", "https://x.org/3.png"], "labels": [0, 1]}},
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + '\nnot json\n[1]\n{"x": 1}\n', encoding="utf-8")
    pairs, report = run(ScanRequest.manifest(path))
    assert pairs == [
        Pair(tmp_path / "o/a b#.png", tmp_path / "g/1.png"),
        Pair(tmp_path / "o/c.png", tmp_path / "g/2.png"),
    ]
    assert [item.what for item in report.unusable] == [f"test.json, line {n}" for n in (2, 3, 4, 5)]


@pytest.mark.parametrize(("name", "content", "words"), [
    ("a.csv", b"a,b\n1,2\n", "columns 'original' and 'generated'"),
    ("a.csv", b"", "columns"),
    ("a.csv", b"original,generated\n\xff\xfe,x\n", "UTF-8"),
    ("a.json", b"hello\n", "holds no pair"),
    ("a.json", b"", "holds no pair"),
    ("gone.csv", None, "cannot be read"),
])  # fmt: skip
def test_manifests_that_are_none(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=words):
        run(ScanRequest.manifest(tmp_path / name))


def test_manifest_without_a_row(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("original,generated\n", encoding="utf-8")
    with pytest.raises(NothingToDo, match="names no pair"):
        run(ScanRequest.manifest(tmp_path / "m.csv"))


def test_published_lists_say_fetch_first(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text('{"origin": "https://a/1", "generation": "https://a/2", "label": 1}\n', encoding="utf-8")
    pairs, report = run(ScanRequest.manifest(path))
    assert pairs == []
    assert "Fetch it first" in report.unusable[0].text


# -- real folders ----------------------------------------------------------------------------------


@pytest.mark.data
def test_the_shared_pairs(data_dir: Path) -> None:
    pairs, report = run(ScanRequest.parent(data_dir / "real_pairs"))
    assert len(pairs) == 33
    assert report.is_clean
    assert ("clock-b.png", "clock-b_01.png") in names(pairs)
    again, _ = run(ScanRequest.manifest(data_dir / "real_pairs" / "labels.csv"))
    assert {(pair.original, pair.generated) for pair in again} == {
        (pair.original, pair.generated) for pair in pairs
    }
    rendered, report = run(ScanRequest.parent(data_dir / "renders"))
    assert all(pair.mask is not None for pair in rendered)
    listed, _ = run(ScanRequest.manifest(data_dir / "renders" / "pairs.jsonl"))
    places = {(pair.original, pair.generated, pair.mask) for pair in rendered}
    assert {(pair.original, pair.generated, pair.mask) for pair in listed} <= places
    assert listed
