"""The other ways to the same table, each a program of its own, so that it is measured whole."""
