"""Two pictures under one view: geometry, pyramids, painting, overlays. Knows no pair and no score."""
