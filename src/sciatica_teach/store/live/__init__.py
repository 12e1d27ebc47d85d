"""Live rooms and their votes, beside the learners' records."""
