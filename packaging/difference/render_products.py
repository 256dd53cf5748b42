"""Sprites of the render script's products (bpy): render_products.py --out WORK/q --seeds 401 402 ... See README.md beside this file."""

import os

WORK = os.environ["DIFFERENCE_WORK"]
import sys, time, os, argparse, json, math, random, glob

sys.path.insert(0, os.environ["RENDER_SCRIPT"])
import numpy as np, cv2, bpy
import render_products as R
import products as PR, labels as LB
from core import *

LETTER = [False]
_spec = LB.spec


def spec(rng, *a, **k):
    s = _spec(rng, *a, **k)
    if LETTER[0]:
        q = random.Random(s["seed"] + LETTER[0])
        b = s["brand"]
        i = q.randrange(len(b)) if b else 0
        b2 = (
            b[:i] + b[i + 1 :]
            if q.random() < 0.5
            else b[:i]
            + q.choice(
                [
                    c
                    for c in ("ABCDEFGHKLMNOPRSTUVXZ" if b[i : i + 1].isupper() else "abcdeghkmnoprstuvxz")
                    if c.lower() != b[i : i + 1].lower()
                ]
            )
            + b[i + 1 :]
        )
        s["brand"] = b2
    return s


LB.spec = spec
SIZE = 448


def setup(hdri):
    st = R.Stage(SIZE, 8, hdri)
    c = st.sc.cycles
    c.max_bounces = 5
    c.denoiser = "OPENIMAGEDENOISE"
    c.denoising_quality = "FAST"
    c.denoising_prefilter = "NONE"
    c.denoising_input_passes = "RGB"
    return st


def sprite_mask(st, path, spp=6):
    for o in st.env.objects:
        o.hide_render = True
    b = st.sc.cycles.max_bounces
    st.sc.cycles.max_bounces = 0
    im = st.shot(WORK + "/_m%d.png" % os.getpid(), spp, True, False)
    st.sc.cycles.max_bounces = b
    for o in st.env.objects:
        o.hide_render = False
    return im


def holdmask(st):
    for o in st.env.objects:
        o.is_holdout = True
    b = st.sc.cycles.max_bounces
    st.sc.cycles.max_bounces = 0
    im = st.shot(WORK + "/_m%d.png" % os.getpid(), 6, True, False)
    st.sc.cycles.max_bounces = b
    for o in st.env.objects:
        o.is_holdout = False
    return im[..., 3]


def run(fn, i, seed0, out, only_sprites=False):
    seed = seed0 * 1000 + i * 17 + 7
    p = PR.look(seed)
    r = random.Random(seed * 3 + 1)
    name = f"{fn.__name__.replace('_', '-')}-{seed0}"
    if os.path.exists(f"{out}/done/{name}"):
        return
    t0 = time.time()
    st = setup(os.environ["RENDER_SCRIPT"] + "/hdri")
    D = {
        k: f"{out}/{k}"
        for k in ("originals", "generated", "masks/original", "masks/generated", "sprites", "empty", "done")
    }
    for x in D.values():
        os.makedirs(x, exist_ok=True)
    yaw = r.uniform(-0.45, 0.45)
    elev = math.radians(r.uniform(7, 20))
    b = B()
    fn(b, p, {})
    _, norm = b.finish(st.prod, yaw=yaw)
    H = float(norm["dims"][2])
    fill = r.uniform(0.5, 0.68)

    def build(v, pp=None, deform=None, dup=False, dyaw=0.0):
        st.clear(st.prod)
        q = B()
        fn(q, pp or p, v)
        q.finish(st.prod, norm=norm, yaw=yaw + dyaw, deform=deform)
        if dup:
            q = B()
            fn(q, p, {})
            ob2, _ = q.finish(st.env, norm=norm, yaw=yaw + 0.4)
            sx = r.choice([-1, 1])
            for x in ob2:
                x.location = (sx * (float(norm["dims"][0]) * 0.8 + 0.25), 0.35, 0)
            return ob2
        return []

    tmp = WORK + "/_t%d.png" % os.getpid()
    kind = ""
    st.camera(H, elev, fill)
    st.clear(st.env)
    g = B()
    g.plane((0, 0, 0), 14, 14, mat("#ffffff", 0.9), "+z")
    gp = g.finish(st.env, norm=dict(k=1, c=np.zeros(3)))[0]
    st.light((-1.7, -1.5, 2.4), 60, 2.2)
    st.light((1.9, -0.6, 1.6), 25, 1.5)
    st.world("#ffffff", 0.75)
    m0 = sprite_mask(st, tmp)[..., 3]
    cv2.imwrite(f"{D['masks/original']}/{name}.png", m0)
    nolabel = fn in PR.NO_LABEL
    pds = [
        "outgrowth",
        "deformation",
        "loss",
        "colour_shift",
        "text_change",
        "text_letter",
        "texture_change",
        "logo_change",
        "duplicate",
    ]
    if nolabel:
        pds = [d for d in pds if d not in ("text_change", "text_letter", "texture_change", "logo_change")]
    if fn in (PR.speaker, PR.mug, PR.thermos, PR.flacon):
        pds = [d for d in pds if d != "texture_change"]

    def variant(d):
        v, pp, dfm, dup = {}, None, None, False
        LETTER[0] = False
        if d == "outgrowth":
            v["out"] = 1
        elif d == "loss":
            v["loss"] = 1
        elif d == "text_change":
            v["garb"] = 1
        elif d == "text_letter":
            LETTER[0] = r.randrange(1, 999)
        elif d == "texture_change":
            v["newpat"] = 1
            pp = {**p, "layout": {"A": "C", "B": "A", "C": "B"}[p["layout"]]} if r.random() < 0.5 else None
        elif d == "logo_change":
            v["nologo"] = 1
        elif d == "colour_shift":
            dh = r.choice([0.12, 0.3, 0.5, 0.75])
            pp = {
                **p,
                "pal": tuple(shift_hex(c, dh) for c in p["pal"]),
                "wood": tuple(shift_hex(c, dh) for c in p["wood"]),
                "metal": shift_hex(p["metal"], dh),
            }
        elif d == "duplicate":
            dup = True
        elif d == "deformation":
            s = r.uniform(1.16, 1.5)
            ax = r.choice([0, 2])
            kk = r.choice(["stretch", "stretch", "taper", "bend"])

            def dfm(x, s=s, ax=ax, kk=kk):
                x = x.copy()
                if kk == "stretch":
                    x[:, ax] *= s if ax == 0 or s < 1.3 else 0.74
                elif kk == "taper":
                    x[:, :2] *= 1 + 0.5 * (x[:, 2:] / max(H, 0.1) - 0.3)
                else:
                    x[:, 0] += 0.3 * (x[:, 2] / max(H, 0.1)) ** 2
                return x

        return v, pp, dfm, dup

    order = pds[:]
    r.shuffle(order)
    half = len(order) // 2
    plan = [
        (True, [None, "outgrowth"] + [d for d in order[:half] if d != "outgrowth"]),
        (False, [None, "outgrowth"] + [d for d in order[half:] if d != "outgrowth"]),
        (False, [None]),
    ]
    # product-only sprites in the aligned camera under two other lights
    st.camera(H, elev, fill)
    exrs = [e for e in sorted(glob.glob(st.hdri + "/*.exr")) if not any(q in e for q in ("night", "dawn"))]
    tags = []
    st.clear(st.env)
    st.light((-1.7, -1.5, 2.4), 60, 2.2)
    st.light((1.9, -0.6, 1.6), 25, 1.5)
    st.world("#ffffff", 0.75)
    build({})
    cv2.imwrite(f"{D['sprites']}/{name}_orig.png", st.shot(tmp, transparent=True))
    for l in range(2):
        st.clear(st.env)
        st.world(exr=r.choice(exrs), strength=r.uniform(0.5, 0.9), rot=r.uniform(0, 6.28))
        st.light(
            (r.choice([-1.6, 1.6]), -1.3, 2.3),
            r.uniform(30, 80),
            1.6,
            r.choice(["#fff4e6", "#ffffff", "#eef4ff"]),
        )
        mine = ["pass"] + (
            ["outgrowth", "loss", "colour_shift", "texture_change"]
            if l == 0
            else ["outgrowth", "deformation", "text_change", "text_letter", "logo_change", "yaw"]
        )
        for d in mine:
            if d not in pds and d not in ("pass", "yaw"):
                continue
            v, pp, dfm, dup = variant(d)
            build(v, pp, dfm, False, r.choice([-1, 1]) * r.uniform(0.04, 0.09) if d == "yaw" else 0.0)
            LETTER[0] = False
            cv2.imwrite(f"{D['sprites']}/{name}_{l}-{d}.png", st.shot(tmp, transparent=True))
            tags.append(f"{l}-{d}")
    json.dump(dict(kind=fn.__name__, tags=tags, label=not nolabel), open(f"{D['sprites']}/{name}.json", "w"))
    open(f"{out}/done/{name}", "w").close()
    print(f"{name} {time.time() - t0:.0f}s", flush=True)


a = argparse.ArgumentParser()
a.add_argument("--out", required=True)
a.add_argument("--seeds", type=int, nargs="+")
a.add_argument("--part", type=int, default=0)
a.add_argument("--parts", type=int, default=1)
a.add_argument("--threads", type=int, default=0)
o = a.parse_args()
for s in o.seeds:
    for i, fn in enumerate(PR.DEV):
        if i % o.parts == o.part:
            try:
                run(fn, i, s, o.out)
            except Exception as e:
                print("ERR", fn.__name__, repr(e), flush=True)
