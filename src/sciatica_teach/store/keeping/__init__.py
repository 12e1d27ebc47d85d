"""What whoever runs a site does with all records at once: back up, restore, purge, and a copy before an upgrade."""
