"""The command line's verbs, one module each; ``cli.py`` joins them. Composition: may build anything but Qt."""
