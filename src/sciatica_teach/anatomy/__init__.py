"""The sciatic nerve as something to reason with and something to look at.

`nerves` is the graph that can be damaged and asked; `shapes` is the body in millimetres. Both are pure: content comes
in as values, and nothing here opens a file, draws a figure or knows a widget.
"""
