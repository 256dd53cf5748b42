"""Torch for models that have no ONNX form: the device, and what happens when its memory runs out."""

from __future__ import annotations

import logging
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.devices import Device, parse_device

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_log = logging.getLogger(__name__)
_NAMES = {"cpu": "CPU", "cuda": "CUDA", "mps": "MPS"}


def import_torch() -> Any:
    """The torch module; ``ModelError`` that names the extra when it is not installed."""
    try:
        import torch
    except ImportError as error:
        raise ModelError(
            translate("models", "This model needs PyTorch: pip install 'hfpc-desktop[torch]'.")
        ) from error
    return torch


def import_transformers() -> Any:
    try:
        import transformers
    except ImportError as error:
        raise ModelError(
            translate("models", "This model needs transformers: pip install 'hfpc-desktop[torch]'.")
        ) from error
    quiet: Any = transformers.utils.logging.disable_progress_bar
    quiet()  # progress is shown by the callers, or not at all
    return transformers


class TorchRunner:
    """Runs a module on the asked device with a ladder for full memory: half precision, then the CPU.

    What happened is said in ``note``. The module is moved, not copied; calls are serialised, because a
    step of the ladder changes where the module lies.
    """

    def __init__(self, module: Any, device: Device | str = Device.AUTO) -> None:
        self._torch = import_torch()
        asked = device if isinstance(device, Device) else parse_device(device)
        self._kind, self._note = _pick(self._torch, asked)
        self._half = False
        self._lock = threading.Lock()
        self._module = module.eval().to(self._kind)

    @property
    def device(self) -> str:
        return _NAMES.get(self._kind, self._kind)

    @property
    def note(self) -> str:
        return self._note

    def run(self, work: Callable[[Any, Any], T]) -> T:
        """``work(module, device)`` without gradients; tried again one step lower when memory runs out."""
        with self._lock:
            while True:
                try:
                    return self._once(work)
                except (RuntimeError, MemoryError) as error:
                    if not _out_of_memory(error) or not self._lower():
                        raise ModelError(
                            translate("models", "The model could not be run: {0}").format(_first_line(error))
                        ) from error

    def _once(self, work: Callable[[Any, Any], T]) -> T:
        torch = self._torch
        half = torch.autocast(self._kind, dtype=torch.float16) if self._half else nullcontext()
        with torch.inference_mode(), half:
            return work(self._module, torch.device(self._kind))

    def _lower(self) -> bool:
        """One step down the ladder; False at its end."""
        if self._kind == "cpu":
            return False
        if self._kind == "cuda":
            self._torch.cuda.empty_cache()
        if not self._half and self._kind == "cuda":
            self._half = True
            self._say(f"{self.device} ran out of memory; running in half precision")
            return True
        name = self.device
        self._kind, self._half = "cpu", False
        self._module.to("cpu")
        self._say(f"{name} ran out of memory; continuing on the CPU")
        return True

    def _say(self, text: str) -> None:
        self._note = text
        _log.warning("%s", text)


def gpu_kind(asked: Device) -> str:
    """``cuda`` or ``mps`` when PyTorch has that and ``asked`` allows it, else empty."""
    kind, _ = _pick(import_torch(), asked)
    return "" if kind == "cpu" else kind


def _pick(torch: Any, asked: Device) -> tuple[str, str]:
    """(torch device type, note)."""
    cuda = bool(torch.cuda.is_available())
    mps = bool(getattr(torch.backends, "mps", None) and torch.backends.mps.is_available())
    if asked in (Device.AUTO, Device.CUDA) and cuda:
        return "cuda", ""
    if asked in (Device.AUTO, Device.MPS, Device.COREML) and mps:
        return "mps", ""
    if asked in (Device.AUTO, Device.CPU):
        return "cpu", ""
    return "cpu", f"{asked.value} is not available to PyTorch on this machine; running on the CPU"


def _out_of_memory(error: Exception) -> bool:
    text = str(error).lower()
    return isinstance(error, MemoryError) or "out of memory" in text or "not enough memory" in text


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0][:300] if text else type(error).__name__
