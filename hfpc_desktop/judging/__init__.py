"""Judging a pair: masks, registration, evidence, consistency, reward. Pure functions of (pixels, models, settings)."""
