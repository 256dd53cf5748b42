"""Dialogs about files: opening, pairing, folders that moved, what came in, exports."""
