"""Cell similarities, as in judging/difference.py. See README.md beside this file."""

import os
import numpy as np, cv2


def similarities(fo, fg, mask):
    """4 x h x w: for every generated cell the best cosine to the original's product, to the generated product (elsewhere), to the
    scene far off; and for every original cell the best to the scene."""
    c, h, w = fo.shape
    both = np.concatenate([fo.reshape(c, -1), fg.reshape(c, -1)], 1)
    m, s = both.mean(1, keepdims=True), both.std(1, keepdims=True) + 1e-3
    n = lambda f: (lambda q: q / (np.linalg.norm(q, axis=0, keepdims=True) + 1e-6))(
        (f.reshape(c, -1) - m) / s
    )
    o, g = n(fo), n(fg)
    ins = (mask > 0.5).ravel()
    k = 5 if h > 20 else 3
    far = ~(cv2.dilate(mask, np.ones((k, k), np.uint8)) > 0.05).ravel()
    if not ins.any() or not far.any():
        return np.zeros((4, h, w), np.float32)
    gg = g.T @ g
    a = (g.T @ o[:, ins]).max(1)
    self_ = gg.copy()
    yy, xx = np.divmod(np.arange(h * w), w)
    r = 2 if h > 20 else 1
    near = (np.abs(yy[:, None] - yy) <= r) & (np.abs(xx[:, None] - xx) <= r)
    gg[near] = -1
    return (
        np.stack([a, gg[:, ins].max(1), gg[:, far].max(1), (o.T @ g[:, far]).max(1)])
        .reshape(4, h, w)
        .astype(np.float32)
    )
