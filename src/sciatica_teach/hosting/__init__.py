"""The web server: Voilà with our own pages, identity and static files. Nothing here knows what a lesson teaches."""
