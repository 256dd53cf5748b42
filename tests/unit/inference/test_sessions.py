from __future__ import annotations

import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hfpc_desktop.domain.errors import ModelError, UsageError
from hfpc_desktop.inference import (
    Device,
    ModelStore,
    OnnxSession,
    available_devices,
    parse_device,
    resource_path,
    sessions,
)
from hfpc_desktop.inference.devices import providers_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CPU, CUDA, DML = "CPUExecutionProvider", "CUDAExecutionProvider", "DmlExecutionProvider"
COREML = "CoreMLExecutionProvider"


def embedded(model_id: str, device: str = "cpu") -> OnnxSession:
    return OnnxSession(ModelStore(resource_path("models")).path(model_id), device, threads=1)


# ------------------------------------------------------------------------------------ devices


def test_parse_device() -> None:
    assert parse_device(" CUDA ") is Device.CUDA
    with pytest.raises(UsageError, match="auto, cpu, cuda, directml, coreml, mps"):
        parse_device("tpu")


@pytest.mark.parametrize(
    ("device", "offered", "expected"),
    [
        ("auto", [CPU], [CPU]),
        ("auto", [CUDA, CPU], [CUDA, CPU]),
        ("auto", [DML, CPU], [DML, CPU]),
        ("auto", [COREML, CPU], [CPU]),
        ("cpu", [CUDA, CPU], [CPU]),
        ("cuda", [CUDA, CPU], [CUDA, CPU]),
        ("cuda", [DML, CPU], [CPU]),
        ("mps", [COREML, CPU], [COREML, CPU]),
    ],
)
def test_providers(device: str, offered: list[str], expected: list[str]) -> None:
    assert providers_for(parse_device(device), offered) == expected


def test_cpu_is_always_available() -> None:
    assert available_devices()[0] is Device.CPU


# ------------------------------------------------------------------------ the embedded models


def test_saliency_finds_an_object_and_no_object() -> None:
    session = embedded("u2netp")
    rows, columns = np.mgrid[:160, :160]
    disc = (rows - 80) ** 2 + (columns - 80) ** 2 < 40**2
    image = np.full((160, 160, 3), 235, np.uint8)
    image[disc] = (170, 40, 40)
    (found,) = session.run(image=np.stack([image, np.full_like(image, 235)]))
    assert found.shape == (2, 1, 160, 160)
    assert found.dtype == np.float32
    assert found.min() >= 0 and found.max() <= 1
    assert found[0, 0][disc].mean() > 0.9
    assert found[0, 0][~disc].mean() < 0.1
    assert found[1].max() < 0.5, "a plain picture has no product"


def test_features_have_the_shapes_their_manifest_says() -> None:
    session = embedded("efficientnet-lite2")
    image = np.random.default_rng(0).integers(0, 256, (2, 64, 96, 3), np.uint8)
    names = ("stride4", "stride8", "stride16", "stride32", "pooled")
    assert session.output_names == names
    assert session.input_names == ("image",)
    shapes = [array.shape for array in session.run(image=image)]
    assert shapes == [(2, 24, 16, 24), (2, 48, 8, 12), (2, 120, 4, 6), (2, 352, 2, 3), (2, 1280)]
    deep, early = session.fetch(["pooled", "stride8"], image=image)
    assert (deep.shape, early.shape) == ((2, 1280), (2, 48, 8, 12))
    alone = session.run(image=image[1:])
    assert np.allclose(alone[4], deep[1:], atol=1e-3), "a picture's features do not depend on its batch"


def test_features_tell_a_picture_from_its_like() -> None:
    session = embedded("efficientnet-lite2")
    rng = np.random.default_rng(0)
    base = np.kron(rng.integers(40, 200, (8, 8, 3)), np.ones((16, 16, 1))).astype(np.uint8)
    brighter = base + 8
    other = np.kron(rng.integers(40, 200, (16, 16, 3)), np.ones((8, 8, 1))).astype(np.uint8)
    pooled = session.fetch(["pooled"], image=np.stack([base, brighter, other]))[0]
    pooled /= np.linalg.norm(pooled, axis=1, keepdims=True)
    assert pooled[0] @ pooled[1] > 0.9 > pooled[0] @ pooled[2] + 0.05


def test_device_and_note() -> None:
    session = embedded("efficientnet-lite2")
    session.load()
    assert (session.device, session.note) == ("CPU", "")


# ------------------------------------------------------------------------------------- errors


def test_missing_and_broken_files(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        OnnxSession(tmp_path / "gone.onnx").load()
    (tmp_path / "bad.onnx").write_bytes(b"this is no model")
    with pytest.raises(ModelError, match=r"bad\.onnx could not be loaded"):
        OnnxSession(tmp_path / "bad.onnx").load()


@pytest.mark.parametrize(
    "inputs",
    [
        {"image": np.zeros((1, 32, 32, 3), np.float32)},
        {"image": np.zeros((32, 32, 3), np.uint8)},
        {"picture": np.zeros((1, 32, 32, 3), np.uint8)},
        {},
    ],
)
def test_wrong_input_is_a_model_error(inputs: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match="could not be run"):
        embedded("efficientnet-lite2").run(**inputs)


def test_without_onnxruntime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert available_devices() == ()
    with pytest.raises(ModelError, match=r"hfpc-desktop\[cpu\]"):
        embedded("u2netp").load()


def test_importing_does_not_import_onnxruntime() -> None:
    code = "import sys, hfpc_desktop.inference; sys.exit('onnxruntime' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


# ----------------------------------------------------------------------------- GPU and fallback


class Runtime:
    """ONNX Runtime with a GPU that behaves as a test wants; counts the sessions it opened."""

    def __init__(
        self, *, opens_as: str, on_gpu_run: Callable[[dict[str, np.ndarray]], None], gpu_opens: bool = True
    ) -> None:
        self.opened: list[list[str]] = []
        self._opens_as = opens_as
        self._on_gpu_run = on_gpu_run
        self._gpu_opens = gpu_opens

    def get_available_providers(self) -> list[str]:
        return [CUDA, CPU]

    def SessionOptions(self) -> SimpleNamespace:
        return SimpleNamespace(add_session_config_entry=lambda *_: None)

    def InferenceSession(self, path: str, options: object, providers: list[str]) -> SimpleNamespace:
        self.opened.append(providers)
        if providers[0] != CPU and not self._gpu_opens:
            raise RuntimeError("CUDA driver version is insufficient")
        real = self._opens_as if providers[0] != CPU else CPU

        def run(outputs: object, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
            if real != CPU:
                self._on_gpu_run(inputs)
            return [np.array(inputs["image"], np.float32)]

        return SimpleNamespace(get_providers=lambda: [real, CPU] if real != CPU else [CPU], run=run)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., OnnxSession]:
    (tmp_path / "model.onnx").write_bytes(b"x")

    def build(runtime: Runtime, device: str = "auto") -> OnnxSession:
        monkeypatch.setattr(sessions, "_import_runtime", lambda: runtime)
        return OnnxSession(tmp_path / "model.onnx", device)

    return build


def fine(_: object) -> None:
    pass


def out_of_memory(_: object) -> None:
    raise RuntimeError("CUDA failure 2: out of memory ; GPU=0\nmore lines")


def test_gpu_that_works(use: Callable[..., OnnxSession]) -> None:
    session = use(Runtime(opens_as=CUDA, on_gpu_run=fine))
    session.run(image=np.zeros(1))
    assert (session.device, session.note) == ("CUDA", "")


def test_gpu_that_runs_out_of_memory_falls_back_and_says_so(
    use: Callable[..., OnnxSession], caplog: pytest.LogCaptureFixture
) -> None:
    runtime = Runtime(opens_as=CUDA, on_gpu_run=out_of_memory)
    session = use(runtime, "cuda")
    assert session.run(image=np.ones(1))[0][0] == 1
    assert session.device == "CPU"
    assert "out of memory" in session.note and "\n" not in session.note and "CPU" in session.note
    session.run(image=np.zeros(1))
    assert runtime.opened == [[CUDA, CPU], [CPU]]
    assert len(caplog.records) == 1


def test_a_batch_that_does_not_fit_is_halved(
    use: Callable[..., OnnxSession], caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[int] = []

    def room_for_two(inputs: dict[str, np.ndarray]) -> None:
        if len(inputs["image"]) > 2:
            raise RuntimeError("Failed to allocate memory for requested buffer of size 1")
        ran.append(len(inputs["image"]))

    session = use(Runtime(opens_as=CUDA, on_gpu_run=room_for_two))
    (got,) = session.run(image=np.arange(7.0)[:, None])
    assert (got == np.arange(7.0)[:, None]).all()
    assert ran == [1, 2, 2, 2]
    assert session.device == "CUDA"
    assert "smaller batches" in session.note


def test_wrong_input_does_not_leave_the_gpu(use: Callable[..., OnnxSession]) -> None:
    def wrong(_: object) -> None:
        raise ValueError("Required inputs are missing")

    runtime = Runtime(opens_as=CUDA, on_gpu_run=wrong)
    session = use(runtime)
    with pytest.raises(ModelError, match="Required inputs"):
        session.run(image=np.zeros(1))
    assert session.device == "CUDA"


def test_gpu_wheel_without_a_gpu_says_cpu(
    use: Callable[..., OnnxSession], caplog: pytest.LogCaptureFixture
) -> None:
    """ONNX Runtime lists CUDA, logs errors and quietly opens on the CPU: only the session tells."""
    session = use(Runtime(opens_as=CPU, on_gpu_run=fine), "cuda")
    assert session.device == "CPU"
    assert "cuda is not available" in session.note


def test_gpu_that_cannot_open(use: Callable[..., OnnxSession], caplog: pytest.LogCaptureFixture) -> None:
    session = use(Runtime(opens_as=CUDA, on_gpu_run=fine, gpu_opens=False))
    assert session.device == "CPU"
    assert "insufficient" in session.note


def test_asking_for_what_is_not_built_in_says_so(
    use: Callable[..., OnnxSession], caplog: pytest.LogCaptureFixture
) -> None:
    session = use(Runtime(opens_as=CUDA, on_gpu_run=fine), "directml")
    assert session.device == "CPU"
    assert "directml is not available" in session.note


def test_threads_fall_back_once(use: Callable[..., OnnxSession], caplog: pytest.LogCaptureFixture) -> None:
    together = threading.Barrier(4)

    def fail_together(_: object) -> None:
        together.wait(timeout=10)
        out_of_memory(_)

    runtime = Runtime(opens_as=CUDA, on_gpu_run=fail_together)
    session = use(runtime)
    session.load()
    results: list[Any] = []
    threads = [
        threading.Thread(target=lambda: results.append(session.run(image=np.zeros(1)))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert runtime.opened == [[CUDA, CPU], [CPU]]
