"""The mean of several states of one training run: average.py OUT.pt IN.pt IN.pt ... (their noise averages out)."""

import sys

import torch

states = [torch.load(path) for path in sys.argv[2:]]
torch.save({k: sum(s[k] for s in states) / len(states) for k in states[0]}, sys.argv[1])
