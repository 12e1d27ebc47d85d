"""Which coding a browser gets, by the rules of HTTP."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from sciatica_teach.hosting.accepting import GzipAnswers, choose_coding

OFFERED = ("br", "gzip")


@pytest.mark.parametrize(("accepted", "chosen"), [
    ("", "identity"),
    ("gzip, deflate", "gzip"),
    ("gzip, deflate, br, zstd", "br"),
    ("GZIP", "gzip"),
    ("br;q=0, gzip", "gzip"),
    ("br;q=0.000,gzip;q=0", "identity"),
    ("br;q=0.5, gzip;q=0.8", "gzip"),
    ("br ; q=0.8 , gzip ; Q=0.5", "br"),
    ("*", "br"),
    ("*;q=0.2, gzip;q=0.9", "gzip"),
    ("*;q=0", "identity"),
    ("*;q=0, gzip", "gzip"),
    ("identity", "identity"),
    ("identity;q=1, gzip;q=0.5", "identity"),
    ("identity;q=0", "identity"),  # nothing would do: the plain form is better than no page
    ("identity;q=0, *", "br"),
    ("gzip;q=nan", "identity"),
    ("gzip;q=2", "identity"),
    ("gzip;q=", "identity"),
    ("deflate, gzipped", "identity"),
    (",,;q=1,gzip", "gzip"),
])
def test_what_is_chosen(accepted: str, chosen: str) -> None:
    assert choose_coding(accepted, OFFERED) == chosen


@given(st.text(alphabet="brgzipdentity*;q=.,01 ", max_size=60) | st.text(max_size=30))
def test_any_header_has_an_answer_and_never_one_that_was_excluded(accepted: str) -> None:
    chosen = choose_coding(accepted, OFFERED)
    assert chosen in (*OFFERED, "identity")
    assert chosen == "identity" or chosen in accepted.lower() or "*" in accepted
    assert choose_coding(f"br;q=0,gzip;q=0,{accepted.replace('br', '').replace('gzip', '')}", OFFERED) == "identity"


def answer(accepted: str, body: bytes, **headers: str) -> tuple[HTTPHeaders, bytes]:
    """What becomes of an answer on its way out."""
    line = RequestStartLine("GET", "/", "HTTP/1.1")
    request = HTTPServerRequest(start_line=line, headers=HTTPHeaders({"Host": "here", "Accept-Encoding": accepted}))
    named = HTTPHeaders({name.replace("_", "-"): value for name, value in headers.items()})
    _, sent, chunk = GzipAnswers(request).transform_first_chunk(200, named, body, True)
    return sent, chunk


def test_a_page_is_compressed_for_who_takes_it_and_for_nobody_else() -> None:
    page = b"<p>The sciatic nerve</p>" * 200
    sent, chunk = answer("gzip", page, Content_Type="text/html")
    assert (sent["Content-Encoding"], sent["Vary"], gzip.decompress(chunk)) == ("gzip", "Accept-Encoding", page)
    sent, chunk = answer("gzip;q=0", page, Content_Type="text/html")
    assert ("Content-Encoding" in sent, sent["Vary"], chunk) == (False, "Accept-Encoding", page)


def test_what_is_compressed_already_goes_through_and_varies_once() -> None:
    said = {"Content_Type": "text/css", "Content_Encoding": "br", "Vary": "Accept-Encoding"}
    sent, chunk = answer("gzip, br", b"\x0b\x02", **said)
    assert (sent["Content-Encoding"], sent.get_list("Vary"), chunk) == ("br", ["Accept-Encoding"], b"\x0b\x02")


def test_a_picture_does_not_vary() -> None:
    sent, _ = answer("gzip", b"\x89PNG" * 1000, Content_Type="image/png")
    assert "Vary" not in sent
    assert "Content-Encoding" not in sent
