"""The editor of an original's mask."""
