"""Use-cases: a state, what may be done in it, and the events that follow. No widget, no store, no clock."""
