"""Which devices a person can ask for, and what ONNX Runtime offers on this machine."""

from __future__ import annotations

from enum import StrEnum

from hfpc_desktop.domain.errors import UsageError
from hfpc_desktop.domain.language import translate

CPU_PROVIDER = "CPUExecutionProvider"
DIRECTML_PROVIDER = "DmlExecutionProvider"


class Device(StrEnum):
    """What a person asks for with ``--device``. ``mps`` is Apple's GPU: CoreML in ONNX Runtime."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    DIRECTML = "directml"
    COREML = "coreml"
    MPS = "mps"


_PROVIDERS = {
    Device.CUDA: "CUDAExecutionProvider",
    Device.DIRECTML: DIRECTML_PROVIDER,
    Device.COREML: "CoreMLExecutionProvider",
    Device.MPS: "CoreMLExecutionProvider",
}
_NAMES = {
    CPU_PROVIDER: "CPU",
    "CUDAExecutionProvider": "CUDA",
    "TensorrtExecutionProvider": "TensorRT",
    DIRECTML_PROVIDER: "DirectML",
    "CoreMLExecutionProvider": "CoreML",
}
_AUTO = (Device.CUDA, Device.DIRECTML)
"""CoreML is left out of ``auto``: it compiles a program for every input size, and ours vary."""


def parse_device(text: str) -> Device:
    """``text`` as a device, any case. Raises ``UsageError`` that lists what can be asked for."""
    try:
        return Device(text.strip().lower())
    except ValueError:
        names = ", ".join(device.value for device in Device)
        raise UsageError(
            translate("models", "Unknown device “{0}”: use one of {1}.").format(text, names)
        ) from None


def providers_for(device: Device, offered: list[str] | tuple[str, ...]) -> list[str]:
    """Execution providers to try, best first; the CPU is always the last.

    ``offered`` is what ONNX Runtime was built with. It may list CUDA on a machine without a GPU, so
    only the session can tell what really runs.
    """
    wanted = _AUTO if device is Device.AUTO else (device,)
    names = [_PROVIDERS[d] for d in wanted if d in _PROVIDERS and _PROVIDERS[d] in offered]
    return [*names, CPU_PROVIDER]


def provider_name(provider: str) -> str:
    """A provider's name for people: ``CPU``, ``CUDA`` ..."""
    return _NAMES.get(provider, provider.removesuffix("ExecutionProvider"))


def available_devices() -> tuple[Device, ...]:
    """Devices that the installed ONNX Runtime was built for (``CPU`` first; empty without it).

    Imports onnxruntime: not on the GUI thread and not before the first paint.
    """
    try:
        import onnxruntime
    except ImportError:
        return ()
    offered = onnxruntime.get_available_providers()
    found = [d for d, provider in _PROVIDERS.items() if provider in offered and d is not Device.MPS]
    return (Device.CPU, *found)
