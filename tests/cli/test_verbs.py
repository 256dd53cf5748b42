"""The other verbs of ``hfpc``: evaluate, models, doctor, demo."""

from __future__ import annotations

import csv
import json
import logging
import shutil
import tempfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import typer
from PIL import Image

from hfpc_desktop import __version__, cli, engine
from hfpc_desktop.commands.console import SaidOnce, stopped_words
from hfpc_desktop.engine import user_data_folder
from hfpc_desktop.inference import sessions
from hfpc_desktop.inference.resources import resource_path
from tests.cli.conftest import Shop, hfpc

if TYPE_CHECKING:
    from pathlib import Path

LABELS = {
    "mug_01": ("pass", "good"),
    "mug_03": ("fail", "good"),
    "can_01": ("pass", "bad"),
    "can_04": ("fail", "good"),
}


# -- evaluate ----------------------------------------------------------------------------------------


@pytest.fixture
def labels(shop: Shop, tmp_path: Path) -> Path:
    path = tmp_path / "labels.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream)
        out.writerow(["original", "generated", "consistency", "background"])
        for name, (product, background) in LABELS.items():
            original = next(shop.originals.glob(f"{name.rpartition('_')[0]}.*"))
            out.writerow([original, shop.generated / f"{name}.jpg", product, background])
    return path


@pytest.mark.parametrize(("what", "reports"), [("consistency", 1), ("reward", 2)])
def test_evaluate(shop: Shop, labels: Path, tmp_path: Path, what: str, reports: int) -> None:
    report, shown = tmp_path / "report.json", tmp_path / "report.html"
    files = ("--json", report, "--html", shown)
    done = hfpc("evaluate", what, "--labels", labels, "--cache", shop.cache, "--rounds", "50", *files)
    assert done.exit_code == 0, done.stderr
    assert "AUC" in done.stdout
    written = json.loads(report.read_text(encoding="utf-8"))
    assert len(written["reports"]) == reports
    for one in written["reports"]:
        assert one["figures"][0]["name"] == "AUC"
        assert one["baselines"][0]["name"] == "approve all"
    assert shown.read_text(encoding="utf-8").count("<section>") == reports


@pytest.mark.parametrize("option", ["--json", "--html"])
@pytest.mark.parametrize("what", ["consistency", "reward"])
def test_a_report_that_cannot_be_written_is_noticed_before_anything_is_judged(
    labels: Path, tmp_path: Path, what: str, option: str
) -> None:
    cache = tmp_path / "cache"
    for target, words in (
        (tmp_path / "not-there" / "r", "the folder is not there"),
        (tmp_path, "is a folder"),
    ):
        done = hfpc("evaluate", what, "--labels", labels, "--cache", cache, option, target)
        assert done.exit_code == 1 and words in done.stderr and "AUC" not in done.stdout
    assert not cache.exists()


def test_the_hfpc_protocol_on_a_list_in_its_own_format(shop: Shop, tmp_path: Path) -> None:
    pairs = [
        (str(next(shop.originals.glob(f"{name.rpartition('_')[0]}.*"))), str(shop.generated / f"{name}.jpg"))
        for name in LABELS
    ]
    good = [int(LABELS[name] == ("pass", "good")) for name in LABELS]
    flat = [{"origin": o, "generation": g, "label": y} for (o, g), y in zip(pairs, good, strict=True)]
    grouped = [{o: {"generations": [g], "labels": [y]}} for (o, g), y in zip(pairs, good, strict=True)]
    reports = []
    for form in (flat, grouped):
        path, report = tmp_path / "list.json", tmp_path / "report.json"
        path.write_text("\n".join(map(json.dumps, form)), encoding="utf-8")
        fixed = ("--cache", shop.cache, "--rounds", "20", "--json", report)
        assert hfpc("evaluate", "reward", "--labels", path, *fixed).exit_code == 0
        reports.append(json.loads(report.read_text(encoding="utf-8"))["reports"])
    assert reports[0] == reports[1]
    alone, protocol = reports[0]
    assert "whole pair" in alone["title"]
    assert protocol["pairs"] == len(LABELS) and protocol["positives"] == sum(good)
    names = {figure["name"] for figure in protocol["figures"]}
    assert {"recall at 96.4% precision", "precision of pass at the limits"} <= names


def test_evaluate_measures_masks_of_a_folder(shop: Shop, tmp_path: Path) -> None:
    folder, report = tmp_path / "cutouts", tmp_path / "report.json"
    for name in ("images", "masks"):
        (folder / name).mkdir(parents=True)
    picture = Image.new("RGB", (300, 200), "white")
    picture.paste("navy", (100, 50, 200, 150))
    picture.save(folder / "images" / "box.jpg")
    exact = Image.new("L", (300, 200))
    exact.paste(255, (100, 50, 200, 150))
    exact.save(folder / "masks" / "box.png")
    done = hfpc("evaluate", "consistency", "--masks", folder, "--cache", "none", "--json", report)
    assert done.exit_code == 0, done.stderr
    (table,) = json.loads(report.read_text(encoding="utf-8"))["reports"][0]["tables"]
    found = {row[0]: row[2] for row in table["rows"]}
    assert found["embedded"] > 0.9
    empty = hfpc("evaluate", "consistency", "--masks", tmp_path, "--cache", "none")
    assert empty.exit_code == 2 and "images and masks" in empty.stderr
    assert hfpc("evaluate", "consistency", "--cache", "none").exit_code == 2


def test_evaluate_measures_the_masks_of_pairs_and_keeps_nothing_when_told_so(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, generated = next(shop.originals.glob("mug.*")), shop.generated / "mug_01.jpg"
    masks = {}
    for role, path in (("original", original), ("generated", generated)):
        masks[role] = tmp_path / f"{role}.png"
        with Image.open(path) as picture:
            Image.new("L", picture.size, 255).save(masks[role])
    row = {"original": str(original), "generated": str(generated), "consistency": "pass"}
    row |= {f"{role}_mask": str(path) for role, path in masks.items()}
    labels = tmp_path / "pairs.jsonl"
    labels.write_text(json.dumps(row) + "\n", encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    done = hfpc("evaluate", "consistency", "--labels", labels, "--cache", "none", "--rounds", "20")
    assert done.exit_code == 0, done.stderr
    assert "original mask IoU" in done.stdout and "generated mask IoU" in done.stdout
    assert not list(scratch.iterdir())


@pytest.mark.parametrize(
    ("cache", "kept"), [(None, True), ("some/folder", True), ("none", False), ("NONE", False)]
)
def test_who_stops_is_told_what_was_kept(cache: str | None, kept: bool) -> None:
    assert ("kept in the cache" in stopped_words(cache)) is kept


def test_evaluate_counts_what_score_scored(shop: Shop, labels: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    fixed = ("--cache", shop.cache, "--rounds", "50", "--json", report)
    assert hfpc("evaluate", "consistency", "--labels", labels, *fixed).exit_code == 0
    with shop.csv.open(newline="", encoding="utf-8") as stream:
        scores = {row["generated"][-10:-4]: float(row["consistency"]) for row in csv.DictReader(stream)}
    whole = [scores[name] for name, (product, _) in LABELS.items() if product == "pass"]
    damaged = [scores[name] for name, (product, _) in LABELS.items() if product == "fail"]
    by_hand = sum(good > bad for good in whole for bad in damaged) / (len(whole) * len(damaged))
    (written,) = json.loads(report.read_text(encoding="utf-8"))["reports"]
    figures = {f["name"]: f["value"] for f in written["figures"]}
    assert figures["AUC"] == pytest.approx(by_hand)


@pytest.mark.parametrize("content", [None, "", "original,generated\n", "not a label file", '{"origin": 1}'])
def test_labels_that_cannot_be_used(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "labels.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = hfpc("evaluate", "reward", "--labels", path, "--cache", "none")
    assert done.exit_code in (1, 2, 3)
    assert "labels.csv" in done.stderr


# -- models ------------------------------------------------------------------------------------------


def test_models_are_listed_and_whole() -> None:
    listed = hfpc("models", "list")
    assert listed.exit_code == 0
    verified = hfpc("models", "verify")
    assert verified.exit_code == 0
    for model in ("u2netp", "efficientnet-lite2", "starter-reward"):
        assert model in listed.stdout
        assert f"{model}: ok" in verified.stdout
    assert hfpc("models", "verify", "no-such-model").exit_code != 0


def test_a_tampered_copy_fails(tmp_path: Path) -> None:
    source = tmp_path / "mine"
    shutil.copytree(resource_path("models", "u2netp"), source)
    manifest = source / "manifest.toml"
    text = manifest.read_text(encoding="utf-8").replace('id = "u2netp"', 'id = "mine"', 1)
    manifest.write_text(text, encoding="utf-8")
    assert hfpc("models", "import", source).exit_code == 0
    assert "mine: ok" in hfpc("models", "verify", "mine").stdout

    weights = user_data_folder() / "models" / "mine" / "u2netp.onnx"
    data = bytearray(weights.read_bytes())
    data[len(data) // 2] ^= 1
    weights.write_bytes(data)
    for arguments in (("mine",), ()):
        done = hfpc("models", "verify", *arguments)
        assert done.exit_code == 1
        assert "mine: ok" not in done.stdout
    assert "u2netp: ok" in hfpc("models", "verify", "u2netp").stdout
    assert hfpc("models", "remove", "mine").exit_code == 0
    assert not weights.exists()
    assert hfpc("models", "remove", "u2netp").exit_code != 0


# -- doctor ------------------------------------------------------------------------------------------


def test_doctor_finds_a_whole_installation() -> None:
    done = hfpc("doctor", "--verbose")
    assert done.exit_code == 0, done.stdout
    assert __version__ in done.stdout
    assert "bad" not in done.stdout
    for word in ("u2netp: whole", "onnxruntime", "numpy"):
        assert word in " ".join(done.stdout.split())


def test_doctor_and_score_say_what_is_broken(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "resources"
    shutil.copytree(resource_path(), copy, ignore=shutil.ignore_patterns("demo", "icons"))
    weights = copy / "models" / "u2netp" / "u2netp.onnx"
    weights.write_bytes(weights.read_bytes()[:-1000])
    monkeypatch.setattr(engine, "resource_path", lambda *parts: copy.joinpath(*parts))
    done = hfpc("doctor")
    assert done.exit_code == 1
    assert "u2netp" in done.stdout.split("bad ", 1)[1]
    refused = hfpc("score", shop.originals, shop.generated, "--cache", "none", "--out", tmp_path / "x.csv")
    assert refused.exit_code == 1
    assert "u2netp" in refused.stderr
    assert not (tmp_path / "x.csv").exists()


# -- demo --------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_demo_without_a_screen_writes_its_report(qapp, tmp_path: Path) -> None:
    done = hfpc("demo", "--headless", "--out", tmp_path / "report")
    assert done.exit_code == 0, done.stderr
    generated = {path.name for path in resource_path("demo", "generated").iterdir()}
    with (tmp_path / "report" / "scores.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["generated"].replace("\\", "/").rpartition("/")[2] for row in rows} == generated
    assert all(row["consistency"] or row["not_judged_reason"] for row in rows)
    assert all(name.removesuffix(".jpg") in done.stdout for name in generated)
    with Image.open(tmp_path / "report" / "window.png") as picture:
        window = np.asarray(picture.convert("RGB"))
    assert window.shape == (900, 1440, 3)
    assert len(np.unique(window.reshape(-1, 3), axis=0)) > 2_000  # photographs, not an empty window
    with Image.open(tmp_path / "report" / "overlays.png") as sheet:
        assert min(sheet.size) > 500


def test_help_and_version() -> None:
    assert hfpc("--version").stdout.strip() == __version__
    text = hfpc("--help").stdout
    for verb in ("score", "export", "evaluate", "models", "doctor", "demo", "app"):
        assert verb in text


def test_every_argument_is_named_in_capitals_and_bracketed_once() -> None:
    group = typer.main.get_command(cli.app)
    verbs: list[tuple[str, Any]] = [("hfpc", group)]
    named = 0
    for path, verb in verbs:
        verbs.extend((f"{path} {name}", one) for name, one in getattr(verb, "commands", {}).items())
        for argument in verb.params:
            if argument.param_type_name == "argument":
                named += 1
                assert (argument.metavar or "").isupper() and argument.metavar.isalpha(), (
                    path,
                    argument.name,
                )
    assert named > 10


def test_a_device_that_does_not_exist_is_refused_also_when_every_score_is_known(shop: Shop) -> None:
    done = shop.score("--device", "tpu")
    assert done.exit_code == 2
    assert "use one of auto, cpu" in done.stderr


def test_what_several_models_say_alike_is_told_once() -> None:
    told = SaidOnce()

    def passes(name: str, *args: str) -> bool:
        return told.filter(logging.LogRecord(name, logging.WARNING, "", 0, "%s (%s)", args, None))

    text = "cuda is not available on this machine; running on the CPU"
    assert passes(sessions.__name__, text, "a.onnx")
    assert not passes(sessions.__name__, text, "b.onnx")
    assert passes(sessions.__name__, "something else", "b.onnx")
    assert passes("another.place", text, "a") and passes("another.place", text, "a")
