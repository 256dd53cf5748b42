"""Qt widgets, item models, delegates, actions and theme. Widgets draw state and emit intent."""
