"""What phones, the wall and the host's remote show of a live room, as JSON."""
