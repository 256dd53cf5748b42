"""The main window: it joins the parts, and says what a command does."""
