"""Use cases without Qt: scan, score, decide, undo, export, and the project store."""
