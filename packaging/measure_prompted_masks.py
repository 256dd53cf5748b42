"""Mean IoU and boundary F of box-prompted segmenters on a folder of pictures with masks.

    python packaging/measure_prompted_masks.py DIR [MODEL ...]     # DIR/images/X.jpg, DIR/masks/X.png

The prompt is the true mask's box with every side moved by up to a tenth (seeded). The embedded segmenter is always
measured; MODEL is the id of an installed one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hfpc_desktop.domain import masks
from hfpc_desktop.domain.segmentation import Prompt
from hfpc_desktop.engine import SALIENCY_MODEL, model_store
from hfpc_desktop.inference.promptable import load_segmenter
from hfpc_desktop.inference.sessions import OnnxSession
from hfpc_desktop.judging.embedded_segmenter import EmbeddedSegmenter
from hfpc_desktop.judging.saliency import U2NetSaliency
from hfpc_desktop.training.segmenter_data import jittered_box, read_folders

if TYPE_CHECKING:
    from hfpc_desktop.domain.segmentation import Segmenter
    from hfpc_desktop.training.segmenter_data import MaskExample

SIDE = 512
"""Longest side, in pixels, at which pictures are segmented and masks compared; boundary F allows 2 pixels."""


def measure(segmenter: Segmenter, examples: list[MaskExample]) -> str:
    ious, edges = [], []
    for number, example in enumerate(examples):
        rgb, truth = example.load(SIDE)
        box = jittered_box(truth, np.random.default_rng(number))
        if box is None:
            continue
        left, top, right, bottom = (float(v) for v in box)
        found = segmenter.segment(rgb, Prompt(box=(left, top, right, bottom))).mask >= 128
        ious.append(masks.iou(found, truth >= 128))
        edges.append(masks.boundary_f(found, truth >= 128, 2))
    return f"{segmenter.model_id}: {len(ious)} pictures, mean IoU {np.mean(ious):.3f}, boundary F {np.mean(edges):.3f}"


def main(folder: Path, models: list[str]) -> None:
    store = model_store()
    examples = read_folders(folder / "images", folder / "masks")
    embedded = EmbeddedSegmenter(U2NetSaliency(OnnxSession(store.path(SALIENCY_MODEL), "cpu")))
    for segmenter in (embedded, *(load_segmenter(store, model) for model in models)):
        print(measure(segmenter, examples), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
