"""The embedded models that measuring a pair needs, loaded once for all tests."""

from __future__ import annotations

from functools import cache

from hfpc_desktop.inference.resources import resource_path
from hfpc_desktop.inference.sessions import OnnxSession
from hfpc_desktop.judging.difference import DifferenceModel
from hfpc_desktop.judging.measurements import Instruments
from hfpc_desktop.judging.saliency import Saliency
from hfpc_desktop.judging.text_reader import PaddleReader


def session(*parts: str) -> OnnxSession:
    return OnnxSession(resource_path("models", *parts), "cpu", threads=1)


@cache
def reader() -> PaddleReader:
    model = "pp-ocr-v6-small"
    characters = resource_path("models", model, "characters.txt").read_text(encoding="utf-8")
    return PaddleReader(session(model, "detector.onnx"), session(model, "recogniser.onnx"), characters)


@cache
def difference() -> DifferenceModel:
    features = session("efficientnet-lite2", "efficientnet-lite2-features.onnx")
    return DifferenceModel(features, session("product-difference", "difference.onnx"))


def embedded(saliency: Saliency) -> Instruments:
    return Instruments(saliency, difference(), reader())
