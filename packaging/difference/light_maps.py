"""CC0 light maps as PNG (bpy). See README.md beside this file."""

import os

WORK = os.environ["DIFFERENCE_WORK"]
import bpy, numpy as np, glob, cv2, os

for f in sorted(glob.glob(os.environ["RENDER_SCRIPT"] + "/hdri/*.exr")):
    im = bpy.data.images.load(f)
    w, h = im.size
    a = np.array(im.pixels[:], np.float32).reshape(h, w, -1)[::-1, :, :3]
    a = np.clip(a, 0, None)
    e = 0.35 / max(1e-3, np.median(a))
    for k, g in enumerate((0.6, 1.0)):
        v = a * e * g
        v = v / (1 + v * 0.5)
        s = np.where(v < 0.0031308, 12.92 * v, 1.055 * np.power(np.maximum(v, 1e-6), 1 / 2.4) - 0.055).clip(
            0, 1
        )
        cv2.imwrite(f"{WORK}/hdri/{os.path.basename(f)[:-4]}_{k}.png", (s[..., ::-1] * 255).astype(np.uint8))
    print("H", f, w, h)
