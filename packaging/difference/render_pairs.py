"""Fresh pairs by the render script, every defect of every product once (bpy): render_pairs.py OUT PART/PARTS SEED... See README.md.

Like the shipped test renders (rendered scenes, exact masks, pairs.jsonl), but with four kept pictures and one of each defect a product, smaller
and with fewer samples. Run several parts side by side; a product that is done is passed over."""

import os, sys, random, json, time

sys.path.insert(0, os.environ["RENDER_SCRIPT"])
argv, sys.argv = sys.argv, sys.argv[:1]
import numpy as np, cv2, bpy
import render_products as R
from render_products import *

SIZE, SPP = 400, 6


def stage():
    st = R.Stage(SIZE, SPP, os.environ["RENDER_SCRIPT"] + "/hdri")
    st.sc.render.threads_mode = "FIXED"
    st.sc.render.threads = 1
    c = st.sc.cycles
    c.max_bounces = 5
    c.adaptive_threshold = 0.03
    c.denoiser = "OPENIMAGEDENOISE"
    c.denoising_quality = "FAST"
    c.denoising_prefilter = "NONE"
    c.denoising_input_passes = "RGB"
    return st


def plain_mask(st, path):
    """One plain material, no world: the silhouette alone."""
    layer, world, bounces = st.sc.view_layers[0], st.sc.world, st.sc.cycles.max_bounces
    layer.material_override = bpy.data.materials.get("plain") or bpy.data.materials.new("plain")
    for o in st.env.objects:
        o.is_holdout = True
    st.sc.cycles.max_bounces, st.sc.world = 0, None
    a = st.shot(path, 4, True, False)[..., 3]
    st.sc.cycles.max_bounces, st.sc.world = bounces, world
    for o in st.env.objects:
        o.is_holdout = False
    layer.material_override = None
    cv2.imwrite(path, a)
    return a


def deformed(r, H):
    s, ax, kind = r.uniform(1.18, 1.55), r.choice([0, 2]), r.choice(["stretch", "stretch", "taper", "bend"])

    def change(x):
        x = x.copy()
        if kind == "stretch":
            x[:, ax] *= s if ax == 0 or s < 1.3 else 0.72
        elif kind == "taper":
            x[:, :2] *= 1 + 0.55 * (x[:, 2:] / max(H, 0.1) - 0.3)
        else:
            x[:, 0] += 0.32 * (x[:, 2] / max(H, 0.1)) ** 2
        return x

    return change


def run(fn, i, seed0, out):
    name = fn.__name__.replace("_", "-") + f"-{seed0}"
    if os.path.exists(f"{out}/done/{name}"):
        return
    t0, seed = time.time(), seed0 * 1000 + i * 17 + 3
    p, r, st = PR.look(seed), random.Random(seed), stage()
    tmp = f"{out}/_t{os.getpid()}.png"
    yaw, elev = r.uniform(-0.45, 0.45), math.radians(r.uniform(7, 20))
    b = B()
    fn(b, p, {})
    _, norm = b.finish(st.prod, yaw=yaw)
    H, fill = float(norm["dims"][2]), r.uniform(0.55, 0.68)

    def build(v, pp=None, deform=None, dup=False):
        st.clear(st.prod)
        q = B()
        fn(q, pp or p, v)
        q.finish(st.prod, norm=norm, yaw=yaw, deform=deform)
        if dup:
            q = B()
            fn(q, p, {})
            second, _ = q.finish(st.env, norm=norm, yaw=yaw + 0.4)
            side = r.choice([-1, 1])
            for x in second:
                x.location = (side * (float(norm["dims"][0]) * 0.8 + 0.25), 0.35, 0)

    def studio(colour):
        st.clear(st.env)
        g = B()
        g.plane((0, 0, 0), 14, 14, mat(colour, 0.9), "+z")
        if colour != "#ffffff":
            g.plane((0, 2.4, 3), 16, 8, mat(colour, 0.9))
        made = g.finish(st.env, norm=dict(k=1, c=np.zeros(3)))[0]
        st.light((-1.7, -1.5, 2.4), 60, 2.2)
        if colour == "#ffffff":
            st.light((1.9, -0.6, 1.6), 25, 1.5)
        st.world("#ffffff", 0.75)
        return made

    kind = r.choice(["white", "white", "rgba", "white", "plain", "white"])
    st.camera(H, elev, fill)
    ground = studio("#ffffff")
    m0 = plain_mask(st, f"{out}/masks/original/{name}.png")
    if kind == "plain":
        studio(r.choice(["#d9e2e6", "#efe3d3", "#c9d3c0"]))
        orig = st.shot(tmp)[..., :3]
    else:
        for x in ground:
            x.is_shadow_catcher = True
        im = st.shot(tmp, transparent=True).astype(np.float32)
        a = im[..., 3:] / 255
        orig = (im[..., :3] * a + 255 * (1 - a)).clip(0, 255).astype(np.uint8)
        if kind == "rgba":
            orig = np.dstack([orig, m0])
    cv2.imwrite(f"{out}/originals/{name}.png", orig)
    pds = [d for d in PD if fn not in PR.NO_LABEL or d not in ("text_change", "texture_change", "logo_change")]
    if fn in (PR.speaker, PR.mug, PR.thermos, PR.flacon):
        pds = [d for d in pds if d != "texture_change"]
    plan = [None, None, None, None, *pds]
    aligned = [True, False, False] + [r.random() < 0.5 for _ in plan[3:]]
    rows = []
    for k, (d, same) in enumerate(zip(plan, aligned)):
        v, pp, dfm = {}, None, None
        indistinct = d is None and k == 3 and r.random() < 0.25
        backdrop(st, r, H, "indistinct" if indistinct else "good", p["pal"])
        if not indistinct:
            props(st, r, H, False)
        if same:
            st.camera(H, elev, fill)
        else:
            st.camera(H, elev, fill * r.uniform(0.32, 0.85), (r.uniform(-0.16, 0.16), r.uniform(-0.02, 0.1)))
        key = {"outgrowth": "out", "loss": "loss", "text_change": "garb", "texture_change": "newpat", "logo_change": "nologo"}.get(d)
        if key:
            v[key] = 1
        if d == "texture_change":
            pp = {**p, "layout": {"A": "C", "B": "A", "C": "B"}[p["layout"]]}
        elif d == "colour_shift":
            dh = r.choice([0.12, 0.3, 0.5, 0.75])
            pp = {**p, "pal": tuple(shift_hex(c, dh) for c in p["pal"]), "wood": tuple(shift_hex(c, dh) for c in p["wood"]), "metal": shift_hex(p["metal"], dh)}
        elif d == "deformation":
            dfm = deformed(r, H)
        build(v, pp, dfm, d == "duplicate")
        stem = f"{name}_{k + 1:02d}"
        plain_mask(st, f"{out}/masks/generated/{stem}.png")
        if r.random() < 0.25:
            st.sc.view_settings.exposure = r.uniform(-0.35, 0.3)
        cv2.imwrite(f"{out}/generated/{stem}.png", st.shot(tmp)[..., :3])
        st.sc.view_settings.exposure = 0
        bad = ["indistinct"] if indistinct else []
        rows.append(
            dict(
                original=f"originals/{name}.png", generated=f"generated/{stem}.png",
                original_mask=f"masks/original/{name}.png", generated_mask=f"masks/generated/{stem}.png",
                product=name, aligned=same, consistency="fail" if d else "pass", product_defects=[d] if d else [],
                background="bad" if bad else "good", background_defects=bad, original_kind=kind, seed=seed,
            )
        )
    with open(f"{out}/pairs.jsonl", "a") as f:
        f.write("".join(json.dumps(x) + "\n" for x in rows))
    open(f"{out}/done/{name}", "w").close()
    print(f"{name} {time.time() - t0:.0f}s {len(rows)}", flush=True)


out = argv[1]
part, parts = map(int, argv[2].split("/"))
for folder in ("originals", "generated", "masks/original", "masks/generated", "done"):
    os.makedirs(f"{out}/{folder}", exist_ok=True)
for s in map(int, argv[3:]):
    for i, fn in enumerate(PR.DEV):
        if i % parts == part:
            try:
                run(fn, i, s, out)
            except Exception as e:
                print("ERR", fn.__name__, repr(e), flush=True)
