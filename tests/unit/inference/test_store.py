from __future__ import annotations

import errno
import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference import ModelStore, resource_path


def make_model(
    folder: Path, model_id: str, content: bytes = b"weights", *, claim: bytes | None = None
) -> Path:
    """A model's folder; ``claim`` is the content its manifest speaks of, when that is another."""
    target = folder / model_id
    target.mkdir(parents=True)
    (target / "model.onnx").write_bytes(content)
    (target / "LICENSE").write_text("do what you like")
    told = content if claim is None else claim
    (target / "manifest.toml").write_text(
        f'id = "{model_id}"\nrole = "features"\nlicence_file = "LICENSE"\n[[files]]\npath = "model.onnx"\n'
        f'sha256 = "{hashlib.sha256(told).hexdigest()}"\nsize = {len(told)}\n'
    )
    return target


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    make_model(tmp_path / "embedded", "built-in")
    return ModelStore(tmp_path / "embedded", tmp_path / "user")


def ids(store: ModelStore) -> list[str]:
    return [info.id for info in store.list()]


def leftovers(tmp_path: Path) -> list[str]:
    return [p.name for p in (tmp_path / "user").glob(".*")]


def test_embedded_models_verify() -> None:
    """The files that ship are the files their manifests name."""
    store = ModelStore(resource_path("models"))
    assert {"u2netp", "efficientnet-lite2"} <= set(ids(store))
    assert store.broken() == ()
    for info in store.list():
        assert store.verify(info.id).problems == ()
        assert info.manifest.licence and info.manifest.source
        assert (
            info.manifest.licence_file or info.manifest.licence == "Apache-2.0"
        )  # our own: the LICENSE of all
        assert info.manifest.trained_on and info.manifest.card


def test_list_get_path(store: ModelStore, tmp_path: Path) -> None:
    assert ids(store) == ["built-in"]
    info = store.get("built-in")
    assert info.embedded and info.role is Role.FEATURES
    assert store.path("built-in").read_bytes() == b"weights"
    assert store.path("built-in", "model.onnx") == store.path("built-in")
    with pytest.raises(ModelError, match="not installed"):
        store.path("nothing")
    with pytest.raises(ModelError, match="no file"):
        store.path("built-in", "other.onnx")
    assert ModelStore(tmp_path / "no such folder").list() == ()


def test_missing_and_damaged_files(store: ModelStore, tmp_path: Path) -> None:
    file = tmp_path / "embedded" / "built-in" / "model.onnx"
    file.write_bytes(b"WEIGHTS")  # same size
    assert not store.verify("built-in").ok
    assert "SHA-256" in store.verify("built-in").problems[0]
    file.write_bytes(b"short")
    assert "5 bytes" in store.verify("built-in").problems[0]
    with pytest.raises(ModelError, match="5 bytes"):
        store.path("built-in")
    file.unlink()
    assert "missing" in store.verify("built-in").problems[0]
    with pytest.raises(ModelError, match="missing"):
        store.path("built-in")
    (file.parent / "LICENSE").unlink()
    assert "licence" in store.verify("built-in").problems[1]


def test_a_broken_manifest_hides_one_model_only(store: ModelStore, tmp_path: Path) -> None:
    bad = tmp_path / "user" / "bad"
    bad.mkdir(parents=True)
    (bad / "manifest.toml").write_text("not toml at all [")
    other = make_model(tmp_path / "user", "right-name")
    other.rename(tmp_path / "user" / "wrong-name")
    assert ids(store) == ["built-in"]
    assert len(store.broken()) == 2


def test_import_folder_zip_and_file(store: ModelStore, tmp_path: Path) -> None:
    folder = make_model(tmp_path / "in", "from-folder")
    assert store.import_model(folder).id == "from-folder"
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        for path in make_model(tmp_path / "in", "from-zip").iterdir():
            archive.write(path, f"some-name/{path.name}")
        archive.writestr("some-name/extra.exe", b"never taken")
    info = store.import_model(tmp_path / "m.zip")
    assert sorted(p.name for p in info.folder.iterdir()) == ["LICENSE", "manifest.toml", "model.onnx"]
    bare = tmp_path / "My Net.onnx"
    bare.write_bytes(b"net")
    info = store.import_model(bare, model_id="my-net", role=Role.REWARD, licence="MIT")
    assert (info.role, info.manifest.licence, info.embedded) == (Role.REWARD, "MIT", False)
    assert ids(store) == ["built-in", "from-folder", "from-zip", "my-net"]
    assert all(store.verify(name).ok for name in ids(store))
    assert store.path("my-net").read_bytes() == b"net"
    assert leftovers(tmp_path) == []


def test_import_again_replaces(store: ModelStore, tmp_path: Path) -> None:
    store.import_model(make_model(tmp_path / "v1", "model", b"one"))
    store.import_model(make_model(tmp_path / "v2", "model", b"two"))
    assert store.path("model").read_bytes() == b"two"
    assert leftovers(tmp_path) == []


def test_refused_imports_change_nothing(store: ModelStore, tmp_path: Path) -> None:
    store.import_model(make_model(tmp_path / "v1", "model", b"good"))
    bare = tmp_path / "net.onnx"
    bare.write_bytes(b"net")
    junk = tmp_path / "junk.zip"
    junk.write_bytes(b"PK\x03\x04 no archive")
    incomplete = make_model(tmp_path / "in", "incomplete")
    (incomplete / "model.onnx").unlink()
    for source, options, word in [
        (make_model(tmp_path / "v2", "model", b"bad!", claim=b"good"), {}, "SHA-256"),
        (make_model(tmp_path / "v3", "model", b"longer", claim=b"good"), {}, "bytes"),
        (make_model(tmp_path / "v4", "built-in"), {}, "ships with"),
        (bare, {}, "role"),
        (bare, {"role": Role.REWARD, "model_id": "../../etc"}, "model id"),
        (junk, {}, "archive"),
        (incomplete, {}, "missing"),
        (tmp_path / "gone.zip", {}, "does not exist"),
        (tmp_path, {}, "manifest"),
    ]:
        with pytest.raises(ModelError, match=word):
            store.import_model(source, **options)  # type: ignore[arg-type]
    assert ids(store) == ["built-in", "model"]
    assert store.path("model").read_bytes() == b"good"
    assert leftovers(tmp_path) == []
    assert sorted(p.name for p in (tmp_path / "user").iterdir()) == ["model"]


def test_archive_that_holds_more_than_it_says(store: ModelStore, tmp_path: Path) -> None:
    """A small archive can unpack to terabytes; no more than the manifest's size is ever written."""
    model = make_model(tmp_path / "in", "bomb", b"", claim=b"tiny")
    with zipfile.ZipFile(tmp_path / "m.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(model / "manifest.toml", "manifest.toml")
        archive.write(model / "LICENSE", "LICENSE")
        archive.writestr("model.onnx", bytes(50_000_000))
    with pytest.raises(ModelError, match="larger"):
        store.import_model(tmp_path / "m.zip")
    assert leftovers(tmp_path) == []


def test_full_disk(store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_model(tmp_path / "in", "model")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(ModelError, match="No space left"):
        store.import_model(source)
    assert ids(store) == ["built-in"]
    assert leftovers(tmp_path) == []


def test_failed_swap_keeps_the_old_one(
    store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.import_model(make_model(tmp_path / "v1", "model", b"one"))
    real = Path.replace

    def fail_once(self: Path, target: Path) -> Path:
        if self.name.startswith(".installing"):
            raise OSError(errno.EACCES, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", fail_once)
    with pytest.raises(ModelError, match="Permission denied"):
        store.import_model(make_model(tmp_path / "v2", "model", b"two"))
    assert store.path("model").read_bytes() == b"one"
    assert leftovers(tmp_path) == []


def test_remove(store: ModelStore, tmp_path: Path) -> None:
    store.import_model(make_model(tmp_path / "in", "model"))
    store.remove("model")
    assert ids(store) == ["built-in"]
    assert list((tmp_path / "user").iterdir()) == []
    with pytest.raises(ModelError, match="cannot be removed"):
        store.remove("built-in")
    with pytest.raises(ModelError, match="not installed"):
        store.remove("model")


def test_without_a_user_folder(tmp_path: Path) -> None:
    make_model(tmp_path / "embedded", "built-in")
    store = ModelStore(tmp_path / "embedded")
    with pytest.raises(ModelError, match="no folder"):
        store.import_model(tmp_path)
