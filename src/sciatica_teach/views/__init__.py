"""What the learner sees: parts, the views composed of them, and nothing that decides or remembers.

This is the only floor that knows a screen. A view turns a session's state into the states of a few parts, and a part's
action into a call of that session; whatever must outlive the page is kept by the store, never here.
"""
