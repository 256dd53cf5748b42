"""Threads, queues, cancellation and progress. `jobs` is free of Qt; `qt_bridge` is where signals meet threads."""
