"""The learning panel of a real project: every view of it is what the app says of decisions that were really made.

The project holds the demo's pairs ``ROUNDS`` times. Every file has bytes of its own, so that each pair has its own
place in the random order, and pixels of the demo, so that its judgement is the demo's, known already. The
reviewer is the demo's own list of what was put into each image: it approves where both columns say "fine".
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from screenshot_states import demo_files, with_other_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 40
FIRST = 10
"""So many rounds of the demo's pairs are decided when the panel is looked at in the middle of the work."""


def none(stage: Any) -> bytes:
    """Nothing is decided: the demo as it is."""
    return _panel(stage)


def many(stage: Any) -> bytes:
    """A part is decided, in the order of the files: enough to learn from, too few of the random sample."""
    _open_large(stage)
    _decide(stage, FIRST)
    return _panel(stage)


def certified(stage: Any) -> bytes:
    """Everything is decided: the part that nothing was learned from proves the limits."""
    _open_large(stage)
    _decide(stage, ROUNDS)
    out = _panel(stage)
    stage.open_demo()
    return out


VIEWS: dict[str, Callable[[Any], bytes]] = {
    "learn-none": none,
    "learn-many": many,
    "learn-certified": certified,
}


def _panel(stage: Any) -> bytes:
    """The panel as its action opens it, when the decisions are read."""
    stage.do("learn")
    dialog = stage.window.dialog
    stage.run_until(lambda: dialog.versions.count() > 0, 60)
    stage.settle(0.3)
    out = bytes(stage.picture(dialog))
    dialog.close()
    stage.settle(0.2)
    return out


def _decide(stage: Any, rounds: int) -> None:
    """The undecided pairs of the first rounds, one by one, as a person does: what is decided in one go proves
    nothing."""
    from hfpc_desktop.domain.audit import Selection
    from hfpc_desktop.domain.verdict import Decision

    controller, good = stage.app.controller, _fine_images()
    for row in range(len(controller.table)):
        number, name = controller.table.generated(row).stem.split("-", 1)
        if int(number) < rounds and controller.table.decision(row) is Decision.UNDECIDED:
            controller.decide([row], Decision.APPROVED if name in good else Decision.REJECTED)
            controller.note_selection([row], Selection.FILTERED)
    stage.settle(1.0)
    stage.window.notices.clear()


def _fine_images() -> set[str]:
    """Names of the demo's images with neither a product fault nor one of the background."""
    from hfpc_desktop.inference.resources import resource_path

    lines = (resource_path("demo") / "README.md").read_text("utf-8").splitlines()
    table = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| `")]
    return {Path(name).stem for name, product, background in table if product == background == "fine"}


def _open_large(stage: Any) -> None:
    controller = stage.app.controller
    path = Path(stage.data) / "large" / "spring.hfpc"
    if controller.project.path == path:
        return
    if not path.exists():
        _make(stage, path)
    controller.open_project(path)
    size = ROUNDS * len(demo_files("generated"))
    stage.run_until(lambda: controller.table is not None and len(controller.table) == size, 120)
    stage.run_until(stage.judged, 120)
    stage.do("resort")
    stage.settle(1.0)


def _make(stage: Any, path: Path) -> None:
    """Copies of the demo's files, and a project that knows what the demo's judging found in them."""
    from hfpc_desktop.domain.pairs import Pair
    from hfpc_desktop.images.hash import content_hash
    from hfpc_desktop.review.requests import ScanRequest
    from hfpc_desktop.review.scoring import ScoreTask
    from hfpc_desktop.review.store import ProjectStore

    folders = [path.parent / name for name in ("originals", "generated")]
    for folder in folders:
        folder.mkdir(parents=True)
    originals = {file.stem: file for file in demo_files("originals")}
    pairs, found = [], []
    for file in demo_files("generated"):
        demo = Pair(originals[file.stem.rsplit("_", 1)[0]], file)
        judgement = stage.app.engine.scorer.score(ScoreTask(0, demo)).judgement
        for number in range(ROUNDS):
            copies = [_copy(one, to, number) for one, to in zip((demo.original, file), folders, strict=True)]
            pairs.append(Pair(copies[0], copies[1]))
            found.append(judgement)
    with ProjectStore.create(path, ScanRequest.folders(*folders)) as store:
        ids = store.add_pairs(pairs)
        store.record(list(zip(ids, found, strict=True)), stage.app.engine.fingerprint)
        store.set_hashes(
            (key, content_hash(pair.original), content_hash(pair.generated))
            for key, pair in zip(ids, pairs, strict=True)
        )


def _copy(file: Path, folder: Path, number: int) -> Path:
    """``mug_01.jpg`` as ``07-mug_01.jpg``."""
    return with_other_bytes(file, folder / f"{number:02d}-{file.name}", number)
