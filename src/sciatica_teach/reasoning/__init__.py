"""Belief over causes, the value of the next question, and the rule that says when to refer.

Pure: content and findings in, values out. Randomness comes as a `numpy.random.Generator`.
"""
