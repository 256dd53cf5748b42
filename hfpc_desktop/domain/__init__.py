"""Values and rules, numpy only: no files, no threads, no Qt, no models."""
