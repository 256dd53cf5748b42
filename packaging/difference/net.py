"""The difference head (torch). See README.md beside this file."""

import os
import torch, torch.nn as nn, torch.nn.functional as F

C = (24, 48, 120, 352)
D = (12, 16, 24, 32)
G = 72


class Net(nn.Module):
    """maps: product, change (logits, 72 x 72); pair logits: out, loss, change, deform; six areas."""

    def __init__(s):
        super().__init__()
        s.mean = nn.ParameterList([nn.Parameter(torch.zeros(1, c, 1, 1), requires_grad=False) for c in C])
        s.std = nn.ParameterList([nn.Parameter(torch.ones(1, c, 1, 1), requires_grad=False) for c in C])
        s.proj = nn.ModuleList([nn.Conv2d(c, d, 1) for c, d in zip(C, D)])
        W = (24, 32, 32, 32)
        x = [3 * d + 1 for d in D]
        x[0] += 1 + 9
        x[1] += 4
        x[2] += 4
        s.c0 = nn.Conv2d(x[0] + W[1], W[0], 1)
        s.c = nn.ModuleList(
            [
                nn.Conv2d(W[0], W[0], 3, padding=1),
                nn.Conv2d(x[1] + W[2], W[1], 3, padding=1),
                nn.Conv2d(x[2] + W[3], W[2], 3, padding=1),
                nn.Conv2d(x[3], W[3], 3, padding=1),
            ]
        )
        s.c4 = nn.Conv2d(24, 24, 3, padding=1)
        s.out = nn.Conv2d(24, 2, 1)
        s.h1 = nn.Linear(32 * 4 + 24 * 3 + 6, 48)
        s.h2 = nn.Linear(48, 4)

    def forward(s, o4, o8, o16, o32, g4, g8, g16, g32, mask, dist, lab, sim8, sim16):
        O = [(f - m) / d for f, m, d in zip((o4, o8, o16, o32), s.mean, s.std)]
        Gn = [(f - m) / d for f, m, d in zip((g4, g8, g16, g32), s.mean, s.std)]
        ms = [mask] + [F.avg_pool2d(mask, k, k) for k in (2, 4, 8)]
        X = []
        for i in range(4):
            po, pg = s.proj[i](O[i]), s.proj[i](Gn[i])
            m = ms[i]
            e = [pg, po * m, (pg - po).abs() * m, m]
            if i in (1, 2):
                e.append((sim8, sim16)[i - 1])
            if i == 0:
                e += [dist, lab, (lab[:, :3] - lab[:, 3:]).abs() * m]
            X.append(torch.cat(e, 1))
        up = lambda t: F.interpolate(t, scale_factor=2, mode="nearest")
        y3 = F.relu(s.c[3](X[3]))
        y2 = F.relu(s.c[2](torch.cat([X[2], up(y3)], 1)))
        y1 = F.relu(s.c[1](torch.cat([X[1], up(y2)], 1)))
        y0 = F.relu(s.c0(torch.cat([X[0], up(y1)], 1)))
        y0 = F.relu(s.c[0](y0))
        z = F.relu(s.c4(y0)) + y0
        maps = s.out(z)
        p = torch.sigmoid(maps)
        ring = F.max_pool2d(mask, 5, 1, 2)
        core = -F.max_pool2d(-mask, 3, 1, 1)
        area = mask.sum((2, 3)) + 1
        outm = p[:, :1] * (1 - ring)
        lost = (1 - p[:, :1]) * core
        chm = p[:, 1:] * mask
        st = torch.cat(
            [
                (outm.sum((2, 3)) / area),
                F.avg_pool2d(outm, 3, 1, 1).amax((2, 3)),
                (lost.sum((2, 3)) / area),
                F.avg_pool2d(lost, 3, 1, 1).amax((2, 3)),
                (chm.sum((2, 3)) / area),
                F.avg_pool2d(chm, 3, 1, 1).amax((2, 3)),
            ],
            1,
        )
        mm = lambda t, w: (t * w).sum((2, 3)) / (w.sum((2, 3)) + 1)
        v = torch.cat(
            [
                y1.amax((2, 3)),
                mm(y1, ms[1]),
                y2.amax((2, 3)),
                mm(y2, ms[2]),
                z.amax((2, 3)),
                mm(z, mask),
                mm(z, ring - mask),
                st,
            ],
            1,
        )
        return maps, s.h2(F.relu(s.h1(v))), st
