"""Binder's Jupyter server starts the apps when /sciatica/ is opened, and leads there."""

c = get_config()  # noqa: F821  # the Jupyter server puts it there
c.ServerProxy.servers = {
    "sciatica": {
        "command": ["sciatica-teach", "serve", "--no-open", "--port", "{port}", "--base-url", "{base_url}sciatica/"],
        "absolute_url": True,
        "timeout": 120,
        "launcher_entry": {"title": "Sciatica Teach"},
    }
}
