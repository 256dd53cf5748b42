"""Installing from a hub-shaped server on this machine, through huggingface_hub's client."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from hfpc_desktop.domain.errors import Cancelled, ModelError
from hfpc_desktop.inference.catalogue import CatalogueEntry, find_entry, parse_entry, read_catalogue
from hfpc_desktop.inference.hub import HubOptions, HubTransport
from hfpc_desktop.inference.install import InstallProgress, install, install_from_folder
from hfpc_desktop.inference.store import ModelStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ENCODER = bytes(range(256)) * 3000
DECODER = b"decoder" * 1000


class Hub:
    """What the server serves and what it saw. ``cut``: bytes after which the next answer breaks off."""

    def __init__(self) -> None:
        self.files = {"enc.onnx": ENCODER, "sub/dec.onnx": DECODER}
        self.cut: list[int] = []
        self.ranges: list[str | None] = []
        self.paths: list[str] = []
        self.stated: dict[str, str] = {}


def handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path.startswith("/cdn/"):
                return self._file(self.path.removeprefix("/cdn/"))
            hub.paths.append(self.path)
            name = self.path.split(f"/resolve/{COMMIT}/")[-1]
            data = hub.files.get(name)
            if data is None:
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return None
            self.send_response(302)  # as the hub does for large files
            self.send_header("Location", f"/cdn/{name}")
            self.send_header("X-Linked-Size", str(len(data)))
            self.send_header("X-Linked-Etag", f'"{hub.stated.get(name) or hashlib.sha256(data).hexdigest()}"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None

        def _file(self, name: str) -> None:
            data, asked = hub.files[name], self.headers.get("Range")
            hub.ranges.append(asked)
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            if start >= len(data):
                self.send_response(416)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if asked else 200)
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            body = data[start:]
            if hub.cut:
                self.wfile.write(body[: hub.cut.pop(0)])
                self.wfile.flush()
                self.close_connection = True
                self.connection.shutdown(2)
                return
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    return Handler


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def address(hub: Hub) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(hub)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def transport(address: str) -> Iterator[HubTransport]:
    wire = HubTransport(HubOptions(endpoint=address))
    try:
        yield wire
    finally:
        wire.close()


def entry(encoder_sha: str = "") -> CatalogueEntry:
    return parse_entry(
        f"""
id = "tiny-sam"
role = "segmenter"
adapter = "efficient-sam-onnx"
name = "Tiny"
repo = "some/repo"
repo_kind = "space"
revision = "{COMMIT}"
licence = "Apache-2.0"
[[files]]
remote = "enc.onnx"
path = "encoder.onnx"
size = {len(ENCODER)}
sha256 = "{encoder_sha}"
[[files]]
remote = "sub/dec.onnx"
path = "decoder.onnx"
size = {len(DECODER)}
""",
        where="test",
    )


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
