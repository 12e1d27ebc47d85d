"""A live room played: what a host may do when, what was voted, and what it means."""
