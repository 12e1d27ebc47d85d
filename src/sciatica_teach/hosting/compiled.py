"""Templates compiled once for all pages.

nbconvert makes a new Jinja environment for every page, which reads, parses and compiles the same fourteen templates
again: an eighth of a second before the first byte of each page, in which the server answers nobody else. What is kept
here is the code that comes of it, by template and content, so that an edited template is compiled anew. Jinja works out
filters of constants while it compiles, so all environments must have the same filters; those of the lessons have.
"""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """In memory: a server has some twenty templates."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", b""))
        if checksum == bucket.checksum:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.bytecode_to_string())


COMPILED = CompiledTemplates()
