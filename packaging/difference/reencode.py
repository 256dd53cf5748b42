"""A small picture autoencoder, and kept products as a generator's encoder and decoder leave them.

    reencode.py MINUTES OUT.pt [SEED]     (trains; see README.md beside this file)

Image generators that keep a product still pass it through their encoder and decoder: fine detail is lost and
invented, edges move by less than a pixel. No such model can be shipped here, so a small one (stride 8, 12 latent channels of which a
random few are kept) is trained on this project's own sprites and light maps, and codecs made for other purposes add variety.
"""

from __future__ import annotations

import glob
import os
import sys
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

CHANNELS = 12
_LOADED: dict[str, Autoencoder] = {}


class Block(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.a = nn.Conv2d(width, width, 3, padding=1)
        self.b = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.b(F.silu(self.a(F.silu(x))))


class Autoencoder(nn.Module):
    """B x 3 x H x W in -1..1, sides multiples of 8. ``keep``: latent channels used; ``noise``: added to them."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.Sequential(
            nn.Conv2d(3, 24, 4, 2, 1), nn.SiLU(), nn.Conv2d(24, 48, 4, 2, 1), Block(48),
            nn.Conv2d(48, 72, 4, 2, 1), Block(72), nn.SiLU(), nn.Conv2d(72, CHANNELS, 1),
        )
        self.up = nn.Sequential(
            nn.Conv2d(CHANNELS, 72, 3, padding=1), Block(72), nn.Conv2d(72, 48 * 4, 3, padding=1), nn.PixelShuffle(2),
            Block(48), nn.Conv2d(48, 24 * 4, 3, padding=1), nn.PixelShuffle(2), Block(24),
            nn.SiLU(), nn.Conv2d(24, 12, 3, padding=1), nn.PixelShuffle(2),
        )

    def forward(self, x: torch.Tensor, keep: int = CHANNELS, noise: float = 0.0) -> torch.Tensor:
        z = torch.tanh(self.down(x) / 3) * 3
        if keep < CHANNELS:
            z = z * (torch.arange(CHANNELS) < keep).float()[None, :, None, None]
        if noise:
            z = z + noise * torch.randn_like(z)
        return self.up(z)


def load(path: str) -> Autoencoder:
    if path not in _LOADED:
        net = Autoencoder()
        net.load_state_dict(torch.load(path))
        net.eval()
        _LOADED[path] = net
    return _LOADED[path]


def autoencoded(r: np.random.Generator, bgr: np.ndarray, path: str, scale: float) -> np.ndarray:
    """uint8 h x w x 3 through the autoencoder at ``scale`` times its size."""
    h, w = bgr.shape[:2]
    side = lambda v: max(8, round(v * scale / 8) * 8)  # noqa: E731
    x = cv2.resize(bgr, (side(w), side(h)), interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    with torch.no_grad():
        t = torch.from_numpy(x.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1)
        y = load(path)(t, int(r.choice([6, 8, 12, 12, 12])), float(r.choice([0.0, 0.05, 0.1])))
    y = ((y[0].numpy().transpose(1, 2, 0) + 1) * 127.5).clip(0, 255).astype(np.uint8)
    return cv2.resize(y, (w, h), interpolation=cv2.INTER_AREA if scale > 1 else cv2.INTER_CUBIC)


def coded(r: np.random.Generator, bgr: np.ndarray, scale: float) -> np.ndarray:
    """The same by a codec: smears and invents detail where a strong one has to save."""
    h, w = bgr.shape[:2]
    x = cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    k = r.integers(3)
    if k == 0:
        x = cv2.imdecode(cv2.imencode(".webp", x, [cv2.IMWRITE_WEBP_QUALITY, int(r.integers(8, 60))])[1], 1)
    elif k == 1:
        x = cv2.imdecode(
            cv2.imencode(".jp2", x, [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, int(r.integers(12, 80))])[1], 1
        )
    else:
        x = cv2.imdecode(cv2.imencode(".jpg", x, [1, int(r.integers(15, 60))])[1], 1)
        x = cv2.bilateralFilter(x, 5, float(r.uniform(8, 30)), 3)
    return cv2.resize(x, (w, h), interpolation=cv2.INTER_AREA if scale > 1 else cv2.INTER_CUBIC)


def bent(r: np.random.Generator, img: np.ndarray, product: float) -> np.ndarray:
    """Sub-pixel to two-pixel bends, as a redrawn but kept product shows. ``product``: its side, px."""
    h, w = img.shape[:2]
    s = int(r.integers(8, 50))
    f = cv2.resize(r.standard_normal((s, s, 2)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    f *= product * r.uniform(0.0008, 0.005)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    return cv2.remap(img, x + f[..., 0], y + f[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def reencoded(r: np.random.Generator, img: np.ndarray, product: float, path: str | None, high: float = 2.0) -> np.ndarray:
    """A picture (float or uint8 BGR) as a generator that keeps the product leaves it: float32 0..255.

    ``product``: longest side of the product, px; ``high``: how much larger the generator's canvas may have been.
    """
    u = np.clip(img, 0, 255).astype(np.uint8)
    scale = float(r.uniform(0.8, high))
    if r.random() < 0.6:
        u = bent(r, u, product)
    kept = cv2.GaussianBlur(u, (0, 0), 9).astype(np.float32)  # real decoders keep colours; the small one need not
    u = autoencoded(r, u, path, scale) if path and r.random() < 0.6 else coded(r, u, scale)
    x = u.astype(np.float32)
    x += kept - cv2.GaussianBlur(x, (0, 0), 9)
    if r.random() < 0.7:  # decoders are sharp: contrast back, and detail that was not there
        b = cv2.GaussianBlur(x, (0, 0), r.uniform(0.7, 1.8))
        x += (x - b) * r.uniform(-0.3, 1.6)
    if r.random() < 0.5:
        n = max(8, int(min(x.shape[:2]) * r.uniform(0.2, 0.6)))
        g = cv2.resize(r.standard_normal((n, n)).astype(np.float32), x.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        x += g[..., None] * r.uniform(0, 5)
    if r.random() < 0.4:
        m = cv2.resize(r.standard_normal((7, 7, 3)).astype(np.float32), x.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        x += m * r.uniform(0, 5)
    return np.clip(x, 0, 255)


def _pool(work: str, r: np.random.Generator) -> list[np.ndarray]:
    """Crops of 256 px: sprites over light maps, and light maps."""
    maps = [cv2.imread(p) for p in sorted(glob.glob(work + "/hdri/*.png"))]
    sprites = sorted(glob.glob(work + "/q/sprites/*-4*_*.png")) + sorted(glob.glob(work + "/x/x*.png"))
    made = []
    for p in r.permutation(sprites)[:700]:
        s = cv2.imread(p, -1)
        a = s[..., 3:].astype(np.float32) / 255
        e = maps[r.integers(len(maps))]
        k = min(e.shape[:2])
        c = int(r.uniform(0.25, 0.9) * k)
        y, x = r.integers(0, e.shape[0] - c + 1), r.integers(0, e.shape[1] - c + 1)
        bg = cv2.resize(e[y : y + c, x : x + c], s.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        im = (bg * (1 - a) + s[..., :3] * a).astype(np.uint8)
        f = r.uniform(0.5, 1.2)
        made.append(cv2.resize(im, None, fx=f, fy=f, interpolation=cv2.INTER_AREA))
    return made


def train(minutes: float, out: str, seed: int) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    r = np.random.default_rng(seed)
    pool = _pool(os.environ["DIFFERENCE_WORK"], r)
    net = Autoencoder()
    opt = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=1e-4)
    start, step, seen = time.time(), 0, []
    while (done := (time.time() - start) / (60 * minutes)) < 1:
        batch = []
        while len(batch) < 8:
            im = pool[r.integers(len(pool))]
            if min(im.shape[:2]) < 104:
                continue
            y, x = r.integers(0, im.shape[0] - 95), r.integers(0, im.shape[1] - 95)
            batch.append(im[y : y + 96, x : x + 96, :: 1])
        t = torch.from_numpy(np.stack(batch).astype(np.float32).transpose(0, 3, 1, 2) / 127.5 - 1)
        for g in opt.param_groups:
            g["lr"] = 2e-3 * min(1, (step + 1) / 50) * (1 - done) ** 0.7 + 2e-5
        y = net(t, int(r.choice([4, 6, 8, 12, 12])), 0.05)
        loss = (y - t).abs().mean()
        a, b = y, t
        for _ in range(2):  # fine contrast as such, and as much of it as there was
            la, lb = a - F.avg_pool2d(a, 3, 1, 1), b - F.avg_pool2d(b, 3, 1, 1)
            ea, eb = (F.avg_pool2d(v * v, 5, 2) for v in (la, lb))
            loss = loss + (la - lb).abs().mean() + 0.4 * ((ea + 1e-4).sqrt() - (eb + 1e-4).sqrt()).abs().mean()
            a, b = F.avg_pool2d(a, 2), F.avg_pool2d(b, 2)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        step += 1
        seen.append(float((y - t).detach().square().mean()))
        if step % 100 == 0:
            print(step, f"{time.time() - start:.0f}s psnr {10 * np.log10(4 / np.mean(seen[-100:])):.2f}", flush=True)
            torch.save(net.state_dict(), out)
    torch.save(net.state_dict(), out)


if __name__ == "__main__":
    train(float(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
