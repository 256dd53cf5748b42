"""Train the head: train.py MINUTES OUT.pt [SEED] [START.pt]. See README.md beside this file."""

import os
import sys, time, os
import multiprocessing as mp
import numpy as np, cv2, torch, torch.nn.functional as F, onnxruntime as ort
import compose as K
from net import Net, G
from sims import similarities

torch.set_num_threads(1)
so = ort.SessionOptions()
so.intra_op_num_threads = 1
S_ = ort.InferenceSession(
    os.path.join(
        os.path.dirname(__file__),
        "..",
        "..",
        "resources",
        "models",
        "efficientnet-lite2",
        "efficientnet-lite2-features.onnx",
    ),
    so,
)
names = [o.name for o in S_.get_outputs()][:4]


def feats(*bgr):
    return S_.run(names, {"image": np.stack([b[..., ::-1] for b in bgr])})


def small(bgr):
    return (
        cv2.cvtColor(
            cv2.resize(bgr, (G, G), interpolation=cv2.INTER_AREA)[..., ::-1].astype(np.float32) / 255,
            cv2.COLOR_RGB2Lab,
        ).transpose(2, 0, 1)
        / np.array([50, 40, 40], np.float32)[:, None, None]
    )


def pack(s):
    f = feats(s["orig"], s["gen"])
    om = s["om"].astype(np.float32)
    m = cv2.resize(om, (G, G), interpolation=cv2.INTER_AREA)
    d = cv2.distanceTransform((m < 0.5).astype(np.uint8), cv2.DIST_L2, 3) - cv2.distanceTransform(
        (m >= 0.5).astype(np.uint8), cv2.DIST_L2, 3
    )
    d = np.clip(d / 12, -1, 2)
    k = s["kinds"]
    sm = [
        similarities(f[i][0], f[i][1], cv2.resize(om, (G >> i, G >> i), interpolation=cv2.INTER_AREA))
        for i in (1, 2)
    ]
    return dict(
        s8=sm[0].astype(np.float16),
        s16=sm[1].astype(np.float16),
        f=[x.astype(np.float16) for x in f],
        m=m[None].astype(np.float16),
        d=d[None].astype(np.float16),
        lab=np.concatenate([small(s["orig"]), small(s["gen"])]).astype(np.float16),
        gm=cv2.resize(s["gm"], (G, G), interpolation=cv2.INTER_AREA).astype(np.float16),
        ch=cv2.resize(s["ch"], (G, G), interpolation=cv2.INTER_AREA).astype(np.float16),
        y=np.array(
            [s["grown"] > 0.012 and "out" in k, "loss" in k, "change" in k or "replaced" in k, "deform" in k], np.float32
        ),
        wm=np.float32("replaced" not in k),
        wy=np.array([1, 1, 1, 1] if "replaced" not in k else [0, 0, 1, 0], np.float32),
    )


def batch(B):
    t = lambda a: torch.from_numpy(np.stack(a).astype(np.float32))
    o = [t([b["f"][i][0] for b in B]) for i in range(4)]
    g = [t([b["f"][i][1] for b in B]) for i in range(4)]
    return (
        (
            *o,
            *g,
            t([b["m"] for b in B]),
            t([b["d"] for b in B]),
            t([b["lab"] for b in B]),
            t([b["s8"] for b in B]),
            t([b["s16"] for b in B]),
        ),
        t([b["gm"] for b in B]),
        t([b["ch"] for b in B]),
        t([b["y"] for b in B]),
        t([b["wm"] for b in B]),
        t([b["wy"] for b in B]),
    )


def loss_of(net, B):
    x, gm, ch, y, wm, wy = batch(B)
    maps, pair, st = net(*x)
    m = x[8][:, 0]
    ring = F.max_pool2d(x[8], 9, 1, 4)[:, 0]
    near = F.max_pool2d(x[8], 5, 1, 2)[:, 0]
    w = 0.5 + 1.0 * ring + 3 * ((gm > 0.5) & (near < 0.5)).float() + 2 * ((gm < 0.5) & (m > 0.5)).float()
    w = w * ((gm > 0.8) | (gm < 0.2)).float() * wm[:, None, None]
    l1 = (
        F.binary_cross_entropy_with_logits(maps[:, 0], (gm > 0.5).float(), reduction="none") * w
    ).sum() / (w.sum() + 1)
    l2 = (
        F.binary_cross_entropy_with_logits(maps[:, 1], ch, reduction="none", pos_weight=torch.tensor(2.0)) * m
    ).sum() / (m.sum() + 1)
    l3 = (F.binary_cross_entropy_with_logits(pair, y, reduction="none") * wy).mean()
    return (
        l1 + 0.5 * l2 + 0.7 * l3,
        (l1.item(), l2.item(), l3.item()),
        torch.sigmoid(pair).detach().numpy(),
        y.numpy(),
    )


def auc(s, y):
    a, b = s[y > 0.5], s[y < 0.5]
    return float(((a[:, None] > b) + 0.5 * (a[:, None] == b)).mean()) if len(a) and len(b) else float("nan")


def draw(r, S, n, mix=True):
    o = []
    while len(o) < n:
        s = K.sample(r, S, mix=mix)
        if s is not None:
            o.append(pack(s))
    return o


def supply(queue, seed, training):
    """A second process that only makes samples (as far as the machine has time for it)."""
    os.setsid()
    os.nice(15)
    r = np.random.default_rng(seed)
    while True:
        queue.put(draw(r, training, 1)[0])


def check(net, val):
    """One line of figures on the validation samples of assemblies, and of kinds of product."""
    net.eval()
    told = []
    for name, V in val.items():
        P, Y, LL = [], [], []
        with torch.no_grad():
            for i in range(0, len(V), 10):
                _, q, p, y = loss_of(net, V[i : i + 10])
                P.append(p)
                Y.append(y)
                LL.append(q)
        P, Y = np.concatenate(P), np.concatenate(Y)
        told.append(
            f"{name} loss {np.round(np.mean(LL, 0), 3)} auc {[round(auc(P[:, i], Y[:, i]), 3) for i in range(4)]} "
            f"any {auc(1 - np.prod(1 - P, 1), Y.max(1)):.3f}"
        )
    return "  ".join(told)


if __name__ == "__main__":
    minutes = float(sys.argv[1])
    out = sys.argv[2]
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    r = np.random.default_rng(seed)
    torch.manual_seed(seed)
    training, held, _ = K.split()
    print([len(s) for s in (*training, *held)], flush=True)
    net = Net()
    begun = out if os.path.exists(out) else sys.argv[4] if len(sys.argv) > 4 else None
    if begun:
        net.load_state_dict(torch.load(begun))
    vr = np.random.default_rng(7)
    val = {"x": draw(vr, held[0], 80, False), "q": draw(vr, held[1], 80, False)}
    buf = draw(r, training, 64)
    if not begun:
        for i in range(4):
            a = np.concatenate(
                [
                    b["f"][i].astype(np.float32).transpose(0, 2, 3, 1).reshape(-1, b["f"][i].shape[1])
                    for b in buf
                ]
            )
            net.mean[i].data[:] = torch.tensor(a.mean(0))[None, :, None, None]
            net.std[i].data[:] = torch.tensor(a.std(0) + 1e-3)[None, :, None, None]
    print("before", check(net, val), flush=True)
    queue = mp.get_context("fork").Queue(40)
    mp.get_context("fork").Process(target=supply, args=(queue, seed + 1000, training), daemon=True).start()
    opt = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], 2e-3, weight_decay=1e-3)
    t0 = time.time()
    step = fresh = 0
    total = minutes * 60
    hist = []
    while time.time() - t0 < total:
        f = (time.time() - t0) / total
        for g in opt.param_groups:
            g["lr"] = 2e-3 * min(1, (step + 1) / 100) * (1 - f) ** 0.9 + 2e-5
        new = draw(r, training, 1)
        while len(new) < 4 and not queue.empty():
            new.append(queue.get())
        fresh += len(new)
        buf += new
        if len(buf) > 3500:
            buf = buf[-3000:]
        B = new + [buf[i] for i in r.integers(0, len(buf), 11 - len(new))]
        net.train()
        l, parts, _, _ = loss_of(net, B)
        opt.zero_grad()
        l.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        opt.step()
        step += 1
        hist.append(parts)
        if step % 250 == 0:
            print(
                step, f"{time.time() - t0:.0f}s fresh={fresh} train", np.round(np.mean(hist[-250:], 0), 3), check(net, val),
                flush=True,
            )
            torch.save(net.state_dict(), out)
    torch.save(net.state_dict(), out)
    print("done", step, fresh, check(net, val), flush=True)
