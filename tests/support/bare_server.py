"""The web server without its content check, for tests of the server itself: `python bare_server.py NOTEBOOKS OPTIONS`,
where OPTIONS are those of `ServeOptions` as JSON.

Reads the same settings as `sciatica-teach serve` and prints the same line when it is ready.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from sciatica_teach.hosting.launch import build_app
from sciatica_teach.hosting.options import ServeOptions
from sciatica_teach.settings import Settings
from sciatica_teach.store.opening import open_store


def main() -> None:
    notebooks, told = sys.argv[1:]
    settings = Settings.from_environment(os.environ)
    options = ServeOptions(notebooks=Path(notebooks), **{"port": 0, "spare_kernels": 0, **json.loads(told)})
    build_app(options, settings, open_store(settings), "test-content", lambda words: print(words, flush=True)).start()


if __name__ == "__main__":
    main()
