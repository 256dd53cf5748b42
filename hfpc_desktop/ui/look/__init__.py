"""What every part of the window is made of: theme and tokens, icons, words, small widgets, remembered settings."""
