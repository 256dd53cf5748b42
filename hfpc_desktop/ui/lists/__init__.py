"""The list of pairs: one model, its table, grid, filmstrip and distribution, and the filters over it."""
