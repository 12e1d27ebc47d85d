"""From what the learner did to what it earned, and why: quiz items, beliefs, certainty and whole cases. Pure."""
