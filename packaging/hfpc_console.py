"""The console program of the frozen build (``hfpc``)."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from hfpc_desktop.cli import main

    sys.exit(main())
