"""Worked examples for the lessons: the numbers that the engines compute, for a clinician to check by hand."""

from sciatica_teach.apps.examples.beliefs import belief_example, certainty_example

__all__ = ["belief_example", "certainty_example"]
