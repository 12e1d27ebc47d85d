"""The nerve graph: damage it, and ask it what was damaged."""
