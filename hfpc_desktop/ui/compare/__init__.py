"""The compare view: its modes, bars, difference maps and notes over the canvas."""
