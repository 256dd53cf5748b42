"""Copying chosen images and listing them."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from hfpc_desktop.domain.errors import Cancelled, ExportError, UsageError
from hfpc_desktop.domain.export_item import ExportItem
from hfpc_desktop.domain.export_plan import CollisionPolicy, CopyStep, ExportLayout, ExportOptions, ExportPlan
from hfpc_desktop.domain.judgement import Defect, DefectKind, Judgement
from hfpc_desktop.domain.verdict import Decision, Verdict
from hfpc_desktop.review import safe_write, verified_copy
from hfpc_desktop.review.columns import PairRow
from hfpc_desktop.review.export import MANIFEST_COLUMNS, export_items, prepare_plan, run_export
from hfpc_desktop.review.export_report import ExportReport, FailedFile, report_lines
from hfpc_desktop.review.table import ReviewTable

NAMES = ("a b.png", "🪑.png", "椅子.png", "new\nline.png")
JUDGEMENT = Judgement(
    reward=0.8,
    consistency=0.9,
    defects=(Defect(DefectKind.LOSS, 0.2),),
    models=(("reward", "starter-1"),),
    device="CPU",
)


class Token:
    """Cancels itself before the n-th look."""

    def __init__(self, looks: int = 1_000_000) -> None:
        self._left = looks

    def raise_if_cancelled(self) -> None:
        if self._left == 0:
            raise Cancelled("stopped")
        self._left -= 1


class Shop:
    """A folder of originals and generated images, and where to export to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.roots = (root / "originals", root / "generated")
        self.out = root / "out"
        for folder in self.roots:
            folder.mkdir()
        (root / "originals" / "o.png").write_bytes(b"original")

    def item(self, pair_id: int, name: str, data: bytes | None = None) -> ExportItem:
        path = self.root / "generated" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() if data is None else data)
        os.utime(path, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000 + pair_id))
        original = self.root / "originals" / "o.png"
        return ExportItem(pair_id, original, path, Decision.APPROVED, Verdict.APPROVE, JUDGEMENT)

    def items(self, *names: str) -> list[ExportItem]:
        return [self.item(i, name) for i, name in enumerate(names, 1)]

    def plan(self, items: list[ExportItem], **more: Any) -> ExportPlan:
        return prepare_plan(items, ExportOptions(**{"destination": self.out, **more}), self.roots)

    def sources(self) -> dict[Path, tuple[bytes, int]]:
        return {
            path: (path.read_bytes(), path.stat().st_mtime_ns)
            for root in self.roots
            for path in root.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


LISTS = {"hfpc-export.csv", "hfpc-export.json"}


# -- the good case ----------------------------------------------------------------------------
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_copies_bytes_and_times_and_lists_them(shop: Shop) -> None:
    items = shop.items(*NAMES)
    before = shop.sources()
    steps: list[tuple[int, int]] = []
    report = run_export(shop.plan(items), items, Token(), lambda done, total: steps.append((done, total)))
    assert report.complete
    assert steps == [(i, 4) for i in range(5)]
    assert files(shop.out) == {"a b.png", "🪑.png", "椅子.png", "new_line.png"} | LISTS
    for copy in report.copied:
        assert copy.target.read_bytes() == copy.source.read_bytes()
        assert copy.target.stat().st_mtime_ns == copy.source.stat().st_mtime_ns
        expected = hashlib.blake2b(copy.source.read_bytes(), digest_size=16).hexdigest()
        assert copy.content_hash == expected
    assert shop.sources() == before

    rows = json.loads((shop.out / "hfpc-export.json").read_text(encoding="utf-8"))
    assert list(rows[0]) == list(MANIFEST_COLUMNS)
    assert [row["file"] for row in rows] == ["a b.png", "🪑.png", "椅子.png", "new_line.png"]
    last = rows[3]
    assert last["generated"] == str(items[3].generated)
    assert (last["decision"], last["verdict"], last["reward"]) == ("approved", "approve", 0.8)
    assert last["models"] == [{"role": "reward", "id": "starter-1"}]
    assert last["content_hash"] == report.copied[3].content_hash
    with (shop.out / "hfpc-export.csv").open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    assert [cell["generated"] for cell in cells] == [str(item.generated) for item in items]
    assert json.loads(cells[0]["defects"])[0]["kind"] == "loss"


def test_tree_layout_and_file_names_in_the_list(shop: Shop) -> None:
    items = shop.items("sku1/x.png", "sku2/x.png")
    report = run_export(shop.plan(items, layout=ExportLayout.TREE), items, Token())
    assert files(shop.out) == {"sku1/x.png", "sku2/x.png"} | LISTS
    rows = json.loads(report.manifests[1].read_text(encoding="utf-8"))
    assert [row["file"] for row in rows] == ["sku1/x.png", "sku2/x.png"]


def test_plan_knows_sizes_and_names_of_the_destination(shop: Shop) -> None:
    shop.out.mkdir()
    (shop.out / "X.PNG").write_bytes(b"mine")
    items = [shop.item(1, "x.png", b"12345"), shop.item(2, "y.png", b"123")]
    items[1].generated.unlink()
    plan = shop.plan(items)
    assert plan.total_bytes == 5
    assert plan.copies[0].target.name == "x_2.png"
    assert plan.warnings[0].startswith("1 image cannot be read")
    run_export(plan, items, Token())
    assert (shop.out / "X.PNG").read_bytes() == b"mine"


def test_three_exports_with_three_policies(shop: Shop) -> None:
    items = shop.items("x.png", "y.png")
    run_export(shop.plan(items), items, Token())
    items = [shop.item(1, "x.png", b"newer"), items[1]]

    skipping = run_export(shop.plan(items, collisions=CollisionPolicy.SKIP), items, Token())
    assert (len(skipping.skipped), skipping.copied, skipping.manifests) == (2, (), ())
    assert (shop.out / "x.png").read_bytes() == b"x.png"

    overwriting = run_export(shop.plan(items, collisions=CollisionPolicy.OVERWRITE), items, Token())
    assert files(shop.out) == {"x.png", "y.png"} | LISTS
    assert (shop.out / "x.png").read_bytes() == b"newer"
    assert overwriting.complete

    run_export(shop.plan(items), items, Token())
    both = {"hfpc-export_2.csv", "hfpc-export_2.json"}
    assert files(shop.out) == {"x.png", "y.png", "x_2.png", "y_2.png"} | LISTS | both


def test_nothing_to_copy_touches_nothing(shop: Shop) -> None:
    report = run_export(shop.plan([]), [], Token())
    assert report.complete
    assert not shop.out.exists()


# -- sources stay as they are -------------------------------------------------------------------
def test_overwriting_sources_is_refused_through_a_link_too(shop: Shop) -> None:
    items = shop.items("x.png")
    (shop.root / "link").symlink_to(shop.root / "generated")
    for destination in (shop.root / "generated", shop.root / "link"):
        with pytest.raises(UsageError, match="never changed"):
            shop.plan(items, destination=destination, collisions=CollisionPolicy.OVERWRITE)


def test_a_plan_keeps_the_options_as_asked(shop: Shop) -> None:
    (shop.root / "link").symlink_to(shop.root)
    options = ExportOptions(shop.root / "link" / "out")
    items = shop.items("x.png")
    plan = prepare_plan(items, options, shop.roots)
    assert plan.options == options
    assert plan.destination == Path(os.path.realpath(shop.out))
    assert run_export(plan, items, Token()).summary_lines()[0] == f"1 image copied to '{plan.destination}'."


def test_a_source_under_another_name_is_not_overwritten(shop: Shop) -> None:
    items = shop.items("x.png", "y.png")
    shop.out.mkdir()
    os.link(items[1].generated, shop.out / "x.png")
    before = shop.sources()
    report = run_export(shop.plan(items, collisions=CollisionPolicy.OVERWRITE), items, Token())
    assert [entry.pair_id for entry in report.failed] == [1]
    assert "never overwritten" in report.failed[0].reason
    assert (shop.out / "x.png").samefile(items[1].generated)
    assert shop.sources() == before


def test_a_file_that_appeared_since_the_plan_is_kept(shop: Shop) -> None:
    items = shop.items("x.png", "y.png")
    plan = shop.plan(items)
    shop.out.mkdir()
    (shop.out / "x.png").write_bytes(b"mine")
    (shop.out / "hfpc-export.csv").write_bytes(b"mine")
    report = run_export(plan, items, Token())
    assert (shop.out / "x.png").read_bytes() == b"mine"
    assert (shop.out / "hfpc-export.csv").read_bytes() == b"mine"
    assert "exists already" in report.failed[0].reason
    assert [path.name for path in report.manifests] == ["hfpc-export_2.csv", "hfpc-export.json"]


def test_a_changed_project_must_be_planned_again(shop: Shop) -> None:
    items = shop.items("x.png", "y.png")
    with pytest.raises(UsageError, match="Plan the export again"):
        run_export(shop.plan(items), items[:1], Token())
    assert not shop.out.exists()


# -- cancelling -------------------------------------------------------------------------------
def test_cancel_keeps_and_lists_what_was_copied(shop: Shop) -> None:
    items = shop.items("x.png", "y.png", "z.png")
    report = run_export(shop.plan(items), items, Token(looks=2))
    assert report.cancelled
    assert not report.complete
    assert report.not_reached == 1
    assert files(shop.out) == {"x.png", "y.png"} | LISTS
    assert len(json.loads(report.manifests[1].read_text())) == 2
    assert "Cancelled: 1 image not copied. What was copied stays." in report_lines(report)


def test_cancel_before_the_first(shop: Shop) -> None:
    items = shop.items("x.png")
    report = run_export(shop.plan(items), items, Token(looks=0))
    assert (report.copied, report.not_reached, report.manifests) == ((), 1, ())


# -- bad input --------------------------------------------------------------------------------
def test_vanished_and_unreadable_sources_are_entries(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    items = shop.items("x.png", "y.png", "z.png", "ok.png")
    plan = shop.plan(items)
    items[0].generated.unlink()
    items[1].generated.unlink()
    items[1].generated.mkdir()
    true_open = open

    def broken_disk(name: str, mode: str) -> Any:
        if str(name).endswith("z.png"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return true_open(name, mode)

    monkeypatch.setattr(verified_copy, "open", broken_disk, raising=False)
    report = run_export(plan, items, Token())
    assert [entry.pair_id for entry in report.failed] == [1, 2, 3]
    gone, folder, unreadable = (entry.reason for entry in report.failed)
    assert "no longer there. Put it back" in gone
    assert "is no file any more" in folder
    assert "cannot be read (Input/output error)" in unreadable
    assert report.stopped == ""
    assert files(shop.out) == {"ok.png"} | LISTS
    assert len(report_lines(report)) == 1 + 3 + 2


def test_a_source_that_fails_while_it_is_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    items = shop.items("x.png", "y.png")
    true_open = open

    class Failing:
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None:
            self._stream.close()

        def fileno(self) -> int:
            return int(self._stream.fileno())

        def read(self, _: int) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def opening(name: str, mode: str) -> Any:
        stream = true_open(name, mode)
        return Failing(stream) if str(name).endswith("x.png") else stream

    monkeypatch.setattr(verified_copy, "open", opening, raising=False)
    report = run_export(shop.plan(items), items, Token())
    assert [entry.pair_id for entry in report.failed] == [1]
    assert files(shop.out) == {"y.png"} | LISTS


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_stops_and_says_so(shop: Shop, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    items = shop.items("x.png", "y.png", "z.png")
    true_fsync = os.fsync
    room = iter([True])  # for the first copy only

    def full(number: int) -> None:
        if not next(room, False):
            raise OSError(code, os.strerror(code))
        true_fsync(number)

    monkeypatch.setattr(os, "fsync", full)
    report = run_export(shop.plan(items), items, Token())
    assert [copy.pair_id for copy in report.copied] == [1]
    assert [entry.pair_id for entry in report.failed] == [2, None, None]  # the lists found no room either
    assert report.not_reached == 1
    assert report.stopped.startswith("The disk is full")
    assert "skip what is there already" in report.stopped
    assert files(shop.out) == {"x.png"}  # nothing partial
    monkeypatch.setattr(os, "fsync", true_fsync)
    again = run_export(shop.plan(items, collisions=CollisionPolicy.SKIP), items, Token())
    assert again.complete
    assert files(shop.out) == {"x.png", "y.png", "z.png"} | LISTS


def test_a_damaged_copy_is_not_kept(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    items = shop.items("x.png")

    class Forgetful:
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def write(self, data: bytes) -> int:
            self._stream.write(data[:-1] + b"?")
            return len(data)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._stream, name)

        def __enter__(self) -> Forgetful:
            return self

        def __exit__(self, *_: object) -> None:
            self._stream.close()

    true_open = open
    monkeypatch.setattr(
        safe_write, "open", lambda name, mode: Forgetful(true_open(name, mode)), raising=False
    )
    report = run_export(shop.plan(items), items, Token())
    assert "differs from its source" in report.failed[0].reason
    assert not (shop.out / "x.png").exists()


def test_destination_that_takes_no_files(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    items = shop.items("x.png")
    shop.out.mkdir()

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(safe_write, "open", refuse, raising=False)
    with pytest.raises(ExportError, match=r"read-only.*Choose another folder"):
        run_export(shop.plan(items), items, Token())
    assert files(shop.out) == set()


def test_destination_that_is_a_file(shop: Shop) -> None:
    items = shop.items("x.png")
    plan = shop.plan(items)
    shop.out.write_bytes(b"mine")
    for act in (lambda: shop.plan(items), lambda: run_export(plan, items, Token())):
        with pytest.raises(ExportError, match=r"is a file\. Choose a folder"):
            act()
    below = ExportOptions(shop.out / "deeper")
    with pytest.raises(ExportError, match="part of its path is a file"):
        run_export(prepare_plan(items, below, shop.roots), items, Token())
    assert shop.out.read_bytes() == b"mine"


def test_destination_that_cannot_be_listed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(ExportError, match=r"cannot be read \(Permission denied\)"):
        shop.plan(shop.items("x.png"))


def test_destination_that_vanishes_is_not_made_again(shop: Shop) -> None:
    items = shop.items("a/x.png", "b/y.png", "b/z.png")

    def pull_out(done: int, _: int) -> None:
        if done == 1:
            for path in sorted(shop.out.rglob("*"), reverse=True):
                path.unlink() if path.is_file() else path.rmdir()
            shop.out.rmdir()

    report = run_export(shop.plan(items, layout=ExportLayout.TREE), items, Token(), pull_out)
    assert "connect its drive" in report.stopped
    assert report.not_reached == 1
    assert not shop.out.exists()


def test_a_folder_in_the_way_is_an_entry(shop: Shop) -> None:
    items = shop.items("x.png", "y.png")
    (shop.out / "x.png").mkdir(parents=True)
    report = run_export(shop.plan(items, collisions=CollisionPolicy.OVERWRITE), items, Token())
    assert [entry.pair_id for entry in report.failed] == [1]
    assert "is a folder" in report.failed[0].reason
    assert files(shop.out) == {"y.png"} | LISTS


def test_long_reports_are_cut() -> None:
    many = tuple(FailedFile(Path(f"/g/{i}"), f"reason {i}.", i) for i in range(25))
    lines = report_lines(ExportReport(Path("/out"), failed=many))
    assert lines[-1] == "And 15 more files failed."
    assert len(lines) == 12


# -- from the table ---------------------------------------------------------------------------
def test_items_of_a_table() -> None:
    table = ReviewTable()
    table.append(
        [
            PairRow(7, Path("/o/a.png"), Path("/g/a1.png"), JUDGEMENT, Decision.APPROVED),
            PairRow(9, Path("/o/a.png"), Path("/g/a2.png"), None, Decision.REJECTED),
        ]
    )
    everything = export_items(table)
    assert [(i.pair_id, i.decision, i.verdict) for i in everything] == [
        (7, Decision.APPROVED, Verdict.APPROVE),
        (9, Decision.REJECTED, Verdict.NOT_JUDGED),
    ]
    (approved,) = export_items(table, {Decision.APPROVED})
    assert (approved.generated, approved.judgement) == (Path("/g/a1.png"), JUDGEMENT)
    (bare,) = export_items(table, {Decision.APPROVED}, judgements=False)
    assert bare.judgement is None


def test_every_step_names_its_pair(shop: Shop) -> None:
    items = shop.items("x.png")
    assert shop.plan(items).copies == (
        CopyStep(items[0].generated, Path(os.path.realpath(shop.out)) / "x.png", 1),
    )
