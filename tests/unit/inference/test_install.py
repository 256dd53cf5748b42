"""Installing from a hub-shaped server on this machine, through huggingface_hub's client."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.errors import Cancelled, ModelError
from hfpc_desktop.inference.catalogue import find_entry, parse_entry, read_catalogue
from hfpc_desktop.inference.hub import HubOptions, HubTransport
from hfpc_desktop.inference.install import InstallProgress, install, install_from_folder
from hfpc_desktop.inference.store import ModelStore
from tests.support.hub import COMMIT, DECODER, ENCODER, Hub, entry, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def address(hub: Hub) -> Iterator[str]:
    with serving(hub) as place:
        yield place


@contextmanager
def transport(address: str) -> Iterator[HubTransport]:
    wire = HubTransport(HubOptions(endpoint=address))
    try:
        yield wire
    finally:
        wire.close()


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "embedded", tmp_path / "user")


def left_behind(store: ModelStore, tmp_path: Path) -> list[str]:
    return sorted(p.name for p in (tmp_path / "user").rglob("*"))


def test_install_verifies_and_records(address: str, hub: Hub, store: ModelStore, tmp_path: Path) -> None:
    seen: list[InstallProgress] = []
    with transport(address) as wire:
        known = hashlib.sha256(ENCODER).hexdigest()
        info = install(entry(known), store, transport=wire, on_progress=seen.append)
    assert (info.folder / "encoder.onnx").read_bytes() == ENCODER
    assert info.manifest.file("decoder.onnx").sha256 == hashlib.sha256(DECODER).hexdigest()
    assert info.manifest.hashes == "pinned and recorded"
    assert info.manifest.revision == COMMIT
    assert hub.paths[0] == f"/spaces/some/repo/resolve/{COMMIT}/enc.onnx"
    assert seen[-1].done == seen[-1].total == len(ENCODER) + len(DECODER)
    assert [p.done for p in seen] == sorted(p.done for p in seen)
    assert store.verify("tiny-sam").ok
    assert left_behind(store, tmp_path) == ["decoder.onnx", "encoder.onnx", "manifest.toml", "tiny-sam"]
    (info.folder / "decoder.onnx").write_bytes(b"x" * len(DECODER))
    assert not store.verify("tiny-sam").ok


def test_a_broken_connection_is_continued(
    address: str, hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hfpc_desktop.inference.hub.WAITS", (0.0, 0.0, 0.0))
    hub.cut = [300_000]
    with transport(address) as wire:
        info = install(entry(), store, transport=wire)
    assert (info.folder / "encoder.onnx").read_bytes() == ENCODER
    begun = [int(r.removeprefix("bytes=").rstrip("-")) for r in hub.ranges if r]
    assert len(begun) == 1 and 0 < begun[0] <= 300_000


def test_an_interrupted_install_is_continued_by_the_next(
    address: str, hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hfpc_desktop.inference.hub.WAITS", (0.0, 0.0, 0.0))
    hub.cut = [200_000, 0, 0, 0]
    with transport(address) as wire:
        with pytest.raises(ModelError, match="start again to continue"):
            install(entry(), store, transport=wire)
        assert not store.list()
        hub.ranges.clear()
        install(entry(), store, transport=wire)
    assert hub.ranges[0] is not None
    assert store.verify("tiny-sam").ok


def test_a_wrong_hash_is_refused(address: str, hub: Hub, store: ModelStore, tmp_path: Path) -> None:
    with transport(address) as wire:
        with pytest.raises(ModelError, match="the program knows"):
            install(entry("0" * 64), store, transport=wire)
        hub.stated["enc.onnx"] = "1" * 64
        with pytest.raises(ModelError, match="the source states"):
            install(entry(), store, transport=wire)
    assert not store.list()
    assert not [name for name in left_behind(store, tmp_path) if name.endswith((".part", ".onnx"))]


def test_a_source_that_changed_under_the_same_commit_is_refused(
    address: str, hub: Hub, store: ModelStore
) -> None:
    with transport(address) as wire:
        install(entry(), store, transport=wire)
        hub.files["sub/dec.onnx"] = DECODER[::-1]
        with pytest.raises(ModelError, match="recorded at the first install"):
            install(entry(), store, transport=wire)
    assert store.verify("tiny-sam").ok


def test_cancel_leaves_nothing(address: str, store: ModelStore, tmp_path: Path) -> None:
    seen: list[InstallProgress] = []
    with transport(address) as wire, pytest.raises(Cancelled):
        install(entry(), store, transport=wire, on_progress=seen.append, is_cancelled=lambda: len(seen) > 1)
    assert seen
    assert left_behind(store, tmp_path) == []


def test_a_source_out_of_reach_leaves_nothing(
    store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hfpc_desktop.inference.hub.WAITS", (0.0,))
    with transport("http://127.0.0.1:9") as wire, pytest.raises(ModelError, match="could not be fetched"):
        install(entry(), store, transport=wire)
    assert left_behind(store, tmp_path) == []


def test_a_missing_file_is_named(address: str, hub: Hub, store: ModelStore) -> None:
    del hub.files["sub/dec.onnx"]
    with transport(address) as wire, pytest.raises(ModelError, match=r"sub/dec\.onnx.*404"):
        install(entry(), store, transport=wire)
    assert not store.list()


def test_files_fetched_elsewhere(store: ModelStore, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "enc.onnx").write_bytes(ENCODER)
    with pytest.raises(ModelError, match=r"sub/dec\.onnx is missing"):
        install_from_folder(entry(), folder, store)
    (folder / "dec.onnx").write_bytes(DECODER)
    with pytest.raises(ModelError, match="the program knows"):
        install_from_folder(entry("0" * 64), folder, store)
    info = install_from_folder(entry(), folder, store)
    assert store.verify(info.id).ok


def test_options_from_the_environment() -> None:
    env = {"HF_ENDPOINT": "https://mirror/", "HFPC_PROXY": "http://p:1", "HFPC_CA_FILE": "ca.pem"}
    assert HubOptions().filled(env) == HubOptions("https://mirror", "http://p:1", "ca.pem")
    assert (
        HubOptions("https://own").filled({**env, "HFPC_HUB_ENDPOINT": "https://x"}).endpoint == "https://own"
    )
    assert HubOptions().filled({}).endpoint == "https://huggingface.co"


def test_a_bad_certificate_file_is_named(tmp_path: Path, store: ModelStore) -> None:
    bad = tmp_path / "ca.pem"
    bad.write_text("no certificate")
    wire = HubTransport(HubOptions(endpoint="https://127.0.0.1:1", ca_file=str(bad)))
    with pytest.raises(ModelError, match="certificate"):
        install(entry(), store, transport=wire)


def test_the_shipped_catalogue() -> None:
    entries = {e.id: e for e in read_catalogue()}
    assert {
        "efficientsam-ti",
        "efficientsam-s",
        "sam-vit-b",
        "sam-vit-l",
        "sam-vit-h",
        "grounding-dino-tiny",
    } <= set(entries)
    for one in entries.values():
        assert one.licence in ("Apache-2.0", "BSD-3-Clause")
        assert one.size_text
        assert one.source.startswith("https://huggingface.co/")
    assert entries["efficientsam-ti"].pinned
    reward = entries["image-reward"]
    assert [reward.source_of(file)[0] for file in reward.files] == [
        "zai-org/ImageReward",
        "google-bert/bert-base-uncased",
    ]
    with pytest.raises(ModelError, match="efficientsam-ti"):
        find_entry("nothing")


@pytest.mark.parametrize(
    "change",
    [
        'revision = "main"',
        'repo = "../x"',
        'repo_kind = "dataset"',
        '[[files]]\nremote = "../../etc"',
        '[[files]]\nremote = "f"\nrepo = "c/d"',
        f'[[files]]\nremote = "f"\nrepo = "../d"\nrevision = "{COMMIT}"',
        '[[files]]\nremote = "f"\nrepo = "c/d"\nrevision = "main"',
    ],
)
def test_a_catalogue_entry_cannot_lead_outside(change: str) -> None:
    good = {
        "id": "x", "role": "segmenter", "adapter": "a", "name": "n", "repo": "a/b",
        "revision": COMMIT, "licence": "MIT",
    }  # fmt: skip
    lines = [f'{k} = "{v}"' for k, v in good.items() if not change.startswith(f"{k} ")]
    files = "" if change.startswith("[[") else '\n[[files]]\nremote = "f"'
    with pytest.raises(ModelError):
        parse_entry("\n".join(lines) + "\n" + change + files, where="test")
