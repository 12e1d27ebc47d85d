"""The web server without its content check, for tests of the server itself: `python bare_server.py NOTEBOOKS [PORT]`.

Reads the same settings as `sciatica-teach serve` and prints the same line when it is ready.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sciatica_teach.hosting.launch import build_app
from sciatica_teach.hosting.options import ServeOptions
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store


def main() -> None:
    notebooks, *port = sys.argv[1:]
    settings = Settings.from_environment(os.environ)
    options = ServeOptions(port=int(port[0]) if port else 0, notebooks=Path(notebooks))
    build_app(options, settings, open_store(settings), "test-content", lambda words: print(words, flush=True)).start()


if __name__ == "__main__":
    main()
