"""Export the head to ONNX with a parity check: export.py IN.pt OUT.onnx. See README.md beside this file."""

import os
import sys
import torch, hashlib, os, numpy as np
from net import Net, C, G

src, out = sys.argv[1], sys.argv[2]
net = Net()
net.load_state_dict(torch.load(src))
net.eval()
z = [torch.randn(1, c, G >> i, G >> i) for i, c in enumerate(C)] * 2
m = (torch.rand(1, 1, G, G) > 0.5).float()
args = (
    *z,
    m,
    torch.randn(1, 1, G, G),
    torch.randn(1, 6, G, G),
    torch.randn(1, 4, 36, 36),
    torch.randn(1, 4, 18, 18),
)
names = ["o4", "o8", "o16", "o32", "g4", "g8", "g16", "g32", "mask", "dist", "lab", "sim8", "sim16"]
os.makedirs(os.path.dirname(out), exist_ok=True)
torch.onnx.export(
    net,
    args,
    out,
    input_names=names,
    output_names=["maps", "odds", "areas"],
    opset_version=17,
    dynamo=False,
    dynamic_axes=None,
)
import onnxruntime as ort

s = ort.InferenceSession(out)
r = s.run(None, {n: a.numpy() for n, a in zip(names, args)})
with torch.no_grad():
    t = net(*args)
print(
    "parity",
    [float(np.abs(a - b.numpy()).max()) for a, b in zip(r, t)],
    os.path.getsize(out),
    hashlib.sha256(open(out, "rb").read()).hexdigest(),
)
import time

t0 = time.process_time()
[s.run(None, {n: a.numpy() for n, a in zip(names, args)}) for _ in range(5)]
print("ms", (time.process_time() - t0) * 200)
