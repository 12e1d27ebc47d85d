"""Endless patients: a whole teaching case from a whole number, the same on every machine.

`patient.generate_case` puts them together: `person` draws who it is, `signs` what is found, `fitting` makes the
findings fit one another, `learner` says how hard it is, `deciding` and `plans` what is right, `prose` what is said.
"""
