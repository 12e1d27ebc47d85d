"""Learners without a browser, many at once, and what breaks under them.

A learner here speaks what a browser speaks to the server: it fetches a lesson with a cookie jar of its own, opens the
kernel's websocket, asks for the widgets, presses what is on screen, keeps every command until it is acknowledged, and
sends it again when a kernel was lost. Afterwards the acknowledged commands are looked up in the record store, one by
one: each has to be there exactly once.

Everything stays on this machine, is bounded in number and time, and ends by itself.
"""
