"""Benchmarks: ``python -m tests.perf [--json F] [--quick]``. Figures, never pass or fail in the test suite."""
