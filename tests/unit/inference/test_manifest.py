from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference import ModelFile, ModelInput, ModelManifest, read_manifest
from hfpc_desktop.inference.manifest import format_manifest, parse_manifest

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, Any] = {
    "id": "model-1",
    "role": "segmenter",
    "files": [{"path": "sub/model.onnx", "sha256": "AB" * 32, "size": 3}],
}


def test_smallest_manifest() -> None:
    manifest = parse_manifest(GOOD, where="test")
    assert manifest.role is Role.SEGMENTER
    assert manifest.files == (ModelFile("sub/model.onnx", "ab" * 32, 3),)
    assert manifest.file() is manifest.file("sub/model.onnx")
    assert manifest.size == 3
    with pytest.raises(ModelError, match="no file"):
        manifest.file("other")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"id": None}, "“id”"),
        ({"role": None}, "“role”"),
        ({"files": None}, "“files”"),
        ({"id": "../up"}, "model id"),
        ({"id": ""}, "model id"),
        ({"id": "Upper"}, "model id"),
        ({"role": "painter"}, "painter"),
        ({"files": []}, "no files"),
        ({"files": [{"path": "a", "sha256": "12", "size": 1}]}, "SHA-256"),
        ({"files": [{"path": "a", "sha256": "ab" * 32, "size": -1}]}, "SHA-256"),
        ({"files": [{"path": "a", "sha256": "ab" * 32, "size": "big"}]}, "not valid"),
        ({"files": [{"path": "a", "sha256": "ab" * 32}]}, "“size”"),
        ({"files": "x"}, "not valid"),
        ({"input": {"size": [1]}}, "not valid"),
        ({"input": {"colour": "red"}}, "not valid"),
        ({"licence_file": "../LICENSE"}, "inside"),
    ],
)
def test_bad_manifests_say_where_and_what(change: dict[str, Any], word: str) -> None:
    data = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
    with pytest.raises(ModelError, match=word) as caught:
        parse_manifest(data, where="here.toml")
    assert str(caught.value).startswith("here.toml")


@pytest.mark.parametrize(
    "path", ["../a", "/etc/passwd", "a/../../b", "C:\\x", "a\\b", "C:x", "", ".", "manifest.toml", "a\0"]
)
def test_file_paths_stay_inside(path: str) -> None:
    data = {**GOOD, "files": [{"path": path, "sha256": "ab" * 32, "size": 1}]}
    with pytest.raises(ModelError, match="inside"):
        parse_manifest(data, where="here.toml")


def test_reading_what_is_no_manifest(tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    with pytest.raises(ModelError, match="cannot be read"):
        read_manifest(path)
    path.write_bytes(b"\xff\xfe not toml")
    with pytest.raises(ModelError, match="not a valid"):
        read_manifest(path)


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=40).map(str.strip)


@given(words, words, words, st.tuples(st.integers(0, 4096), st.integers(0, 4096)))
def test_format_and_parse_round_trip(card: str, source: str, output: str, size: tuple[int, int]) -> None:
    manifest = ModelManifest(
        id="a.b-c_1",
        role=Role.FEATURES,
        files=(ModelFile("x.onnx", "0" * 64, 5), ModelFile("d/产品.bin", "f" * 64, 0)),
        card=card,
        source=source,
        input=ModelInput(name="pixels", size=size, multiple_of=32, normalisation=card),
        outputs=((output, source),),
    )
    assert parse_manifest(tomllib.loads(format_manifest(manifest)), where="test") == manifest


def test_fingerprint_follows_id_version_and_files() -> None:
    manifest = parse_manifest(GOOD, where="test")
    others = [
        replace(manifest, id="model-2"),
        replace(manifest, version="2"),
        replace(manifest, files=(replace(manifest.files[0], sha256="cd" * 32),)),
    ]
    assert len({m.fingerprint for m in [manifest, *others]}) == 4
    assert replace(manifest, card="other words").fingerprint == manifest.fingerprint
