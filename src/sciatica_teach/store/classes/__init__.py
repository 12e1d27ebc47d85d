"""Classes: whose record an instructor may read, because they joined."""
