"""The kernels behind the pages: always this interpreter, never restarted in silence, ended when nobody uses them.

A visitor's page is a conversation with one kernel. If that kernel dies, Jupyter would start an empty one under the same
id; the page would look alive and answer nothing. So a dead kernel stays dead, and the page learns it from `lifeline`.
"""
