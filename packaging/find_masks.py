"""The product masks that the pipeline finds in generated images: for fitting and measuring the starter reward.

    python packaging/find_masks.py RENDERS OUT

RENDERS holds ``pairs.jsonl``. Writes OUT/NAME for every generated image (uint8, at most 512 px on the long side);
all zero where nothing was found. What is there already is left alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from itertools import groupby
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np

from hfpc_desktop.engine import Engine, EngineOptions
from hfpc_desktop.images import load_picture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("renders", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    text = (args.renders / "pairs.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    rows = [row for row in rows if not (args.out / Path(row["generated"]).name).is_file()]
    cv2.setNumThreads(1)
    engine = Engine(EngineOptions(device="cpu", cache=None))
    judge = engine._make_judge()
    for original, group in groupby(rows, key=lambda row: str(row["original"])):
        prepared = judge.prepare(load_picture(args.renders / original))
        for row in group:
            judgement, overlay = judge.judge(prepared, load_picture(args.renders / row["generated"]))
            mask = overlay.generated_mask
            if judgement.not_judged is not None or mask is None:
                mask = np.zeros((8, 8), np.uint8)
            cv2.imwrite(str(args.out / Path(row["generated"]).name), mask)
    engine.close()


if __name__ == "__main__":
    main()
