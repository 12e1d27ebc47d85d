"""Sciatica Teach: learn the sciatic nerve, tell one leg pain from another, reason from cause to technique.

The widgets a teacher puts into a notebook live in `sciatica_teach.apps`.
"""

__version__ = "0.1.0"
