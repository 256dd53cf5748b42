"""``hfpc score`` with the real engine: rows and columns, the cache, projects, exit codes."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.verdict import Decision
from hfpc_desktop.review.store import ProjectStore
from tests.cli.conftest import VARIANTS, Shop, hfpc
from tests.conftest import ROOT
from tests.e2e.world import fingerprints, make_variants

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [
    "original",
    "generated",
    "reward",
    "reward_raw",
    "consistency",
    "verdict",
    "defects",
    "outgrowth",
    "loss",
    "iou",
    "boundary_f",
    "registration",
    "scale",
    "text_similarity",
    "colour_delta",
    "not_judged_reason",
    "models",
    "device",
    "ms",
]
"""The contract of DESIGN §7, in its order."""


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


# -- rows --------------------------------------------------------------------------------------------


def test_one_row_a_pair_with_the_columns_of_the_contract(shop: Shop) -> None:
    assert shop.first.exit_code == 0
    rows = rows_of(shop.csv)
    assert list(rows[0]) == COLUMNS
    assert {row["generated"] for row in rows} == {str(shop.generated / f"{name}.jpg") for name in VARIANTS}
    for row in rows:
        assert row["original"].startswith(str(shop.originals))
        assert 0 <= float(row["reward"]) <= 1
        assert 0 <= float(row["consistency"]) <= 1
        assert row["verdict"] in ("approve", "review", "reject")
        assert row["not_judged_reason"] == ""
        assert row["device"] == "CPU"
        assert float(row["ms"]) > 0
        assert {"u2netp", "efficientnet-lite2"} <= {model["id"] for model in json.loads(row["models"])}
        assert isinstance(json.loads(row["defects"]), list)
    worst = min(rows, key=lambda row: float(row["consistency"]))
    assert worst["generated"].endswith(("can_04.jpg", "mug_03.jpg"))  # the two with a damaged product
    assert json.loads(worst["defects"])


def test_a_second_run_comes_from_the_cache(shop: Shop, tmp_path: Path) -> None:
    assert "0 from the cache" in shop.first.stderr
    again = shop.score("--out", tmp_path / "again.csv")
    assert again.exit_code == 0
    assert f"{len(VARIANTS)} from the cache" in again.stderr
    assert rows_of(tmp_path / "again.csv") == rows_of(shop.csv)


def test_json_and_parquet_hold_the_same(shop: Shop, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert shop.score("--out", tmp_path / "x.json").exit_code == 0
    assert shop.score("--out", tmp_path / "x.parquet").exit_code == 0
    known = rows_of(shop.csv)
    listed = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    table = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert [list(row) for row in (*listed, *table)] == [COLUMNS] * 2 * len(known)
    for csv_row, json_row, parquet_row in zip(known, listed, table, strict=True):
        for name in ("reward", "consistency", "iou"):
            assert float(csv_row[name]) == json_row[name] == parquet_row[name]
        assert json_row["defects"] == json.loads(csv_row["defects"]) == json.loads(parquet_row["defects"])


def test_without_a_file_the_ranked_table_is_shown(shop: Shop) -> None:
    done = shop.score()
    assert done.exit_code == 0
    places = {name: done.stdout.index(f"{name}.jpg") for name in VARIANTS}
    assert places["mug_01"] < places["can_04"]
    assert "Approve" in done.stdout


def test_one_parent_folder_is_enough(shop: Shop, tmp_path: Path) -> None:
    done = hfpc("score", shop.folder, "--cache", shop.cache, "--out", tmp_path / "x.csv")
    assert done.exit_code == 0
    assert len(rows_of(tmp_path / "x.csv")) == len(VARIANTS)


def test_nothing_is_kept_without_a_cache(shop: Shop, tmp_path: Path, isolated_home: Path) -> None:
    pair = make_variants(tmp_path / "one", 1)
    for _ in range(2):
        done = hfpc("score", *pair, "--cache", "none", "--out", tmp_path / "x.csv")
        assert "1 pair " in done.stderr
        assert "0 from the cache" in done.stderr
    assert not list(isolated_home.rglob("*.sqlite"))


# -- projects ----------------------------------------------------------------------------------------


def test_project_then_export(shop: Shop, tmp_path: Path) -> None:
    project, target = tmp_path / "shop.hfpc", tmp_path / "approved"
    untouched = fingerprints(shop.originals, shop.generated)
    assert shop.score("--project", project, "--out", tmp_path / "x.csv").exit_code == 0

    nothing = hfpc("export", project, target)
    assert nothing.exit_code == 3
    assert nothing.stderr.count("no pair is approved") == 1
    assert not target.exists()

    with ProjectStore.open(project) as store:
        ids = {pair.generated.stem: pair_id for pair_id, pair in store.pairs().items()}
        store.decide([ids["mug_01"], ids["can_01"]], Decision.APPROVED)
        store.decide([ids["can_04"]], Decision.REJECTED)

    planned = hfpc("export", project, target, "--dry-run")
    assert planned.exit_code == 0
    assert planned.stdout.count(" -> ") == 2
    assert not target.exists()

    assert hfpc("export", project, target).exit_code == 0
    assert {path.name for path in target.iterdir()} == {
        "mug_01.jpg", "can_01.jpg", "hfpc-export.csv", "hfpc-export.json",
    }  # fmt: skip
    listed = rows_of(target / "hfpc-export.csv")
    assert {row["decision"] for row in listed} == {"approved"}
    assert all(row["content_hash"] and row["consistency"] for row in listed)

    # a second score keeps the decisions, a second export replaces nothing
    assert shop.score("--project", project, "--out", tmp_path / "x.csv").exit_code == 0
    first = fingerprints(target)
    assert hfpc("export", project, target).exit_code == 0
    assert first.items() <= fingerprints(target).items()
    assert len(list(target.glob("*.jpg"))) == 4
    assert fingerprints(shop.originals, shop.generated) == untouched


def test_what_cannot_be_exported(shop: Shop, tmp_path: Path) -> None:
    gone = hfpc("export", tmp_path / "none.hfpc", tmp_path / "to")
    assert gone.exit_code == 1
    assert "There is no project" in gone.stderr
    damaged = tmp_path / "damaged.hfpc"
    damaged.write_bytes(b"SQLite format 3\0" + b"x" * 4096)
    refused = shop.score("--project", damaged, "--out", tmp_path / "x.csv")
    assert refused.exit_code == 1
    assert "damaged" in " ".join(refused.stderr.split())
    assert damaged.read_bytes() == b"SQLite format 3\0" + b"x" * 4096
    assert not (tmp_path / "x.csv").exists()
    project = tmp_path / "fine.hfpc"
    assert shop.score("--project", project).exit_code == 0
    wrong = hfpc("export", project, tmp_path / "to", "--decision", "maybe")
    assert wrong.exit_code == 2
    assert "approved, rejected or undecided" in " ".join(wrong.stderr.split())


# -- exit codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["{originals}", "{folder}/none"], "does not exist"),
        (["{originals}", "{originals}"], "Choose two folders"),
        (["{originals}", "{generated}", "--out", "x.txt"], ".csv, .json or .parquet"),
        (["{originals}", "{generated}", "--profile", "best"], "embedded"),
        (["{originals}", "{generated}", "--device", "abacus"], "cpu"),
        (["{originals}", "{generated}", "--no-such-option"], "No such option"),
        (["{csv}", "--out", "{csv}"], "overwrite"),
    ],
)
def test_bad_usage_is_exit_code_2(shop: Shop, arguments: list[str], says: str) -> None:
    places = {name: getattr(shop, name) for name in ("folder", "originals", "generated", "csv")}
    before = shop.csv.read_bytes()
    done = hfpc("score", *(argument.format(**places) for argument in arguments))
    assert done.exit_code == 2, done.stderr
    assert says in " ".join(done.stderr.split())
    assert shop.csv.read_bytes() == before


def test_nothing_to_do_is_exit_code_3(shop: Shop, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for pair in ((shop.originals, empty), (empty, shop.generated)):
        done = hfpc("score", *pair, "--out", tmp_path / "x.csv")
        assert done.exit_code == 3
        assert "empty" in done.stderr
        assert not (tmp_path / "x.csv").exists()
    others = tmp_path / "others"
    others.mkdir()
    (others / "unrelated.jpg").write_bytes((shop.generated / "mug_01.jpg").read_bytes())
    done = hfpc("score", shop.originals, others, "--out", tmp_path / "x.csv")
    assert done.exit_code == 3
    assert "no pair" in done.stderr


def test_an_unwritable_result_is_refused_before_judging(shop: Shop, tmp_path: Path) -> None:
    done = shop.score("--out", tmp_path / "none" / "x.csv")
    assert done.exit_code == 1
    assert "folder is not there" in " ".join(done.stderr.split())
    assert "Judging" not in done.stderr


# -- processes and real data -------------------------------------------------------------------------


LISTENING = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from hfpc_desktop.cli import main; main()"
)
"""The command line as a terminal starts it: a suite that runs in the background has Ctrl+C switched off, and
its children inherit that."""


def test_stopping_by_ctrl_c_keeps_what_was_judged(tmp_path: Path) -> None:
    originals, generated = make_variants(tmp_path / "many", 8)
    cache = tmp_path / "cache"
    command = [
        sys.executable, "-c", LISTENING, "score", originals, generated,
        "--cache", cache, "--project", tmp_path / "p.hfpc", "--out", tmp_path / "x.csv",
    ]  # fmt: skip
    with subprocess.Popen(
        list(map(str, command)), cwd=ROOT, env=dict(os.environ), stderr=subprocess.PIPE, text=True
    ) as child:
        while not list(cache.rglob("overlay/**/*")) and child.poll() is None:
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(0.1)
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=60)
    assert child.returncode == 130, errors
    assert "kept" in errors
    assert not (tmp_path / "x.csv").exists()
    with ProjectStore.open(tmp_path / "p.hfpc") as store:
        judged = [row for row in store.rows() if row.judgement is not None]
        assert len(store) == 8
    assert 0 < len(judged) < 8


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_real_pairs_are_judged_or_have_a_reason(data_dir: Path, tmp_path: Path) -> None:
    real = data_dir / "real_pairs"
    cache, table = tmp_path / "cache", tmp_path / "x.csv"
    command = ("score", real / "originals", real / "generated", "--cache", cache, "--out", table)
    first = hfpc(*command)
    assert first.exit_code == 0, first.stderr
    rows = rows_of(table)
    assert len(rows) == 33
    assert list(rows[0]) == COLUMNS
    for row in rows:
        scored = bool(row["reward"]) and bool(row["consistency"])
        assert scored != bool(row["not_judged_reason"])
        assert (row["verdict"] == "not_judged") == (not scored)
    assert sum(bool(row["consistency"]) for row in rows) > 25  # not a way out: most real pairs are judged
    second = hfpc(*command)
    assert second.exit_code == 0
    assert "33 from the cache" in second.stderr
    assert rows_of(table) == rows
