"""Made training pairs: sprites over scenes with exact masks, in the product view. See README.md beside this file."""

import os

WORK = os.environ["DIFFERENCE_WORK"]
import cv2, numpy as np, glob, json, os
from reencode import reencoded

cv2.setNumThreads(1)
X = WORK + "/x"
RR = WORK + "/r"
V = 288
PS = 168  # view, product side
AE = WORK + "/ae.pt"
AE = AE if os.path.exists(AE) else None


def load_sets(folder=X):
    """Every product of a folder of sprites: WORK/x (assemblies) or WORK/q/sprites (the kinds of product)."""
    S = []
    for j in sorted(glob.glob(folder + "/*.json")):
        n = os.path.basename(j)[:-5]
        m = json.load(open(j))
        S.append(
            dict(
                name=n,
                kind=m.get("kind", "x"),
                orig=f"{folder}/{n}_orig.png",
                tags={t: f"{folder}/{n}_{t}.png" for t in m["tags"]},
            )
        )
    return S


def split():
    """(head's training, head's validation, left for the combination): by product, never by picture. Of the assemblies
    every sixth is held out; of the kinds of product seeds 401 to 403 train, all others do not."""
    x, q = load_sets(), load_sets(WORK + "/q/sprites")
    seed = lambda s: int(s["name"].rsplit("-", 1)[1])
    held = [s for s in x if int(s["name"][1:]) % 6 == 0]
    return (
        ([s for s in x if int(s["name"][1:]) % 6], [s for s in q if 401 <= seed(s) <= 403]),
        (held, [s for s in q if seed(s) > 403]),
        held + [s for s in q if seed(s) > 403],
    )


_c = {}


def rd(p):
    if isinstance(p, np.ndarray):
        return p
    if p not in _c:
        if len(_c) > 1500:
            _c.clear()
        im = cv2.imread(p, -1)
        assert im is not None, p
        _c[p] = im
    return _c[p]


HD = [f for f in sorted(glob.glob(WORK + "/hdri/*.png"))]


def lowfreq(r, n, s, c=1):
    f = r.standard_normal((s, s, c)).astype(np.float32)
    f = cv2.resize(f, (n, n), interpolation=cv2.INTER_CUBIC)
    return f.reshape(n, n, c)


def persp(r, n):
    e = rd(HD[r.integers(len(HD))])
    h, w = e.shape[:2]
    fov = np.deg2rad(r.uniform(35, 85))
    yaw, pit = r.uniform(-np.pi, np.pi), r.uniform(-0.45, 0.35)
    t = np.tan(fov / 2)
    x, y = np.meshgrid(np.linspace(-t, t, n), np.linspace(-t, t, n))
    z = np.ones_like(x)
    cp, sp = np.cos(pit), np.sin(pit)
    y2 = y * cp - z * sp
    z2 = y * sp + z * cp
    lon = np.arctan2(x, z2) + yaw
    lat = np.arctan2(y2, np.hypot(x, z2))
    u = ((lon / (2 * np.pi) + 0.5) % 1 * (w - 1)).astype(np.float32)
    v = ((lat / np.pi + 0.5) * (h - 1)).astype(np.float32)
    return cv2.remap(e, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)


def texture(r, n, base=None):
    c = np.array(base if base is not None else r.uniform(10, 250, 3), np.float32)
    k = r.integers(4)
    if k == 0:
        im = (
            c
            + r.uniform(2, 30) * lowfreq(r, n, int(r.integers(3, 40)))
            + r.uniform(0, 8) * r.standard_normal((n, n, 1))
        )
    elif k == 1:
        a = r.uniform(0, np.pi)
        x, y = np.meshgrid(np.arange(n), np.arange(n))
        p = (x * np.cos(a) + y * np.sin(a)) / r.uniform(6, 60) + lowfreq(r, n, 6)[..., 0] * r.uniform(0, 1)
        im = (
            c
            + r.uniform(5, 60) * ((np.sin(p * 6.28) > r.uniform(-0.5, 0.8))[..., None] - 0.5)
            + 4 * lowfreq(r, n, 60)
        )
    elif k == 2:
        im = c + r.uniform(5, 50) * lowfreq(r, n, int(r.integers(2, 6)), 3)
    else:
        im = (
            c
            + cv2.resize(
                r.uniform(-40, 40, (int(r.integers(2, 14)), int(r.integers(2, 14)), 1)).astype(np.float32),
                (n, n),
                interpolation=cv2.INTER_NEAREST,
            )[..., None]
        )
    return np.clip(im * np.ones(3), 0, 255).astype(np.uint8)


EMPT = []


def scene(r, n, base):
    global EMPT
    if not EMPT:
        EMPT = sorted(glob.glob(RR + "/empty/*.png")) or [None]
    k = r.random()
    if k < 0.4:
        bg = persp(r, n)
    elif k < 0.6 and EMPT[0]:
        e = rd(EMPT[r.integers(len(EMPT))])
        s = int(r.uniform(0.5, 1) * 448)
        y, x = r.integers(0, 449 - s), r.integers(0, 449 - s)
        bg = cv2.resize(e[y : y + s, x : x + s], (n, n), interpolation=cv2.INTER_CUBIC)
    else:
        bg = texture(r, n)
    bg = bg.copy()
    if r.random() < 0.5:  # ground, maybe tilted, maybe in the product's colour
        g = (
            texture(r, n, base + r.normal(0, 12, 3) if r.random() < 0.3 else None)
            if r.random() < 0.7
            else persp(r, n)
        )
        y0 = r.uniform(0.35, 0.85) * n
        sl = r.uniform(-0.1, 0.1)
        yy, xx = np.mgrid[0:n, 0:n]
        m = yy > y0 + sl * (xx - n / 2)
        bg[m] = g[m]
    if r.random() < 0.25:  # panels and shapes, at times in the product's colour
        for _ in range(r.integers(1, 5)):
            t = texture(r, n, base + r.normal(0, 10, 3) if r.random() < 0.5 else None)
            m = np.zeros((n, n), np.uint8)
            k = r.integers(3)
            if k == 0:
                x, y = r.integers(-60, n, 2)
                cv2.rectangle(
                    m, (int(x), int(y)), (int(x + r.integers(10, n)), int(y + r.integers(10, n))), 1, -1
                )
            elif k == 1:
                cv2.ellipse(
                    m,
                    tuple(int(v) for v in r.integers(0, n, 2)),
                    tuple(int(v) for v in r.integers(8, n // 2, 2)),
                    float(r.uniform(0, 180)),
                    0,
                    360,
                    1,
                    -1,
                )
            else:
                cv2.line(
                    m,
                    tuple(int(v) for v in r.integers(-20, n + 20, 2)),
                    tuple(int(v) for v in r.integers(-20, n + 20, 2)),
                    1,
                    int(r.integers(2, 26)),
                )
            m = m.astype(np.float32)
            if r.random() < 0.5:
                t = np.clip(
                    t * np.linspace(r.uniform(0.5, 1), r.uniform(0.8, 1.2), n)[:, None, None], 0, 255
                ).astype(np.uint8)
            m = cv2.GaussianBlur(m, (0, 0), r.choice([0.5, 0.8, 3]))[..., None]
            bg = (bg * (1 - m) + t * m).astype(np.uint8)
    return bg


def place(sp, M, n):
    a = sp[..., 3:].astype(np.float32) / 255
    pm = np.dstack([sp[..., :3] * a, a * 255]).astype(np.float32)
    k = np.sqrt(abs(np.linalg.det(M[:2, :2])))
    if k < 0.8:
        pm = cv2.GaussianBlur(pm, (0, 0), 0.5 * np.sqrt(1 / k**2 - 1))
    o = cv2.warpAffine(pm, M[:2], (n, n), flags=cv2.INTER_LINEAR)
    return o[..., :3], o[..., 3] / 255


def over(bg, c, a):
    return bg * (1 - a[..., None]) + c


def grow2d(r, img, alpha):
    """Continue the product beyond its outline: -> image, alpha with an attached 2-D extension."""
    n = alpha.shape[0]
    m = alpha > 0.5
    ys, xs = np.nonzero(m)
    if len(ys) < 50:
        return None
    H, W = ys.max() - ys.min() + 1, xs.max() - xs.min() + 1
    L = max(H, W)
    k = r.integers(5)
    new = np.zeros((n, n), np.float32)
    tex = None
    cs, _ = cv2.findContours(m.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    c = max(cs, key=len)[:, 0]
    if k == 0:  # mirrored continuation
        turn = int(r.choice([0, 0, 0, 1, 2, 3]))
        I = np.rot90(img, turn).copy()
        A = np.rot90(m, turn)
        T = I.copy()
        N = np.zeros((n, n), np.float32)
        yy, xx = np.nonzero(A)
        w = xx.max() - xx.min() + 1
        ln = int((yy.max() - yy.min() + 1) * r.uniform(0.08, 0.4))
        part = max(4, int(w * r.uniform(0.12, 1.0)))
        l = int(r.integers(xx.min(), max(xx.min() + 1, xx.max() - part + 2)))
        wig = (lowfreq(r, n, 8)[..., 0][0] * ln * 0.2).astype(int)
        for x in range(l, min(n, l + part)):
            col = np.flatnonzero(A[:, x])
            if not len(col):
                continue
            f = int(col[-1])
            for d in range(1, max(1, min(ln + wig[x], n - f - 1))):
                s = f - 1 - (d % max(2, min(len(col) - 2, ln + 20)))
                T[f + d, x] = I[max(s, 0), x]
                N[f + d, x] = 1
        tex = np.rot90(T, -turn).copy()
        new = np.rot90(N, -turn).copy()
    elif k in (1, 2):  # blob with the product's own texture
        x, y = c[r.integers(len(c))]
        q = r.uniform(0.08, 0.3) * L
        mm = np.zeros((n, n), np.uint8)
        for _ in range(r.integers(1, 4)):
            cv2.ellipse(
                mm,
                (int(x + r.normal(0, q * 0.6)), int(y + r.normal(0, q * 0.6))),
                (max(3, int(q * r.uniform(0.4, 1.1))), max(3, int(q * r.uniform(0.4, 1.1)))),
                float(r.uniform(0, 180)),
                0,
                360,
                1,
                -1,
            )
        new = mm.astype(np.float32)
        dy, dx = int(np.median(ys) - y), int(np.median(xs) - x)
        tex = np.roll(img, (-dy, -dx), (0, 1))
        am = np.roll(m, (-dy, -dx), (0, 1))
        mean = np.median(img[m], axis=0)
        tex = np.where(am[..., None], tex, mean + lowfreq(r, n, 30) * 6)
    elif k == 3:  # legs / bars / wires in the product's colour
        bot = c[c[:, 1] >= np.quantile(c[:, 1], r.uniform(0.6, 0.95))] if r.random() < 0.6 else c
        th = int(max(2, L * r.uniform(0.012, 0.07)))
        mm = np.zeros((n, n), np.uint8)
        for _ in range(r.integers(1, 5)):
            x, y = bot[r.integers(len(bot))]
            a = np.pi / 2 + r.normal(0, 0.12) if r.random() < 0.6 else r.uniform(0, 6.28)
            ln = L * r.uniform(0.1, 0.45)
            p = (int(x + np.cos(a) * ln), int(y + np.sin(a) * ln))
            cv2.line(mm, (int(x), int(y)), p, 1, th)
            if r.random() < 0.35:
                cv2.line(
                    mm, p, (int(p[0] + r.uniform(-0.5, 0.5) * L), int(p[1] + r.normal(0, 0.03) * L)), 1, th
                )
        new = mm.astype(np.float32)
        v = img[m]
        col = v[r.integers(len(v))] if r.random() < 0.5 else np.median(v, axis=0)
        tex = np.clip(col * (1 + 0.18 * lowfreq(r, n, 12)) + r.normal(0, 3, (n, n, 1)), 0, 255)
    else:  # arcs: handles, hoops
        x, y = c[r.integers(len(c))]
        mm = np.zeros((n, n), np.uint8)
        th = int(max(2, L * r.uniform(0.015, 0.08)))
        for _ in range(r.integers(1, 3)):
            cv2.ellipse(
                mm,
                (int(x + r.normal(0, 4)), int(y + r.normal(0, 4))),
                (max(4, int(L * r.uniform(0.06, 0.3))), max(4, int(L * r.uniform(0.06, 0.3)))),
                float(r.uniform(0, 180)),
                0,
                float(r.uniform(150, 360)),
                1,
                th,
            )
        new = mm.astype(np.float32)
        v = img[m]
        col = v[r.integers(len(v))] if r.random() < 0.5 else np.median(v, axis=0)
        tex = np.clip(col * (1 + 0.18 * lowfreq(r, n, 12)), 0, 255)
    new[m] = 0
    if new.sum() < 0.012 * m.sum() or new.sum() < 30:
        return None
    tex = tex.astype(np.float32)
    if r.random() < 0.6:  # shading as a rounded part
        d = cv2.distanceTransform((new > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
        d = d / max(1, d.max())
        tex = tex * (r.uniform(0.6, 1.1) + r.uniform(0, 0.4) * d[..., None])
    tex = np.clip(tex * r.uniform(0.85, 1.15), 0, 255)
    soft = cv2.GaussianBlur(new, (0, 0), 0.7)
    soft = np.where(m, 0, soft)
    return img * (1 - soft[..., None]) + tex * soft[..., None], np.maximum(alpha, soft)


def redraw(r, img, alpha):
    """Change what the product shows. -> image, change map (0..1)."""
    n = alpha.shape[0]
    m = alpha > 0.5
    ys, xs = np.nonzero(m)
    L = max(np.ptp(ys), np.ptp(xs)) + 1
    k = r.integers(6)
    out = img.copy()
    i = r.integers(len(ys))
    y, x = ys[i], xs[i]
    q = L * np.exp(r.uniform(np.log(0.055), np.log(0.35)))
    yy, xx = np.mgrid[0:n, 0:n].astype(np.float32)
    w = np.exp(-((((yy - y) ** 2 + (xx - x) ** 2) / (q * q)) ** 2))[..., None]
    if k == 0:  # strong elastic warp
        f = lowfreq(r, n, int(r.integers(8, 24)), 2) * L * r.uniform(0.012, 0.035) * w
        out = cv2.remap(
            img.astype(np.float32),
            (xx + f[..., 0]).astype(np.float32),
            (yy + f[..., 1]).astype(np.float32),
            cv2.INTER_LINEAR,
        )
    elif k == 1:
        f = img[:, ::-1] if r.random() < 0.5 else img[::-1]
        dy, dx = r.integers(-L // 4 - 1, L // 4 + 1, 2)
        f = np.roll(img, (int(dy), int(dx)), (0, 1))
        mm = np.roll(m, (int(dy), int(dx)), (0, 1))
        w = w * mm[..., None]
        out = img * (1 - w) + f * w
    elif k == 2:  # stamp
        s = np.zeros((n, n), np.uint8)
        cv2.putText(
            s,
            "".join(chr(r.integers(65, 91)) for _ in range(r.integers(2, 7))),
            (int(x - q), int(y)),
            int(r.integers(0, 5)),
            float(q / 22),
            1,
            int(max(1, q / 10)),
        )
        if r.random() < 0.5:
            cv2.circle(s, (int(x), int(y + q * 0.4)), max(2, int(q * 0.3)), 1, -1)
        s = cv2.GaussianBlur(s.astype(np.float32), (0, 0), 0.7)[..., None]
        out = img * (1 - s) + r.uniform(0, 255, 3) * s
    elif k == 3:  # recolour
        hsv = cv2.cvtColor(np.clip(img, 0, 255).astype(np.uint8), cv2.COLOR_BGR2HSV).astype(int)
        hsv[..., 0] = (hsv[..., 0] + int(r.integers(25, 155))) % 180
        hsv[..., 1] = np.clip(hsv[..., 1] * r.uniform(1, 1.6) + r.integers(0, 60), 0, 255)
        o = cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2BGR).astype(np.float32)
        if r.random() < 0.5:
            w = np.ones_like(w)
        out = img * (1 - w) + o * w
    elif k == 4:  # wiped
        b = cv2.blur(img.astype(np.float32), (int(q) | 1, int(q) | 1))
        out = img * (1 - w) + b * w
    else:  # other texture
        t = texture(r, n, np.median(img[m], axis=0)).astype(np.float32)
        lum = img.mean(-1, keepdims=True) / max(1, img[m].mean())
        o = t * lum
        w = w if r.random() < 0.6 else np.ones_like(w)
        out = img * (1 - w) + o * w
    d = np.abs(out - img).mean(-1) * m
    ch = np.clip(cv2.GaussianBlur(d, (0, 0), 2) / 18, 0, 1)
    if (ch > 0.5).sum() < 0.004 * m.sum():
        return None
    return np.clip(out, 0, 255), ch


def light(r, img, strong):
    n = img.shape[0]
    s = 0.25 if strong else 0.08
    g = np.exp(r.normal(0, s) + r.normal(0, s * 0.4, 3) + lowfreq(r, n, 3) * s * 0.7)
    return np.clip(255 * np.power(np.clip(img / 255 * g, 0, 1), r.uniform(1 - s, 1 + s)), 0, 255)


def degrade(r, img):
    u = np.clip(img, 0, 255).astype(np.uint8)
    k = r.random()
    if k < 0.3:
        s = r.uniform(0.35, 0.9)
        n = u.shape[0]
        u = cv2.resize(
            cv2.resize(u, None, fx=s, fy=s, interpolation=cv2.INTER_AREA),
            (n, n),
            interpolation=cv2.INTER_CUBIC,
        )
    elif k < 0.45:
        u = cv2.GaussianBlur(u, (0, 0), r.uniform(0.4, 1.2))
    if r.random() < 0.3:
        u = np.clip(u + r.normal(0, r.uniform(1, 6), u.shape), 0, 255).astype(np.uint8)
    if r.random() < 0.6:
        u = cv2.imdecode(cv2.imencode(".jpg", u, [1, int(r.integers(45, 96))])[1], 1)
    return u


def part2d(r, n, box, mats):
    """One flat part: (mask, texture)."""
    x0, y0, x1, y1 = [int(v) for v in box]
    m = np.zeros((n, n), np.uint8)
    k = r.integers(6)
    c = (int((x0 + x1) / 2), int((y0 + y1) / 2))
    w, h = max(3, (x1 - x0) // 2), max(3, (y1 - y0) // 2)
    if k == 0:
        cv2.rectangle(m, (x0, y0), (x1, y1), 1, -1)
    elif k == 1:
        cv2.ellipse(m, c, (w, h), 0, 0, 360, 1, -1)
    elif k == 2:
        p = np.array(
            [[x0 + r.uniform(0, 0.3) * 2 * w, y0], [x1 - r.uniform(0, 0.3) * 2 * w, y0], [x1, y1], [x0, y1]],
            np.int32,
        )
        cv2.fillPoly(m, [p], 1)
    elif k == 3:
        q = np.stack(
            [
                c[0] + w * np.cos(np.linspace(0, 6.28, 9)[:-1]) * r.uniform(0.6, 1.1, 8),
                c[1] + h * np.sin(np.linspace(0, 6.28, 9)[:-1]) * r.uniform(0.6, 1.1, 8),
            ],
            1,
        ).astype(np.int32)
        cv2.fillPoly(m, [q], 1)
    elif k == 4:
        cv2.ellipse(m, c, (w, h), 0, 0, 360, 1, int(max(2, min(w, h) * r.uniform(0.1, 0.5))))
    else:  # rounded
        rr = int(min(w, h) * r.uniform(0.2, 0.8))
        cv2.rectangle(m, (x0 + rr, y0), (max(x0 + rr + 1, x1 - rr), y1), 1, -1)
        cv2.rectangle(m, (x0, y0 + rr), (x1, max(y0 + rr + 1, y1 - rr)), 1, -1)
        [
            cv2.circle(m, q, rr, 1, -1)
            for q in ((x0 + rr, y0 + rr), (x1 - rr, y0 + rr), (x0 + rr, y1 - rr), (x1 - rr, y1 - rr))
        ]
    t = mats[r.integers(len(mats))].astype(np.float32)
    t = np.roll(t, tuple(int(v) for v in r.integers(0, n, 2)), (0, 1))
    f = np.linspace(-1, 1, 2 * w + 1)
    sh = np.ones(n)
    a, b = max(0, c[0] - w), min(n, c[0] + w + 1)
    sh[a:b] = (1 - r.uniform(0, 0.5) * np.abs(f - r.uniform(-0.5, 0.5)) ** r.uniform(1, 3))[
        a - (c[0] - w) : a - (c[0] - w) + b - a
    ]
    return m, t * sh[None, :, None]


def product2d(r):
    n = 320
    mats = [
        texture(
            r, n, r.uniform(5, 250, 3) if r.random() < 0.7 else np.full(3, r.choice([20, 40, 235, 245.0]))
        )
        for _ in range(r.integers(1, 4))
    ]
    P = []
    L = r.uniform(110, 170)
    cx, cy = 160, 160
    w, h = L * r.uniform(0.4, 1) * 0.5, L * r.uniform(0.4, 1) * 0.5
    boxes = [(cx - w, cy - h, cx + w, cy + h)]
    P.append(part2d(r, n, boxes[0], mats))

    def attach():
        bx = boxes[r.integers(len(boxes))]
        a = r.integers(4)
        s, t = L * r.uniform(0.06, 0.3), L * r.uniform(0.04, 0.4)
        u = r.uniform(0, 1)
        ov = r.uniform(0.1, 0.5)
        if a == 0:
            x, y = bx[0] + u * (bx[2] - bx[0]), bx[1] - t * (1 - ov)
        elif a == 1:
            x, y = bx[0] + u * (bx[2] - bx[0]), bx[3] + t * (1 - ov)
        elif a == 2:
            x, y = bx[0] - s * (1 - ov), bx[1] + u * (bx[3] - bx[1])
        else:
            x, y = bx[2] + s * (1 - ov), bx[1] + u * (bx[3] - bx[1])
        b = (max(6, x - s), max(6, y - t), min(n - 7, x + s), min(n - 7, y + t))
        return b, part2d(r, n, b, mats)

    def deco():
        bx = boxes[0]
        s, t = L * r.uniform(0.03, 0.14), L * r.uniform(0.03, 0.14)
        x, y = r.uniform(bx[0], bx[2]), r.uniform(bx[1], bx[3])
        return part2d(r, n, (x - s, y - t, x + s, y + t), [texture(r, n)] + mats)

    for _ in range(r.integers(0, 4)):
        b, p = attach()
        boxes.append(b)
        P.append(p)
    D = [deco() for _ in range(r.integers(0, 5))]
    txt = r.random() < 0.4
    seedt = int(r.integers(1e9))

    def render(parts, garb=0):
        im = np.zeros((n, n, 3), np.float32)
        al = np.zeros((n, n), np.float32)
        body = np.zeros((n, n), bool)
        for m, t in parts:
            im = np.where(m[..., None] > 0, t, im)
            body |= m > 0
        for m, t in D:
            im = np.where((m > 0)[..., None] & body[..., None], t, im)
        if txt:
            q = np.random.default_rng(seedt)
            bx = boxes[0]
            k = np.zeros((n, n), np.uint8)
            for i in range(q.integers(1, 4)):
                w = "".join(chr(q.integers(65, 91)) for _ in range(q.integers(4, 9)))
                if garb:
                    w = "".join(chr(r.integers(65, 91)) for _ in w)
                sz = (bx[2] - bx[0]) / len(w) / 18 * q.uniform(0.7, 1)
                cv2.putText(
                    k,
                    w,
                    (int(bx[0] + 4), int(bx[1] + (bx[3] - bx[1]) * q.uniform(0.2, 0.9))),
                    int(q.integers(0, 5)),
                    float(sz),
                    1,
                    int(max(1, 2 * sz)),
                    cv2.LINE_AA,
                )
            im = np.where((k > 0)[..., None] & body[..., None], q.uniform(0, 255, 3), im)
        e = cv2.distanceTransform(body.astype(np.uint8), cv2.DIST_L2, 3)
        im = im * (0.75 + 0.25 * np.clip(e / 6, 0, 1))[..., None]
        a = cv2.GaussianBlur(body.astype(np.float32), (0, 0), 0.6)
        im = (
            cv2.dilate(np.clip(im, 0, 255).astype(np.uint8), np.ones((3, 3), np.uint8)) * (~body)[..., None]
            + np.clip(im, 0, 255) * body[..., None]
        )
        return np.dstack([im, a * 255]).astype(np.uint8)

    def lit(s):
        o = s.copy().astype(np.float32)
        g = np.exp(r.normal(0, 0.15) + r.normal(0, 0.08, 3) + lowfreq(r, n, 3) * 0.15)
        hl = np.maximum(0, lowfreq(r, n, 4)) * r.uniform(0, 30)
        o[..., :3] = o[..., :3] * g + hl
        return np.clip(o, 0, 255).astype(np.uint8)

    base = render(P)
    tags = {"0-pass": lit(base), "1-pass": lit(base)}
    for i in range(2):
        ex = [attach() for _ in range(r.integers(1, 4))]
        ex = [p for _, p in ex]
        s = render(ex + P if r.random() < 0.6 else P + ex)
        tags[f"{i}-out{i}"] = lit(s)
    if len(P) > 1:
        tags["0-loss"] = lit(render(P[:-1]))
    if txt:
        tags["1-text"] = None
        g = np.random.default_rng(1)
    if txt:
        q = render(P, 1)
        u = lit(np.dstack([q[..., :3], base[..., 3]]))
        tags["1-text"] = u
        tags["1-pass"] = np.where((np.abs(q.astype(int) - base).max(-1) < 6)[..., None], u, tags["1-pass"])
        tags["1-pass"] = base if False else tags["1-pass"]
    s = cv2.resize(
        base, None, fx=r.choice([0.78, 1.0, 1.28]), fy=r.choice([0.8, 1.25]), interpolation=cv2.INTER_AREA
    )
    H, W = s.shape[:2]
    c = np.zeros_like(base)
    y, x = (n - H) // 2, (n - W) // 2
    ys, xs = slice(max(0, y), min(n, y + H)), slice(max(0, x), min(n, x + W))
    c[ys, xs] = s[max(0, -y) : max(0, -y) + ys.stop - ys.start, max(0, -x) : max(0, -x) + xs.stop - xs.start]
    tags["0-deform"] = lit(c)
    return dict(name="d", orig=base, tags=tags)


POOL = []


def hue(r):
    d, sf, vf = int(r.integers(0, 180)), r.uniform(0.5, 1.4), r.uniform(0.6, 1.25)

    def f(s):
        h = cv2.cvtColor(np.ascontiguousarray(s[..., :3]), cv2.COLOR_BGR2HSV).astype(np.float32)
        h[..., 0] = (h[..., 0] + d) % 180
        h[..., 1] *= sf
        h[..., 2] = 255 * np.power(h[..., 2] / 255, vf)
        return np.dstack([cv2.cvtColor(np.clip(h, 0, 255).astype(np.uint8), cv2.COLOR_HSV2BGR), s[..., 3]])

    return f


def varied(r, P):
    """Another look and shape of a product, the same for its original and all its variants."""
    k = int(r.integers(4))
    f = hue(r) if r.random() < 0.7 else (lambda s: s)
    fx, fy = r.uniform(0.72, 1.0, 2)

    def g(p):
        s = f(rd(p))
        s = np.rot90(s, k) if r_rot else s
        n = s.shape[0]
        o = cv2.warpAffine(
            np.ascontiguousarray(s), np.array([[fx, 0, (1 - fx) * n / 2], [0, fy, (1 - fy) * n / 2]]), (n, n)
        )
        return o

    r_rot = r.random() < 0.35
    return (
        dict(name=P["name"], orig=g(P["orig"]), tags={t: g(p) for t, p in P["tags"].items()})
        if False
        else dict(name=P["name"], orig=g(P["orig"]), tags=P["tags"], fn=g)
    )


CHANGED = ("mat", "text", "pattern", "text_change", "text_letter", "logo_change", "texture_change", "colour_shift")


def sample(r, S, want=None, mix=True):
    """-> dict(orig,gen uint8 BGR V x V x 3, omask, gmask float, change float, kinds)"""
    """S: (assemblies, kinds of product), or one list."""
    A = S[0] + S[1] if isinstance(S, tuple) else S
    if mix and r.random() < 0.3:
        if len(POOL) < 40 or r.random() < 0.12:
            POOL.append(product2d(r))
            if len(POOL) > 60:
                POOL.pop(0)
            P = POOL[-1]
        else:
            P = POOL[r.integers(len(POOL))]
    else:
        B = S[int(r.random() < 0.5)] if isinstance(S, tuple) else S
        P = B[r.integers(len(B))]
    S = A
    if mix and r.random() < 0.6:
        P = varied(r, P)
    fn = P.get("fn", rd)
    so = rd(P["orig"])
    al = so[..., 3]
    ys, xs = np.nonzero(al > 127)
    if len(ys) < 400:
        return None
    x0, y0, w, h = xs.min(), ys.min(), np.ptp(xs) + 1, np.ptp(ys) + 1
    k = PS / max(w, h)
    pad = (V - PS) / 2
    # a square view with the product centred
    M = np.array([[k, 0, V / 2 - k * (x0 + w / 2)], [0, k, V / 2 - k * (y0 + h / 2)], [0, 0, 1]], np.float64)
    flip = r.random() < 0.5
    if flip:
        M = np.array([[-1, 0, V - 1], [0, 1, 0], [0, 0, 1.0]]) @ M
    co, ao = place(so, M, V)
    # original picture
    q = r.random()
    obg = (
        np.full((V, V, 3), 255, np.float32)
        if q < 0.6
        else (
            np.ones((V, V, 3), np.float32) * r.uniform(150, 255)
            + np.linspace(0, r.uniform(-40, 40), V)[:, None, None] * np.ones(3)
            if q < 0.85
            else scene(r, V, np.full(3, 128.0)).astype(np.float32)
        )
    )
    sh = cv2.GaussianBlur(
        np.roll(ao, (int(PS * 0.03), int(r.integers(-6, 7))), (0, 1)), (0, 0), r.uniform(3, 10)
    ) * (np.arange(V)[:, None] > V / 2)
    obg = obg * (1 - r.uniform(0, 0.35) * sh[..., None])
    orig = over(obg, co, ao)
    want = want or r.choice(
        ["pass", "out", "loss", "change", "deform", "replaced"], p=[0.34, 0.24, 0.1, 0.2, 0.07, 0.05]
    )
    tags = list(P["tags"])
    passes = [t for t in tags if t.endswith("pass")]
    kinds = []
    ch = np.zeros((V, V), np.float32)
    tag = passes[r.integers(len(passes))]
    outs = [t for t in tags if "-out" in t]
    two = None
    paste = r.random() < 0.55
    base_tag = None
    if want == "out":
        if outs and r.random() < 0.5:
            tag = outs[r.integers(len(outs))]
        else:
            two = "grow"
    elif want == "loss":
        L = [t for t in tags if t.endswith("-loss")]
        tag = L[0] if L else tag
        paste = False
        want = "loss" if L else "pass"
    elif want == "deform":
        L = [t for t in tags if "-deform" in t]
        if not L:
            return None
        tag = L[0]
        paste = False
    elif want == "change":
        L = [t for t in tags if t.split("-")[1] in CHANGED]
        if L and r.random() < 0.45:
            tag = L[r.integers(len(L))]
            base_tag = tag.split("-")[0] + "-pass"
            paste = False
        else:
            two = "redraw"
    elif want == "replaced":
        paste = False
    elif r.random() < 0.12 and any(t.endswith("-yaw") for t in tags):
        tag = [t for t in tags if t.endswith("-yaw")][0]
        paste = False
    sp = fn(P["tags"][tag])
    cf, af = place(sp, M, V)
    if want == "replaced":  # another product, of the same kind where there is one, as large and in the same place
        same = [q for q in S if q["name"] != P["name"] and q.get("kind", "x") == P.get("kind", "d")]
        Q = same[r.integers(len(same))] if same and r.random() < 0.7 else S[r.integers(len(S))]
        if Q["name"] == P["name"]:
            return None
        qs = rd(Q["orig"])
        qy, qx = np.nonzero(qs[..., 3] > 127)
        kq = PS / max(np.ptp(qx) + 1, np.ptp(qy) + 1)
        N = np.array([[kq, 0, V / 2 - kq * (qx.min() + qx.max()) / 2], [0, kq, V / 2 - kq * (qy.min() + qy.max()) / 2]])
        cf, af = place(qs, N, V)
        ch = np.maximum(af, ao)
    img = cf / np.maximum(af, 1e-3)[..., None]
    img = np.where(af[..., None] > 0.02, img, 0)
    if base_tag:
        cb, ab = place(fn(P["tags"][base_tag]), M, V)
        d = np.abs(cb - cf).mean(-1) * (af > 0.5)
        ch = np.clip(cv2.GaussianBlur(d, (0, 0), 2) / 18, 0, 1)
    if paste:
        core = cv2.GaussianBlur(ao, (0, 0), 0.6)
        core = np.clip((core - 0.3) / 0.6, 0, 1) * (ao > 0.3)
        io = co / np.maximum(ao, 1e-3)[..., None]
        img = img * (1 - core[..., None]) + io * core[..., None]
        af = np.maximum(af, ao)
    if r.random() < 0.5:
        img = light(r, img, not paste or r.random() < 0.4)
    if two == "redraw":
        got = redraw(r, img, af)
        if got is None:
            return None
        img, ch = got
    basec = np.median(img[af > 0.5], axis=0) if (af > 0.5).any() else np.full(3, 128.0)
    bg = scene(r, V, basec).astype(np.float32)
    for _ in range(r.choice([0, 0, 1, 2, 3])):  # neighbours behind the product
        Q = S[r.integers(len(S))]
        tg = list(Q["tags"])
        qs = rd(Q["tags"][tg[r.integers(len(tg))]])
        s = k * r.uniform(0.4, 1.6)
        a = r.uniform(0, 6.28)
        rad = PS * r.uniform(0.2, 0.85)
        N = np.array(
            [
                [s, 0, V / 2 - s * qs.shape[0] / 2 + np.cos(a) * rad],
                [0, s, V / 2 - s * qs.shape[0] / 2 + np.sin(a) * rad * 0.5],
                [0, 0, 1],
            ]
        )
        cn, an = place(qs, N, V)
        if r.random() < 0.25:  # in the product's colour
            an_ = np.maximum(an, 1e-3)[..., None]
            cn = (
                np.clip((cn / an_).mean(-1, keepdims=True) / 110 * basec, 0, 255)
                * an_
                * (an[..., None] > 0.01)
            )
        bg = over(bg, cn, an)
    if r.random() < 0.7:
        f = af.copy()
        s1 = cv2.GaussianBlur(np.roll(f, int(PS * r.uniform(0.01, 0.05)), 0), (0, 0), r.uniform(2, 7))
        s2 = cv2.warpAffine(f, np.array([[1, r.uniform(-1, 1), 0], [0, 1, 0.0]]), (V, V))
        s2 = cv2.GaussianBlur(s2, (0, 0), r.uniform(1, 8))
        low = np.arange(V)[:, None] > V / 2
        bg = bg * (
            1
            - np.clip(r.uniform(0.1, 0.7) * s1 * low + r.uniform(0, 0.4) * s2 * (r.random() < 0.4), 0, 0.85)[
                ..., None
            ]
        )
    if two == "grow":
        got = grow2d(r, img, af)
        if got is None:
            return None
        img, af = got
    gm = af.copy()
    gen = bg * (1 - af[..., None]) + img * af[..., None]
    if r.random() < 0.08:  # something in front
        Q = S[r.integers(len(S))]
        qs = rd(Q["orig"])
        s = k * r.uniform(0.2, 0.4)
        N = np.array(
            [
                [s, 0, r.uniform(0, V) - s * qs.shape[0] / 2],
                [0, s, r.uniform(0.6, 0.95) * V - s * qs.shape[0] / 2],
                [0, 0, 1],
            ]
        )
        cn, an = place(qs, N, V)
        gen = over(gen, cn, an)
        hid = ((an > 0.5) & (ao > 0.5)).sum() / max(1, (ao > 0.5).sum())
        gm = gm * (an <= 0.5)
        if hid > 0.02:
            kinds.append("loss")
    if r.random() < 0.4:  # the whole picture went through a generator's encoder and decoder, whatever became of the product
        gen = reencoded(r, gen, PS, AE)
    if r.random() < 0.7:
        gen = light(r, gen, False)
    gen = degrade(r, gen)
    # registration is not exact
    jit = r.choice([0, 0.3, 1.0])
    a = r.normal(0, 0.008) * jit
    s = np.exp(r.normal(0, 0.008) * jit)
    c_, s_ = s * np.cos(a), s * np.sin(a)
    t = r.normal(0, 1.3, 2) * jit
    J = np.array(
        [[c_, -s_, V / 2 - c_ * V / 2 + s_ * V / 2 + t[0]], [s_, c_, V / 2 - s_ * V / 2 - c_ * V / 2 + t[1]]]
    )
    if jit:
        gen = cv2.warpAffine(gen, J, (V, V), borderMode=cv2.BORDER_REFLECT)
        gm = cv2.warpAffine(gm, J, (V, V))
        ch = cv2.warpAffine(ch, J, (V, V))
    om = ao > 0.5
    if r.random() < 0.4:
        om = (cv2.dilate if r.random() < 0.5 else cv2.erode)(
            om.astype(np.uint8), np.ones((3, 3), np.uint8)
        ) > 0
    near = cv2.dilate(om.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    grown = ((gm > 0.5) & ~near).sum() / max(1, om.sum())
    if want in ("out",):
        if grown < 0.012:
            return None
        kinds.append("out")
    elif want != "pass":
        kinds.append(want)
    return dict(
        orig=np.clip(orig, 0, 255).astype(np.uint8),
        gen=gen,
        om=om,
        gm=gm.astype(np.float32),
        ch=ch.astype(np.float32),
        kinds=kinds,
        name=P["name"],
        grown=grown,
    )


if __name__ == "__main__":
    S = load_sets()
    print(len(S))
    S = S
    r = np.random.default_rng(1)
    cells = []
    import time

    t = time.time()
    n = 0
    while len(cells) < 30:
        s = sample(r, S)
        n += 1
        if s is None:
            continue
        o = s["orig"].copy()
        g = s["gen"].copy()
        e = g.copy()
        e[..., 2] = np.maximum(e[..., 2], (s["gm"] > 0.5) * 160)
        e[..., 0] = np.maximum(e[..., 0], (s["ch"] * 255).astype(np.uint8))
        c = np.hstack([cv2.resize(v, (150, 150)) for v in (o, g, e)])
        cv2.putText(c, ",".join(s["kinds"]) or "pass", (3, 12), 0, 0.4, (0, 0, 255), 1)
        cells.append(c)
    print((time.time() - t) / n)
    cv2.imwrite(WORK + "/samples.png", np.vstack([np.hstack(cells[i : i + 5]) for i in range(0, 30, 5)]))
