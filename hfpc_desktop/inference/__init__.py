"""Model manifests, the model store, devices and ONNX Runtime sessions. Knows no product, no pair.

Importing this package does not import ONNX Runtime: the first use of a session does.
"""

from hfpc_desktop.inference.devices import Device, available_devices, parse_device
from hfpc_desktop.inference.manifest import ModelFile, ModelInput, ModelManifest, read_manifest
from hfpc_desktop.inference.resources import resource_path, resource_root
from hfpc_desktop.inference.sessions import OnnxSession
from hfpc_desktop.inference.store import ModelInfo, ModelStore, Verification

__all__ = [
    "Device",
    "ModelFile",
    "ModelInfo",
    "ModelInput",
    "ModelManifest",
    "ModelStore",
    "OnnxSession",
    "Verification",
    "available_devices",
    "parse_device",
    "read_manifest",
    "resource_path",
    "resource_root",
]
