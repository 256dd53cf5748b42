"""File pairs of products that the head did not train on, for packaging/fit_consistency.py: pairs.py OUT SEED COPIES.

Run it again to add products that were rendered since. See README.md beside this file."""

import os

WORK = os.environ["DIFFERENCE_WORK"]
import sys, os, json, glob, zlib, numpy as np, cv2
import compose as K
from compose import *

KIND = {
    "outgrowth": "outgrowth",
    "loss": "loss",
    "colour_shift": "colour_shift",
    "texture_change": "texture_change",
    "deformation": "deformation",
    "deform": "deformation",
    "text_change": "text_change",
    "text_letter": "text_change",
    "logo_change": "logo_change",
    "mat": "texture_change",
    "text": "text_change",
    "pattern": "texture_change",
}


def shadow(r, bg, af, size):
    n = af.shape[0]
    ys = np.nonzero(af > 0.5)[0]
    if not len(ys):
        return bg
    low = np.clip((np.arange(n)[:, None] - (ys.max() - 0.35 * np.ptp(ys))) / (0.3 * np.ptp(ys) + 1), 0, 1)
    s1 = (
        cv2.GaussianBlur(
            np.roll(af, max(1, int(size * r.uniform(0.01, 0.04))), 0),
            (0, 0),
            max(1.5, size * r.uniform(0.01, 0.04)),
        )
        * low
    )
    s2 = cv2.GaussianBlur(
        cv2.warpAffine(af, np.array([[1, r.uniform(-0.8, 0.8), 0], [0, 1, 0.0]]), (n, n)),
        (0, 0),
        size * r.uniform(0.01, 0.05),
    )
    return bg * (
        1
        - np.clip(r.uniform(0.2, 0.8) * s1 + r.uniform(0, 0.4) * s2 * (r.random() < 0.3), 0, 0.85)[..., None]
    )


def one(r, S, P, tag, two, n):
    so = rd(P["orig"])
    h0 = so.shape[0]
    al = so[..., 3]
    ys, xs = np.nonzero(al > 127)
    cx, cy, L = xs.mean(), ys.mean(), max(np.ptp(xs), np.ptp(ys)) + 1
    aligned = r.random() < 0.5
    if aligned:
        k = n / h0
        M = np.array([[k, 0, 0], [0, k, 0], [0, 0, 1.0]])
    else:
        k = n * r.uniform(0.3, 0.7) / L
        a = r.normal(0, 0.02)
        c, s = k * np.cos(a), k * np.sin(a)
        half = k * L / 2
        tx, ty = [r.uniform(min(half * 0.9, n / 2), max(n - half * 0.9, n / 2)) for _ in "xy"]
        M = np.array([[c, -s, tx - c * cx + s * cy], [s, c, ty - s * cx - c * cy], [0, 0, 1]])
    K.V = n
    K.PS = k * L
    co, ao = place(so, M, n)
    cf, af = place(rd(P["tags"][tag]), M, n)
    if two == "replaced":  # another product of the same kind, or else any, as large and in the same place
        same = [q for q in S if q["kind"] == P["kind"] and q["name"] != P["name"]]
        Q = same[r.integers(len(same))] if same and r.random() < 0.7 else S[r.integers(len(S))]
        if Q["name"] == P["name"]:
            return None
        qs = rd(Q["orig"])
        qy, qx = np.nonzero(qs[..., 3] > 127)
        kq = K.PS / max(np.ptp(qx) + 1, np.ptp(qy) + 1)
        mx, my = M[:2] @ np.array([(xs.min() + xs.max()) / 2, (ys.min() + ys.max()) / 2, 1])
        N = np.array([[kq, 0, mx - kq * (qx.min() + qx.max()) / 2], [0, kq, my - kq * (qy.min() + qy.max()) / 2]])
        cf, af = place(qs, N, n)
    img = cf / np.maximum(af, 1e-3)[..., None]
    img = np.where(af[..., None] > 0.02, img, 0)
    ok = tag.split("-")[1]
    paste = ok in ("pass",) or ok.startswith("out")
    paste = paste and two != "replaced" and r.random() < (0.6 if aligned else 0.35)
    ch = None
    if paste:
        core = np.clip((cv2.GaussianBlur(ao, (0, 0), 0.6) - 0.3) / 0.6, 0, 1) * (ao > 0.3)
        io = co / np.maximum(ao, 1e-3)[..., None]
        img = img * (1 - core[..., None]) + io * core[..., None]
        af = np.maximum(af, ao)
    if two == "redraw":
        g = redraw(r, img, af)
        if g is None:
            return None
        img, _ = g
    basec = np.median(img[af > 0.5], axis=0) if (af > 0.5).any() else np.full(3, 128.0)
    bg = scene(r, n, basec).astype(np.float32)
    for _ in range(r.choice([0, 0, 1, 2])):
        Q = S[r.integers(len(S))]
        tg = list(Q["tags"])
        qs = rd(Q["tags"][tg[r.integers(len(tg))]])
        if Q["name"] == P["name"]:
            continue
        s = k * r.uniform(0.5, 1.3)
        a = r.uniform(0, 6.28)
        rad = K.PS * r.uniform(0.4, 1.0)
        mx, my = M[:2] @ np.array([cx, cy, 1])
        N = np.array(
            [
                [s, 0, mx - s * qs.shape[0] / 2 + np.cos(a) * rad],
                [0, s, my - s * qs.shape[0] / 2 + np.sin(a) * rad * 0.4],
                [0, 0, 1],
            ]
        )
        cn, an = place(qs, N, n)
        bg = over(bg, cn, an)
    dup = two == "dup"
    if dup:
        sx = r.choice([-1, 1])
        sh = K.PS * r.uniform(0.75, 1.1) * sx
        s2 = r.uniform(0.75, 1.0)
        D = np.array([[s2, 0, (1 - s2) * n / 2 + sh], [0, s2, (1 - s2) * n / 2], [0, 0, 1]]) @ M
        cn, an = place(rd(P["tags"][tag]), D, n)
        if (an > 0.5).sum() < 0.35 * (af > 0.5).sum():
            return None
        bg = over(bg, cn, an)
    if r.random() < 0.8:
        bg = shadow(r, bg, af, K.PS)
    if two == "grow":
        g = grow2d(r, img, af)
        if g is None:
            return None
        img, af = g
    gen = bg * (1 - af[..., None]) + img * af[..., None]
    encoded = r.random() < 0.4
    if encoded:
        gen = reencoded(r, gen, K.PS, K.AE, 1.2)
    if r.random() < 0.8:
        gen = light(r, gen, False)
    gen = degrade(r, gen)
    return gen, (af * 255).astype(np.uint8), aligned, encoded


if __name__ == "__main__":
    out, seed, copies = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    S = K.split()[2][::-1]
    for d in ("originals", "generated", "masks/original", "masks/generated"):
        os.makedirs(f"{out}/{d}", exist_ok=True)
    done = set()
    if os.path.exists(out + "/pairs.jsonl"):
        done = {json.loads(l)["product"] for l in open(out + "/pairs.jsonl")}
    for P in list(S):
        if P["name"] in done:
            continue
        r = np.random.default_rng([seed, zlib.crc32(P["name"].encode())])
        so = rd(P["orig"])
        n0 = so.shape[0]
        a = so[..., 3:] / 255.0
        q = r.random()
        bg = np.full((n0, n0, 3), 255.0)
        if q > 0.8:
            bg = (
                np.full((n0, n0, 3), 1.0) * r.uniform(170, 250)
                + np.linspace(0, r.uniform(-40, 30), n0)[:, None, None]
            )
        sh = cv2.GaussianBlur(np.roll(a[..., 0], int(n0 * 0.015), 0), (0, 0), r.uniform(3, 8)) * (
            np.arange(n0)[:, None] > n0 * 0.6
        )
        bg = bg * (1 - r.uniform(0, 0.3) * sh[..., None])
        o = np.clip(so[..., :3] * a + bg * (1 - a), 0, 255).astype(np.uint8)
        if q < 0.2:
            o = np.dstack([o, so[..., 3]])
        cv2.imwrite(f"{out}/originals/{P['name']}.png", o)
        cv2.imwrite(f"{out}/masks/original/{P['name']}.png", so[..., 3])
        rows = []
        k = 0
        plan = []
        for t in P["tags"]:
            z = t.split("-")[1]
            often = {"pass": 5, "yaw": 1}.get(z, 1 if z.startswith(("out", "text")) else 2)
            plan += [(t, None)] * (often * copies)
            if z == "pass":
                plan += (
                    [(t, "grow")] * copies
                    + [(t, "redraw")] * copies
                    + [(t, "dup")] * (copies if t[0] == "0" else 0)
                    + [(t, "replaced")] * (copies if t[0] == "1" else 0)
                )
        for t, two in plan:
            got = None
            for _ in range(6):
                got = one(r, S, P, t, two, int(r.choice([448, 512, 640, 768], p=[0.25, 0.4, 0.25, 0.1])))
                if got:
                    break
            if not got:
                continue
            gen, m, al, encoded = got
            k += 1
            stem = f"{P['name']}_{k:02d}"
            z = t.split("-")[1]
            d = (
                [{"grow": "outgrowth", "redraw": "redrawn", "dup": "duplicate", "replaced": "replaced"}[two]]
                if two
                else ([] if z in ("pass", "yaw") else [KIND.get(z, "outgrowth")])
            )
            cv2.imwrite(f"{out}/generated/{stem}.png", gen)
            cv2.imwrite(f"{out}/masks/generated/{stem}.png", m)
            rows.append(
                dict(
                    original=f"originals/{P['name']}.png",
                    generated=f"generated/{stem}.png",
                    original_mask=f"masks/original/{P['name']}.png",
                    generated_mask=f"masks/generated/{stem}.png",
                    product=P["name"],
                    aligned=bool(al),
                    consistency="fail" if d else "pass",
                    product_defects=d,
                    background="good",
                    background_defects=[],
                    made=two or z,
                    encoded=encoded,
                )
            )
        with open(out + "/pairs.jsonl", "a") as f:
            [f.write(json.dumps(x) + "\n") for x in rows]
        print(P["name"], len(rows), flush=True)
