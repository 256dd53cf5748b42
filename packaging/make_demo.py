"""Make ``resources/demo`` from the project's own renders: ``python packaging/make_demo.py RENDERS``.

RENDERS is the folder with ``originals/``, ``generated/`` and ``pairs.jsonl``. Needs Pillow. The
choice below shows every kind of defect once or twice beside images that are fine.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from PIL import Image

DEMO = Path(__file__).resolve().parent.parent / "resources" / "demo"
CHOICE = {
    "bottle": (1, 4, 5, 6),
    "can": (1, 2, 4, 6),
    "cereal": (1, 3, 5, 6),
    "jar": (1, 4, 6, 7),
    "mug": (1, 3, 5, 6),
    "side-table": (1, 5, 6, 7),
    "stool": (1, 2, 5, 6),
    "tin": (1, 2, 4, 5),
}
LONGEST_SIDE = 560
README = """# Demo project

{products} invented products, {pairs} generated images: `originals/NAME.*` and `generated/NAME_NN.jpg`, made by
`packaging/make_demo.py`. All pictures were rendered for this project with Blender from its own procedural
models; brands are invented; the light maps are CC0. They may be used under the project's licence
(Apache-2.0) or, at your choice, CC0.

They imitate what background inpainting gets wrong, and they are cleaner than life. What was put into each:

| generated image | product | background |
|---|---|---|
{rows}
"""


def _save(source: Path, target: Path) -> None:
    with Image.open(source) as picture:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        if picture.mode == "RGBA":
            picture.save(target.with_suffix(".png"), optimize=True)
        else:
            picture.convert("RGB").save(target.with_suffix(".jpg"), quality=88, optimize=True)


def _words(kinds: list[str]) -> str:
    return ", ".join(kind.replace("_", " ") for kind in kinds) or "fine"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("renders", type=Path)
    renders = parser.parse_args().renders
    lines = (renders / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    truth = {row["generated"]: row for row in map(json.loads, lines)}
    for folder in ("originals", "generated"):
        shutil.rmtree(DEMO / folder, ignore_errors=True)
        (DEMO / folder).mkdir(parents=True)
    rows: list[str] = []
    for name, numbers in CHOICE.items():
        _save(renders / "originals" / f"{name}.png", DEMO / "originals" / name)
        for new, number in enumerate(numbers, 1):
            row = truth[f"generated/{name}_{number:02d}.png"]
            _save(renders / row["generated"], DEMO / "generated" / f"{name}_{new:02d}")
            product, background = _words(row["product_defects"]), _words(row["background_defects"])
            rows.append(f"| `{name}_{new:02d}.jpg` | {product} | {background} |")
    text = README.format(products=len(CHOICE), pairs=len(rows), rows="\n".join(rows))
    (DEMO / "README.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
