"""What is seen on a page of a site: the counter, its key, its place, and the page's own policy."""

import time

import pytest

from besedka.domain.ids import Instant
from besedka.domain.project import snippet
from besedka.domain.sighting import HOUR, HOURS, seen, site_of
from besedka.domain.site_check import look

BASE, PAGE, KEY, OTHER = "https://chat.example", "https://shop.example", "5" * 32, "6" * 32
OURS = snippet(BASE, KEY)
FORMER = (
    '<script>\n(function(w,d,u){var s=d.createElement("script");s.async=1;s.src=u;d.head.appendChild(s)})\n'
    f'(window,document,"{BASE}/c/{KEY}.js")\n</script>'
)
"""The code as it was first given out, all of it inline: it is on sites."""
QUEUE = (
    "<!-- Besedka -->\n<script>\nwindow.besedka=window.besedka||function(){(besedka.q=besedka.q||[]).push(arguments)}\n"
    f'</script>\n<script async crossorigin src="{BASE}/c/{KEY}.js"></script>\n<!-- /Besedka -->'
)
"""The code as it was given out before it put nodes on the page."""
ROISTAT = (
    f"<script>(function(w,d,s,h,id){{w.roistatProjectId=id}})(window,document,'script','chat.example','{KEY}')</script>"
)


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html>\n<html><head>\n{head}\n</head><body>\n{body}\n</body></html>"


@pytest.mark.parametrize(
    ("html", "found", "line", "in_head"),
    [
        (page(OURS), "ours", 9, True), (page(body=OURS), "ours", 11, False), (page(ROISTAT), "roistat", 3, True),
        (page(snippet(BASE, OTHER)), "other_key", 9, True), (page(snippet("https://else.example", KEY)), "other_host", 9, True),
        (page(snippet(BASE, OTHER) + OURS), "ours", 16, True), (page(FORMER), "ours", 5, True), (page(QUEUE), "ours", 7, True),
        (page(), "nothing", None, True), ("", "nothing", None, True),
    ],
)  # fmt: skip
def test_the_counter_is_found(html: str, found: str, line: int | None, in_head: bool) -> None:
    looked = look(html, [], PAGE, BASE, KEY)
    assert (looked.found, looked.line, looked.in_head) == (found, line, in_head)
    assert looked.add == {}


def test_a_policy_in_a_header_and_one_in_the_page() -> None:
    meta = "<META HTTP-EQUIV='Content-Security-Policy' content=\"connect-src &#39;self&#39;\">"
    looked = look(page(meta + OURS), ["img-src 'self'"], PAGE, BASE, KEY)
    assert looked.policies == 2
    assert set(looked.add) == {"img-src", "connect-src"}


def test_an_inline_snippet_needs_the_page_s_nonce() -> None:
    policy = f"script-src 'nonce-abc' {BASE}"
    assert not look(page(FORMER), [policy], PAGE, BASE, KEY).inline
    assert look(page(FORMER.replace("<script>", '<script nonce="abc">')), [policy], PAGE, BASE, KEY).inline
    assert look(page(OURS), [policy], PAGE, BASE, KEY).inline, (
        "what comes by an address needs no leave for lines of its own"
    )


@pytest.mark.parametrize("piece", ["<meta ", "a://", "<script ", "roistat", "</head ", f"/c/{'5' * 32}", "<script x='"])
def test_no_page_holds_the_server_up(piece: str) -> None:
    started = time.process_time()
    look(piece * (1_000_000 // len(piece)), ["default-src 'self'"], PAGE, BASE, KEY)
    assert time.process_time() - started < 2.0


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://Shop.example/a?b#c", "https://shop.example"), ("http://localhost:3000/", "http://localhost:3000"),
        ("file:///home/me.html", None), ("null", None), ("https://", None), ("https://[::1", None),
    ],
)  # fmt: skip
def test_a_page_is_of_a_site(url: str, site: str | None) -> None:
    assert site_of(url) == site


def test_loads_of_a_day_are_counted_by_the_hour() -> None:
    start = 1_000 * HOUR
    one = seen(None, PAGE, f"{PAGE}/a", 3, Instant(start + 5))
    two = seen(one, PAGE, f"{PAGE}/b", 4, Instant(start + HOUR))
    assert (two.first_at, two.last_at, two.url) == (start + 5, start + HOUR, f"{PAGE}/b")
    assert two.within_a_day(Instant(start + HOUR)) == 7
    assert two.within_a_day(Instant(start + 23 * HOUR)) == 7
    assert two.within_a_day(Instant(start + HOURS * HOUR)) == 4
    assert two.within_a_day(Instant(start + 25 * HOUR)) == 0
    assert seen(two, PAGE, PAGE, 1, Instant(start)).within_a_day(Instant(start)) == 8, (
        "a clock that jumps back loses nothing"
    )
