"""Live rooms served: pages for phones and for the wall, without a kernel."""
