"""The security headers of every answer."""

from __future__ import annotations


def security_headers(frame_ancestors: tuple[str, ...] = ()) -> dict[str, str]:
    """Names and values; `frame_ancestors` are origins whose pages may show ours in a frame, besides our own."""
    return {
        "Content-Security-Policy": " ".join(("frame-ancestors 'self'", *frame_ancestors)),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
