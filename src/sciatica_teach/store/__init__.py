"""Learner records: what happened, kept for the learner and for nobody else."""
