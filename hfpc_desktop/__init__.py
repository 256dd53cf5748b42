"""HFPC Desktop: judge (original, generated) product pairs on the local machine.

The package is a house with one-way imports, checked by import-linter (see ``pyproject.toml``)::

    domain <- images, inference <- judging <- review, training <- runtime <- ui <- app, cli

``domain``, ``judging`` and ``review`` never import Qt or torch.
"""

from __future__ import annotations

__version__ = "0.1.0"
