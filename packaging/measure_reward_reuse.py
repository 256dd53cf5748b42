"""How much it gains to encode an original once for all its generated images: exported graphs, random weights.

    python packaging/measure_reward_reuse.py [--shape base] [--side 224] [--variants 26] [--rounds 3]

Weights do not matter for time. Prints the ratio within one run; 26 is the mean number of generated images of an
original in the published test list.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shape", default="base")
    parser.add_argument("--side", type=int, default=224)
    parser.add_argument("--variants", type=int, default=26)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()

    import torch

    from hfpc_desktop.inference.sessions import OnnxSession
    from hfpc_desktop.training.blip_shape import NAMED
    from hfpc_desktop.training.reward_export import ENCODER, SCORER, _trace
    from hfpc_desktop.training.reward_model import HfpcBlip

    torch.manual_seed(0)
    net = HfpcBlip(NAMED[chosen.shape].at(chosen.side), 0.0).eval()
    image = np.zeros((1, chosen.side, chosen.side, 3), np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        _trace(net, chosen.side, Path(folder))
        encoder, scorer = (OnnxSession(Path(folder) / name, "cpu", threads=1) for name in (ENCODER, SCORER))
        tokens = encoder.run(image=image)[0]

        def least(call: object) -> float:
            times = []
            for _ in range(chosen.rounds):
                start = time.process_time()
                call()  # type: ignore[operator]
                times.append(time.process_time() - start)
            return min(times)

        encode = least(lambda: encoder.run(image=image))
        score = least(lambda: scorer.run(reference=tokens, tokens=tokens))
    n = chosen.variants
    once, always = (n + 1) * encode + n * score, 2 * n * encode + n * score
    print(
        f"{chosen.shape}, {chosen.side} px, one CPU thread: encode {1e3 * encode:.0f} ms, compare {1e3 * score:.0f} ms"
    )
    print(
        f"{n} generated images of one original: {always / once:.2f} times as fast as encoding it every time"
    )


if __name__ == "__main__":
    main()
