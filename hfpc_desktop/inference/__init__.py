"""Model manifests, the model store, devices and ONNX Runtime sessions. Knows no product, no pair."""
