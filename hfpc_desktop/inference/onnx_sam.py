"""What the SAMs that run in ONNX have in common: two graphs, and the picture's embedding kept between prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hfpc_desktop.inference.prompting import Embeddings
from hfpc_desktop.inference.sessions import OnnxSession

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


class OnnxSam:
    """Encoder and decoder of one model, for a ``Segmenter`` to build on. Any thread."""

    def __init__(
        self, encoder: Path, decoder: Path, model_id: str, device: str = "auto", *, threads: int = 0
    ) -> None:
        self._id = model_id
        self._encoder = OnnxSession(encoder, device, threads=threads)
        self._decoder = OnnxSession(decoder, device, threads=threads)
        self._known: Embeddings[NDArray[Any]] = Embeddings()

    @property
    def model_id(self) -> str:
        return self._id

    @property
    def device(self) -> str:
        return self._encoder.device

    @property
    def note(self) -> str:
        return self._encoder.note or self._decoder.note
