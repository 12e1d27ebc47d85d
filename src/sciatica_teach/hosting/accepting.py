"""In which coding an answer is sent: what the browser accepts, by the rules of HTTP (RFC 9110, section 12.5.3).

`gzip;q=0` means "anything but gzip", so looking for the word is not enough. Accept-Encoding is a list of codings, each
with a weight from 0 (never) to 1; `*` stands for those not named, and the plain form ("identity") is acceptable unless
it is excluded. Of the codings with the highest weight the first one offered is taken: browsers weigh all alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tornado.httputil import HTTPHeaders, HTTPServerRequest
from tornado.web import GZipContentEncoding

PLAIN = "identity"
UNTOLD = 0.0005
"""Weight of the plain form where it is not named: below every weight that can be told."""

_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


def choose_coding(accepted: str, offered: Sequence[str]) -> str:
    """One of `offered` (best first) or "identity"; also the latter where nothing would be acceptable."""
    weights = _parse_weights(accepted)
    rest = weights.get("*", 0.0)
    weighed = {coding: weights.get(coding, rest) for coding in offered}
    weighed[PLAIN] = weights.get(PLAIN, weights.get("*", UNTOLD))
    best = max(weighed, key=lambda coding: weighed[coding])
    return best if weighed[best] else PLAIN


def _parse_weights(accepted: str) -> dict[str, float]:
    """Codings with their weights; one that is weighed by nonsense is not accepted."""
    weights = {}
    for entry in accepted.lower().split(","):
        coding, *parameters = (piece.strip() for piece in entry.split(";"))
        told = [piece[2:].strip() for piece in parameters if piece.startswith("q=")]
        if coding:
            weights[coding] = (float(told[0]) if _WEIGHT.fullmatch(told[0]) else 0.0) if told else 1.0
    return weights


class GzipAnswers(GZipContentEncoding):
    """Compresses pages and JSON as they are made; what is compressed already goes through as it is."""

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)
        self._gzipping = choose_coding(request.headers.get("Accept-Encoding", ""), ("gzip",)) == "gzip"

    def _compressible_type(self, ctype: str) -> bool:
        """Not a stream of events: each would keep a compressor of a quarter of a megabyte for as long as it is open."""
        return ctype != "text/event-stream" and bool(super()._compressible_type(ctype))

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        said = headers.get("Vary", "")
        varies = self._compressible_type(headers.get("Content-Type", "").split(";")[0])
        status_code, headers, chunk = super().transform_first_chunk(status_code, headers, chunk, finishing)
        if "accept-encoding" in said.lower():
            headers["Vary"] = said
        elif not varies:
            headers.pop("Vary", None)
            headers.update({"Vary": said} if said else {})
        return status_code, headers, chunk
