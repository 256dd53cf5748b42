"""Commands: the registry of actions, their keys, and the places that show them (palette, key help, shortcut editor)."""
