"""One ONNX Runtime session: loads late, says what it runs on, falls back to the CPU and says so."""

from __future__ import annotations

import logging
import threading
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hfpc_desktop.domain.errors import ModelError
from hfpc_desktop.domain.language import translate
from hfpc_desktop.inference.devices import (
    CPU_PROVIDER,
    DIRECTML_PROVIDER,
    Device,
    parse_device,
    provider_name,
    providers_for,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_log = logging.getLogger(__name__)
_LEVEL_ERROR = 3  # ONNX Runtime's own scale; warnings about every folded node are not for people


class OnnxSession:
    """A model file that can be run. Any thread may call ``run``; calls do not block each other.

    The file is loaded by the first call (or by ``load``). ``device`` says what really runs, which may
    not be what was asked for: see ``note``. ``threads`` is the number of CPU threads inside one call
    (0 = ONNX Runtime chooses, one per core). When memory runs out the batch is halved until it fits;
    when the device fails otherwise, the session moves to the CPU for good. Both are said in ``note``.
    """

    def __init__(self, path: Path | str, device: Device | str = Device.AUTO, *, threads: int = 0) -> None:
        self._path = Path(path)
        self._asked = device if isinstance(device, Device) else parse_device(device)
        self._threads = threads
        self._lock = threading.Lock()
        self._run_lock = threading.Lock()
        self._session: Any = None
        self._note = ""

    @property
    def device(self) -> str:
        """``CPU``, ``CUDA``, ``DirectML`` ... as the loaded session reports it; loads the model."""
        return provider_name(self._loaded().get_providers()[0])

    @property
    def note(self) -> str:
        """Why the device differs from what was asked for; empty when it does not."""
        return self._note

    @property
    def input_names(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self._loaded().get_inputs())

    def input_shape(self, name: str) -> tuple[int | str | None, ...]:
        """The declared shape of an input: numbers, and names (or ``None``) for what may vary."""
        for entry in self._loaded().get_inputs():
            if entry.name == name:
                return tuple(entry.shape)
        raise ModelError(translate("models", "{0} has no input “{1}”.").format(self._path.name, name))

    @property
    def output_names(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self._loaded().get_outputs())

    def load(self) -> None:
        """Loads the model now (a few hundred ms); raises ``ModelError`` when that cannot be done."""
        self._loaded()

    def run(self, **inputs: NDArray[Any]) -> list[NDArray[np.float32]]:
        """All outputs, in the model's order. Inputs are named as in the model."""
        return self._run(None, inputs)

    def fetch(self, outputs: Sequence[str], **inputs: NDArray[Any]) -> list[NDArray[np.float32]]:
        """Only the named outputs, in the order asked for (the whole graph is computed all the same)."""
        return self._run(list(outputs), inputs)

    # ------------------------------------------------------------------------------- private

    def _run(self, outputs: list[str] | None, inputs: dict[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        session = self._loaded()
        try:
            return self._call(session, outputs, inputs)
        except Exception as error:  # the runtime raises its own types and RuntimeError
            if _is_callers_fault(error):
                raise self._failed(error) from error
            halves = _halves(inputs) if _is_out_of_memory(error) else None
            if halves is None and session.get_providers()[0] == CPU_PROVIDER:
                raise self._failed(error) from error
            name = provider_name(session.get_providers()[0])
            reason = f"{name} failed ({_first_line(error)})"
        if halves is not None:
            self._say(f"{name} ran out of memory; running in smaller batches")
            parts = [self._run(outputs, half) for half in halves]
            return [np.concatenate(pair) for pair in zip(*parts, strict=True)]
        session = self._fall_back(session, reason)
        try:
            return self._call(session, outputs, inputs)
        except Exception as error:
            raise self._failed(error) from error

    def _call(
        self, session: Any, outputs: list[str] | None, inputs: dict[str, NDArray[Any]]
    ) -> list[NDArray[np.float32]]:
        # DirectML sessions must not be run by two threads at once.
        alone = session.get_providers()[0] == DIRECTML_PROVIDER
        with self._run_lock if alone else nullcontext():
            result: list[NDArray[np.float32]] = session.run(outputs, inputs)
        return result

    def _failed(self, error: Exception) -> ModelError:
        return ModelError(
            translate("models", "{0} could not be run: {1}").format(self._path.name, _first_line(error))
        )

    def _loaded(self) -> Any:
        with self._lock:
            if self._session is None:
                self._session = self._open_best()
            return self._session

    def _fall_back(self, failed: Any, reason: str) -> Any:
        """Replaces a failed GPU session by a CPU one, once, whichever thread comes first."""
        with self._lock:
            if self._session is failed:
                self._session = self._open(_import_runtime(), [CPU_PROVIDER])
                self._say(f"{reason}; continuing on the CPU")
            return self._session

    def _open_best(self) -> Any:
        runtime = _import_runtime()
        wanted = providers_for(self._asked, runtime.get_available_providers())
        try:
            session = self._open(runtime, wanted)
        except ModelError as error:
            if wanted == [CPU_PROVIDER] or not self._path.is_file():
                raise
            session = self._open(runtime, [CPU_PROVIDER])
            self._say(f"{provider_name(wanted[0])} could not be used ({error}); running on the CPU")
            return session
        got = session.get_providers()[0]
        if got == CPU_PROVIDER and self._asked not in (Device.AUTO, Device.CPU):
            self._say(f"{self._asked.value} is not available on this machine; running on the CPU")
        elif got != wanted[0]:
            self._say(f"{provider_name(wanted[0])} could not be used; running on {provider_name(got)}")
        return session

    def _open(self, runtime: Any, providers: list[str]) -> Any:
        if not self._path.is_file():
            raise ModelError(
                translate("models", "The model file {0} is missing. Install the model again.").format(
                    self._path
                )
            )
        options = runtime.SessionOptions()
        options.log_severity_level = _LEVEL_ERROR
        options.intra_op_num_threads = self._threads
        # Our inputs vary in size: a pattern per size would be planned and kept for each of them.
        options.enable_mem_pattern = False
        # Waiting threads sleep instead of spinning: decode, matching and the window need the cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            return runtime.InferenceSession(str(self._path), options, providers=providers)
        except Exception as error:
            raise ModelError(
                translate("models", "{0} could not be loaded: {1}").format(
                    self._path.name, _first_line(error)
                )
            ) from error

    def _say(self, text: str) -> None:
        if text == self._note:
            return
        self._note = text
        _log.warning("%s (%s)", text, self._path.name)


def _import_runtime() -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError(
            translate(
                "models",
                "ONNX Runtime is not installed. Install one of the extras, for example: pip install 'hfpc-desktop[cpu]'.",
            )
        ) from error
    return onnxruntime


def _is_callers_fault(error: Exception) -> bool:
    """Wrong names, types or shapes fail on every device: no reason to leave the GPU."""
    return type(error).__name__ in ("InvalidArgument", "ValueError", "TypeError", "KeyError")


def _is_out_of_memory(error: Exception) -> bool:
    text = str(error).lower()
    return isinstance(error, MemoryError) or any(
        sign in text for sign in ("out of memory", "failed to allocate", "bad_alloc", "bad allocation")
    )


def _halves(inputs: dict[str, NDArray[Any]]) -> list[dict[str, NDArray[Any]]] | None:
    """Both halves of a batch (axis 0 of every input), or ``None`` when it cannot be halved."""
    sizes = {array.shape[0] if array.ndim else 0 for array in inputs.values()}
    if len(sizes) != 1 or (size := sizes.pop()) < 2:
        return None
    middle = size // 2
    return [
        {name: array[part] for name, array in inputs.items()} for part in (slice(middle), slice(middle, None))
    ]


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0][:300] if text else type(error).__name__
