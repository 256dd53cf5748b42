"""Sprites of random assemblies (Blender's bpy, a separate tool environment): render_assemblies.py FIRST LAST. See README.md beside this file."""

import os

WORK = os.environ["DIFFERENCE_WORK"]
import sys, time, os, argparse, json, math, random, glob

sys.path.insert(0, os.environ["RENDER_SCRIPT"])
import numpy as np, cv2, bpy
import render_products as R
import labels as LB
from core import *

SIZE = 352


def rhex(r, kind=None):
    k = kind or r.choice(["any", "any", "white", "black", "grey", "pastel"])
    return {
        "any": lambda: hsv(r.random(), r.uniform(0.3, 0.95), r.uniform(0.25, 0.95)),
        "white": lambda: hsv(r.random(), r.uniform(0, 0.06), r.uniform(0.88, 0.99)),
        "black": lambda: hsv(r.random(), r.uniform(0, 0.2), r.uniform(0.03, 0.15)),
        "grey": lambda: hsv(r.random(), r.uniform(0, 0.1), r.uniform(0.2, 0.8)),
        "pastel": lambda: hsv(r.random(), r.uniform(0.1, 0.35), r.uniform(0.7, 0.95)),
    }[k]()


def rmat(r):
    k = r.choice(
        [
            "plain",
            "plain",
            "plain",
            "gloss",
            "metal",
            "wood",
            "wood",
            "fabric",
            "marble",
            "noisy",
            "pat",
            "fur",
        ]
    )
    if k == "plain":
        return mat(rhex(r), r.uniform(0.3, 0.8))
    if k == "gloss":
        return mat(rhex(r), 0.15, coat=0.6)
    if k == "metal":
        return mat(r.choice(["#c9ccd0", "#d8c08a", "#8d9298", "#b87850", "#e0e0e0"]), r.uniform(0.15, 0.4), 1)
    if k == "wood":
        c = r.choice(
            [("#a06a3c", "#6a4022"), ("#c79a63", "#96693a"), ("#5c3d28", "#38241a"), ("#4a2a1c", "#2a1710")]
        )
        return wood(*c, r.uniform(1.5, 3.5), axis=r.choice([0, 2]))
    if k == "fabric":
        return fabric(rhex(r), r.uniform(30, 80))
    if k == "marble":
        return marble()
    if k in ("noisy", "fur"):
        a = rhex(r)
        return noisy(
            a,
            shift_hex(a, r.uniform(-0.05, 0.05)) if r.random() < 0.5 else rhex(r),
            r.uniform(3, 14),
            0.8,
            r.uniform(0.2, 0.9),
        )
    return pat_mat(
        r.choice(["checks", "stripes", "spots", "busy"]),
        rhex(r),
        rhex(r),
        r.uniform(4, 10),
        cols=[rhex(r) for _ in range(4)],
    )


PALS = [
    ("#f6f1e4", "#2b2a28", "#b5382a", "#e3a23b"),
    ("#10312f", "#f2ead8", "#d8a648", "#3f7f73"),
    ("#f7f4f2", "#26324a", "#3f6fb0", "#e0b64c"),
    ("#fbe9df", "#3d2330", "#c8557a", "#f0b8a8"),
    ("#1f2430", "#f3f1ec", "#e07a3f", "#5a6a86"),
]


def label(r, garb=False, nologo=False, newpat=False, seed=0, pal=None, wh=(900, 900)):
    s = LB.spec(
        random.Random(seed),
        pal,
        "Sample",
        "best of all",
        "Made in small batches from simple things.",
        wh,
        False,
        None,
    )
    return img_mat(LB.draw(s, garb, nologo, newpat), 0.5)


def make(seed):
    """-> list of part functions (b, mats) ; out parts ; mats seed"""
    r = random.Random(seed)
    parts = []
    outs = []
    kind = r.choice(["table", "lathe", "boxes", "blob", "animal", "frame", "bag"])
    nm = r.choice([1, 2, 2, 3])
    mi = lambda: r.randrange(nm)

    def tube(pts, rad, m):
        return lambda b, M: b.tube(pts, rad, M[m])

    def box(c, s, m, bev=0.01, lab=False):
        return lambda b, M: b.box(
            c, s, M[m], bev, faces=({"-y": M["label"]} if lab and M.get("label") else None)
        )

    def sph(c, rad, m, sq=1.0):
        return lambda b, M: b.sphere(c, rad, M[m], sq)

    def lat(prof, m, c=(0, 0, 0)):
        return lambda b, M: b.lathe(prof, M[m], 48, c)

    lab = r.random() < 0.5
    if kind == "table":
        w, d, h = r.uniform(0.5, 1.2), r.uniform(0.3, 0.7), r.uniform(0.4, 1.0)
        t = r.uniform(0.03, 0.07)
        lr = r.uniform(0.015, 0.045)
        m = mi()
        parts.append(box((0, 0, h), (w, d, t), m))
        if r.random() < 0.6:
            parts.append(box((0, 0, h - 0.1), (w * 0.9, d * 0.9, 0.15), mi()))
        if r.random() < 0.5:
            parts.append(box((0, 0, h * 0.25), (w * 0.92, d * 0.9, t), m))
        for x in (-1, 1):
            for y in (-1, 1):
                parts.append(tube([(x * w * 0.42, y * d * 0.4, h), (x * w * 0.42, y * d * 0.4, 0)], lr, m))
        if r.random() < 0.5:
            parts.append(box((r.uniform(-0.2, 0.2) * w, 0, h + 0.1), (w * 0.3, d * 0.4, 0.18), mi()))
        L = r.uniform(0.1, 0.5)
        outs.append(
            [
                tube(
                    [
                        (x * w * 0.42, y * d * 0.4, 0.02),
                        (x * w * 0.42 * r.uniform(0.9, 1.2), y * d * 0.4, -L),
                    ],
                    lr * r.uniform(0.8, 1.3),
                    m,
                )
                for x in (-1, 1)
                for y in (-1, 1)
            ]
        )
        outs.append([box((0, 0, -L / 2), (w * 0.95, d * 0.9, L), m)])
        outs.append(
            [box((0, d * 0.4, h + 0.3), (w, t, 0.6), m)]
            + [tube([(x * w * 0.4, d * 0.4, h), (x * w * 0.4, d * 0.4, h + 0.6)], lr, m) for x in (-1, 1)]
        )
        outs.append(
            [
                box((w * 0.5 + L / 2, 0, h), (L, d, t), m),
                tube([(w * 0.5 + L * 0.9, -d * 0.4, h), (w * 0.5 + L * 0.9, -d * 0.4, 0)], lr, m),
            ]
        )
    elif kind in ("lathe", "bag"):
        n = r.randint(3, 6)
        H = r.uniform(0.6, 1.2)
        base = r.uniform(0.15, 0.45)
        pr = [(0, 0)] + [(base * r.uniform(0.5, 1.15), H * i / n) for i in range(n + 1)] + [(0, H)]
        m = mi()
        parts.append(lat(fillet(pr, 0.06, 6), m))
        top = pr[-2][0]
        if lab:
            parts.append(
                lambda b, M, pr=pr, H=H: b.shell(
                    [(max(q for q, _ in pr) + 0.004, H * 0.25), (max(q for q, _ in pr) + 0.004, H * 0.7)],
                    M["label"],
                    1.1,
                )
            )
        if r.random() < 0.7:
            parts.append(
                lat(fillet([(0, H), (top * 0.9, H), (top * 0.8, H + 0.15), (0, H + 0.15)], 0.03), mi())
            )
        if r.random() < 0.6:
            parts.append(
                tube(
                    B().arc(
                        (base * 0.9, 0, H * 0.5), r.uniform(0.12, 0.3), r.uniform(0.15, 0.35), -1.45, 1.45, 24
                    ),
                    r.uniform(0.015, 0.05),
                    mi(),
                )
            )
        if r.random() < 0.3:
            parts.append(
                tube(
                    B().arc((0, 0, H), top * 0.8 + 0.05, r.uniform(0.15, 0.35), 0, math.pi, 24),
                    r.uniform(0.012, 0.04),
                    mi(),
                )
            )
        L = r.uniform(0.12, 0.45)
        m2 = mi()
        outs.append(
            [lat(fillet([(0, -L), (base * r.uniform(0.8, 1.4), -L), (pr[1][0], 0.01), (0, 0.01)], 0.03), m)]
        )
        outs.append(
            [
                lat(
                    fillet(
                        [
                            (0, H + 0.1),
                            (top * 0.9, H + 0.1),
                            (top * r.uniform(0.3, 1.1), H + 0.1 + L),
                            (0, H + 0.1 + L),
                        ],
                        0.03,
                    ),
                    m2,
                )
            ]
        )
        outs.append(
            [
                tube(
                    B().arc(
                        (-base * 0.85, 0, H * 0.5),
                        r.uniform(0.15, 0.3),
                        r.uniform(0.15, 0.35),
                        math.pi - 1.45,
                        math.pi + 1.45,
                        24,
                    ),
                    r.uniform(0.02, 0.05),
                    m2,
                )
            ]
        )
        outs.append(
            [
                tube(
                    B().arc((0, 0, H + 0.05), top * 0.8 + 0.08, L + 0.1, 0, math.pi, 24),
                    r.uniform(0.015, 0.05),
                    m2,
                )
            ]
        )
        outs.append(
            [
                tube([(x * base * 0.5, y * base * 0.4, 0.03), (x * base * 0.7, y * base * 0.6, -L)], 0.03, m2)
                for x in (-1, 1)
                for y in (-1, 1)
            ]
        )
    elif kind == "boxes":
        w, d, h = r.uniform(0.4, 0.9), r.uniform(0.2, 0.6), r.uniform(0.4, 1.0)
        m = mi()
        bv = r.uniform(0.01, 0.06)
        parts.append(box((0, 0, h / 2), (w, d, h), m, bv, lab))
        for _ in range(r.randint(0, 3)):
            parts.append(
                box(
                    (r.uniform(-0.4, 0.4) * w, -d / 2, r.uniform(0.1, 0.9) * h),
                    (r.uniform(0.05, 0.3) * w, r.uniform(0.03, 0.1), r.uniform(0.05, 0.3) * h),
                    mi(),
                )
            )
        if r.random() < 0.5:
            parts.append(
                tube(
                    [(-w * 0.3, 0, h), (-w * 0.3, 0, h + 0.25), (w * 0.3, 0, h + 0.25), (w * 0.3, 0, h)],
                    r.uniform(0.012, 0.03),
                    mi(),
                )
            )
        if r.random() < 0.5:
            parts += [sph((x * w * 0.4, 0, -0.03), 0.05, mi()) for x in (-1, 1)]
        L = r.uniform(0.12, 0.5)
        m2 = mi()
        outs.append([box((0, 0, h + L / 2), (w * r.uniform(0.5, 1), d * 0.9, L), m, bv)])
        outs.append(
            [
                box(
                    (r.choice([-1, 1]) * (w / 2 + L / 2), 0, h * r.uniform(0.3, 0.5)),
                    (L, d * 0.9, h * r.uniform(0.3, 0.8)),
                    m,
                    bv,
                )
            ]
        )
        outs.append([box((0, 0, -L / 2), (w * r.uniform(0.7, 1.25), d, L), m2, bv)])
        outs.append(
            [tube([(x * w * 0.4, 0, h), (x * w * 0.4, 0, h + L)], 0.014, m2) for x in (-1, -0.3, 0.3, 1)]
            + [tube([(-w * 0.45, 0, h + q * L), (w * 0.45, 0, h + q * L)], 0.014, m2) for q in (0.5, 1)]
        )
        outs.append(
            [
                tube([(x * w * 0.4, y * d * 0.35, 0.02), (x * w * 0.42, y * d * 0.4, -L)], 0.03, m2)
                for x in (-1, 1)
                for y in (-1, 1)
            ]
        )
    elif kind == "animal":
        m = mi()
        L = r.uniform(0.35, 0.5)
        hh = r.uniform(0.18, 0.3)
        z = r.choice([0.2, 0.45])
        parts.append(
            lambda b, M: (
                b.lathe(
                    [(hh * math.sin(math.pi * i / 20), -L * math.cos(math.pi * i / 20)) for i in range(21)],
                    M[m],
                    40,
                )
                and b.xf(
                    b.parts[-1], Matrix.Translation((0, 0, z + 0.1)) @ Matrix.Rotation(math.pi / 2, 4, "Y")
                )
            )
        )
        a = [(L * 0.7, 0, z + 0.15), (L * 1.05, 0, z + 0.4), (L * 0.9, 0, z + 0.7), (L * 1.1, 0, z + 0.85)]
        parts.append(tube(a, [0.12, 0.07, 0.06, 0.08], m))
        parts.append(sph((L * 1.15, 0, z + 0.87), 0.11, m, 0.9))
        parts.append(
            lambda b, M: b.tube([(L * 1.2, 0, z + 0.86), (L * 1.42, 0, z + 0.82)], [0.05, 0.012], M[nm - 1])
        )
        if r.random() < 0.6:
            parts.append(
                lambda b, M: b.tube([(-L * 0.8, 0, z + 0.15), (-L * 1.3, 0, z + 0.3)], [0.1, 0.03], M[m])
            )
        q = r.uniform(0.2, 0.5)
        outs.append(
            [
                lambda b, M: b.tube([(L * 0.3, -0.08, z), (L * 0.33, -0.1, z - q)], [0.04, 0.025], M[nm - 1]),
                lambda b, M: b.tube([(-L * 0.2, 0.08, z), (-L * 0.15, 0.1, z - q)], [0.04, 0.025], M[nm - 1]),
            ]
        )
        outs.append([lambda b, M: b.sphere((-L * 0.3, 0, z), hh * 1.5, M[m], 0.9)])
        outs.append(
            [
                lambda b, M: b.sphere((-L * 0.9, 0, z + 0.1), hh * 1.3, M[m], 1.1),
                lambda b, M: b.sphere((-L * 1.4, 0, z), hh * 1.4, M[m], 0.9),
            ]
        )
        outs.append(
            [
                lambda b, M: b.tube(
                    [(0, 0, z + 0.3), (-L * 0.4, 0, z + 0.6), (-L, 0, z + 0.7)],
                    [0.15, 0.1, 0.02],
                    M[m],
                    flat=0.3,
                )
            ]
        )
    elif kind == "frame":
        m = mi()
        w, h = r.uniform(0.4, 0.9), r.uniform(0.5, 1.0)
        rad = r.uniform(0.015, 0.04)
        parts.append(tube([(-w / 2, 0, 0), (-w / 2, 0, h), (w / 2, 0, h), (w / 2, 0, 0)], rad, m))
        parts.append(tube([(-w / 2, 0.3, 0), (-w / 2, 0, h * 0.5)], rad, m))
        parts.append(tube([(w / 2, 0.3, 0), (w / 2, 0, h * 0.5)], rad, m))
        parts.append(box((0, -0.02, h * 0.5), (w * 0.95, r.uniform(0.05, 0.4), r.uniform(0.05, 0.15)), mi()))
        if r.random() < 0.6:
            parts.append(box((0, 0.02, h * 0.85), (w * 0.9, 0.05, h * 0.25), mi()))
        L = r.uniform(0.15, 0.5)
        m2 = mi()
        outs.append([tube([(-w / 2, 0, h), (-w / 2, 0, h + L), (w / 2, 0, h + L), (w / 2, 0, h)], rad, m)])
        outs.append(
            [
                tube([(w / 2, 0, h * 0.5), (w / 2 + L, 0, h * 0.5), (w / 2 + L, 0, 0)], rad, m),
                box((w / 2 + L / 2, 0, h * 0.5), (L, 0.3, 0.06), m2),
            ]
        )
        outs.append([tube([(x * w / 2, 0, 0.02), (x * w / 2, 0, -L)], rad, m) for x in (-1, 1)])
        outs.append([box((0, 0, h + L / 2), (w, 0.08, L), m2)])
    else:
        m = mi()
        pts = []
        c = [0, 0, 0.3]
        for _ in range(r.randint(2, 6)):
            q = r.uniform(0.12, 0.32)
            parts.append(sph(tuple(c), q, mi() if r.random() < 0.5 else m, r.uniform(0.6, 1.2)))
            pts.append((tuple(c), q))
            c = [
                c[0] + r.uniform(-0.3, 0.3),
                c[1] + r.uniform(-0.15, 0.15),
                max(0.1, c[2] + r.uniform(-0.15, 0.35)),
            ]
        for _ in range(4):
            (x, y, z), q = r.choice(pts)
            a = r.uniform(0, 6.28)
            e = q + r.uniform(0.05, 0.2)
            s = r.uniform(0.1, 0.28)
            mm = mi()
            outs.append(
                [sph((x + math.cos(a) * e, y, z + math.sin(a) * e), s, mm, r.uniform(0.7, 1.2))]
                if r.random() < 0.6
                else [
                    tube(
                        [(x, y, z), (x + math.cos(a) * (e + 0.3), y, z + math.sin(a) * (e + 0.3))],
                        r.uniform(0.02, 0.07),
                        mm,
                    )
                ]
            )
    return kind, parts, outs, nm, lab


def run(seed, out):
    name = f"x{seed}"
    if os.path.exists(f"{out}/{name}.json"):
        return
    t0 = time.time()
    r = random.Random(seed)
    kind, parts, outs, nm, lab = make(seed)
    st = R.Stage(SIZE, 5, os.environ["RENDER_SCRIPT"] + "/hdri")
    c = st.sc.cycles
    c.max_bounces = 3
    c.denoiser = "OPENIMAGEDENOISE"
    c.denoising_quality = "FAST"
    c.denoising_prefilter = "NONE"
    c.denoising_input_passes = "RGB"
    pal = r.choice(PALS)
    ls = r.randrange(10**6)

    def mats(ms, garb=False, newpat=False, nologo=False):
        q = random.Random(ms)
        M = {i: rmat(q) for i in range(nm)}
        if lab:
            M["label"] = label(q, garb, nologo, newpat, ls, pal)
        return M

    ms = r.randrange(10**6)

    def build(ex=(), drop=None, M=None, deform=None, norm=None, dyaw=0.0):
        st.clear(st.prod)
        b = B()
        M = M or mats(ms)
        for i, f in enumerate(parts):
            if i != drop:
                f(b, M)
        for f in ex:
            f(b, M)
        return b.finish(st.prod, norm=norm, yaw=yaw + dyaw, deform=deform)[1]

    yaw = r.uniform(-0.6, 0.6)
    norm = build()
    H = float(norm["dims"][2])
    elev = math.radians(r.uniform(4, 22))
    st.camera(H, elev, r.uniform(0.42, 0.62))
    st.light((-1.7, -1.5, 2.4), 60, 2.2)
    st.light((1.9, -0.6, 1.6), 25, 1.5)
    st.world("#ffffff", 0.75)

    def shot(tag):
        cv2.imwrite(f"{out}/{name}_{tag}.png", st.shot(f"{WORK}/_x{os.getpid()}.png", transparent=True))

    shot("orig")
    tags = []
    exrs = [e for e in sorted(glob.glob(st.hdri + "/*.exr")) if not any(q in e for q in ("night", "dawn"))]
    for l in range(2):
        st.clear(st.env)
        st.world(exr=r.choice(exrs), strength=r.uniform(0.4, 1.0), rot=r.uniform(0, 6.28))
        if r.random() < 0.7:
            st.light(
                (r.choice([-1.6, 1.6]), -1.3, 2.3),
                r.uniform(20, 90),
                1.6,
                r.choice(["#fff4e6", "#ffffff", "#eef4ff", "#ffd9a8"]),
            )
        todo = [("pass", {})]
        for k in r.sample(range(len(outs)), min(2 if l == 0 else 1, len(outs))):
            todo.append((f"out{k}", dict(ex=outs[k])))
        if len(parts) > 2 and l == 0:
            todo.append(("loss", dict(drop=r.randrange(1, len(parts)))))
        if l == 1:
            todo.append(("mat", dict(M=mats(ms + 1))))
        if lab and l == 1:
            todo.append(("text", dict(M=mats(ms, garb=True))))
            todo.append(("pattern", dict(M=mats(ms, newpat=True, nologo=r.random() < 0.5))))
        if l == 0:
            s = r.uniform(1.15, 1.45)
            ax = r.choice([0, 2])

            def dfm(x, s=s, ax=ax):
                x = x.copy()
                x[:, ax] *= s if r.random() < 0 or ax == 0 else 1 / s
                return x

            todo.append(("deform", dict(deform=dfm)))
        if l == 1:
            todo.append(("yaw", dict(dyaw=r.choice([-1, 1]) * r.uniform(0.05, 0.12))))
        for t, k in todo:
            build(norm=norm, **k)
            shot(f"{l}-{t}")
            tags.append(f"{l}-{t}")
    json.dump(dict(kind=kind, tags=tags, label=lab), open(f"{out}/{name}.json", "w"))
    print(f"{name} {kind} {time.time() - t0:.0f}s", flush=True)


out = WORK + "/x"
os.makedirs(out, exist_ok=True)
for s in range(int(sys.argv[1]), int(sys.argv[2])):
    try:
        run(s, out)
    except Exception as e:
        print("ERR", s, repr(e), flush=True)
