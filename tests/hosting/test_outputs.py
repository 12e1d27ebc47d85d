"""What of a cell's output is HTML of the page, and what of HTML stays."""

from __future__ import annotations

import pytest

from sciatica_teach.hosting.outputs import needs_script, without_scripts


@pytest.mark.parametrize(("html", "cleaned"), [
    ("<script>alert(1)</script>a", "a"),
    ("<p onclick='alert(1)'>b</p>", "<p>b</p>"),
    ("<img src='x.png' onerror='alert(1)' alt='c'>", '<img src="x.png" alt="c">'),
    ("<a href='javascript:alert(1)'>d</a>", '<a rel="noopener">d</a>'),
    ("<a href=' JaVa\tScRiPt:alert(1)'>e</a>", '<a rel="noopener">e</a>'),
    ("<style>p { color: red }</style><p style='color: red'>f</p>", "<p>f</p>"),
    ("<svg onload='alert(1)'><script>1</script></svg>g", "g"),
    ("<iframe srcdoc='<script>1</script>'></iframe>h", "h"),
    ("<form action='/resume'><input name='code'><button data-st='reload'>i</button></form>", "i"),
    ("<base href='https://elsewhere.example/'><meta http-equiv='refresh' content='0'>j", "j"),
    ("<!-- k -->l", "l"),
])
def test_nothing_that_runs_or_leads_elsewhere_unasked_is_left(html, cleaned):
    assert without_scripts(html) == cleaned


@pytest.mark.parametrize("html", [
    '<table><tbody><tr><td class="st-number" data-key="rate" colspan="2">0.62</td></tr></tbody></table>',
    '<p aria-label="Rate" title="A rate" lang="la">ratio</p>',
    '<a href="https://example.org/" target="_blank" rel="noopener">source</a>',
    '<a href="#odds" rel="noopener">further down</a>',
    '<img src="data:image/png;base64,AAAA" alt="a picture">',
    '<details open=""><summary>More</summary>text</details>',
    '<section id="odds" role="region" tabindex="0"><meter min="0" max="1" value="0.5">half</meter></section>',
])
def test_text_tables_pictures_and_links_stay_as_they_are(html):
    def pieces(text: str) -> list[str]:  # the order of attributes is free
        return sorted(text.replace(">", " >").split())

    assert pieces(without_scripts(html)) == pieces(html)


@pytest.mark.parametrize(("media_types", "needed"), [
    ({"text/plain"}, False),
    ({"text/html", "text/plain"}, False),
    ({"image/svg+xml"}, False),
    ({"text/plain", "application/vnd.jupyter.widget-view+json"}, True),
    ({"text/plain", "application/vnd.plotly.v1+json"}, True),
])
def test_what_html_has_no_word_for_needs_a_script(media_types, needed):
    assert needs_script(media_types) is needed
