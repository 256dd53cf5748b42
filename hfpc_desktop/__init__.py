"""HFPC Desktop: judge (original, generated) product pairs on the local machine.

The package is a house with one-way imports, checked by import-linter (see ``pyproject.toml``)::

    domain <- images, inference <- judging <- review, training <- runtime <- ui <- app, cli

``domain``, ``judging`` and ``review`` never import Qt or torch.
"""

from __future__ import annotations

import os

# ONNX Runtime's newer wheels report use to their vendor, and read this once, when they are loaded.
# Nothing leaves this machine unless a person sets it otherwise.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__version__ = "0.1.0"
