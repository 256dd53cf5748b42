"""The models window's controller without threads or files, for tests of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hfpc_desktop.domain.verdict import Role
from hfpc_desktop.inference.hub import HubOptions
from hfpc_desktop.judging.embedded_segmenter import EmbeddedSegmenter
from hfpc_desktop.runtime.judging_choice import Choice, Choices, JudgedBy, WhyNot
from hfpc_desktop.runtime.model_desk import ModelCard, ModelState, Shelf
from hfpc_desktop.runtime.qt_judging import JudgingState
from tests.fakes import FakeSaliency

if TYPE_CHECKING:
    from pathlib import Path


def card(model_id: str, state: ModelState = ModelState.AVAILABLE, **more: Any) -> ModelCard:
    values: dict[str, Any] = {
        "id": model_id, "name": model_id, "role": Role.SEGMENTER, "state": state, "size": 41_365_520, "size_text": "",
        "licence": "Apache-2.0", "source": "https://huggingface.co/some/repo/tree/0123456789ab", "hashes": "pinned",
        "fetchable": state is not ModelState.EMBEDDED,
    }  # fmt: skip
    return ModelCard(**{**values, **more})


SHELF = Shelf(
    (
        card("u2netp", ModelState.EMBEDDED, name="U²-Net-P", source="HFPC Desktop"),
        card("efficientsam-ti", name="EfficientSAM-Ti"),
        card("grounding-dino-tiny", ModelState.INSTALLED, name="GroundingDINO tiny", role=Role.DETECTOR),
        card(
            "starter-reward",
            ModelState.EMBEDDED,
            name="Starter reward",
            role=Role.REWARD,
            source="HFPC Desktop",
        ),
    )
)


class FakeModels(QObject):
    """``runtime.qt_models.ModelsController`` that writes down what it is asked."""

    shelf_changed = Signal(object)
    work_changed = Signal(str, object)
    troubled = Signal(str, object)
    done = Signal(str, str)
    offline_changed = Signal(bool)

    def __init__(self, shelf: Shelf = SHELF) -> None:
        super().__init__()
        self.shelf, self.options = shelf, HubOptions()
        self.work: dict[str, Any] = {}
        self.troubles: dict[str, Any] = {}
        self.verified: set[str] = set()
        self.offline = False
        self.calls: list[tuple[str, Any]] = []

    def refresh(self) -> None:
        self.shelf_changed.emit(self.shelf)

    def install(self, model_id: str) -> None:
        self.calls.append(("install", model_id))

    def pause(self, model_id: str) -> None:
        self.calls.append(("pause", model_id))

    def cancel(self, model_id: str) -> None:
        self.calls.append(("cancel", model_id))

    def verify(self, model_id: str) -> None:
        self.calls.append(("verify", model_id))

    def remove(self, model_id: str) -> None:
        self.calls.append(("remove", model_id))

    def import_from(self, source: Path, model_id: str = "") -> None:
        self.calls.append(("import_from", (source, model_id)))


CHOICES = Choices(
    (
        Choice("efficientsam-ti", "EfficientSAM-Ti", Role.SEGMENTER),
        Choice("sam-vit-b", "SAM ViT-B", Role.SEGMENTER, slow=True),
        Choice("sam-vit-h", "SAM ViT-H", Role.SEGMENTER, WhyNot.NEEDS_TORCH),
    ),
    (Choice("grounding-dino-tiny", "GroundingDINO tiny", Role.DETECTOR, by_name=True),),
    (Choice("image-reward", "ImageReward", Role.REWARD, WhyNot.NOT_INSTALLED, by_name=True),),
)


class FakeJudging(QObject):
    """``runtime.qt_judging.JudgingController`` that takes over at once."""

    choices_ready = Signal(object)
    state_changed = Signal(object)

    def __init__(self, choices: Choices = CHOICES) -> None:
        super().__init__()
        self.choices = choices
        self.state = JudgingState("embedded")
        self.seconds: float | None = None
        self.calls: list[str] = []
        self.load: Any = lambda: EmbeddedSegmenter(FakeSaliency())

    def ask_choices(self) -> None:
        self.choices_ready.emit(self.choices)

    def use(self, profile: str) -> None:
        self.calls.append(profile)
        known = profile.split("+")
        ids = [
            next((c.id for c in some if c.id in known), "")
            for some in (self.choices.segmenters, self.choices.detectors, self.choices.rewards)
        ]
        self.state = JudgingState(profile, JudgedBy(*ids))
        self.state_changed.emit(self.state)

    def pair_seconds(self) -> float | None:
        return self.seconds

    def segmenter(self) -> Any:
        """``load`` gives the segmenter, on a worker thread."""
        return self.load
