"""What a Content-Security-Policy lets the chat do, case by case."""

import pytest

from besedka.domain import csp

BASE, PAGE = "https://chat.example", "https://shop.example"
WELL = f"script-src {BASE}; connect-src {BASE} wss://chat.example; img-src {BASE} blob:"
CASES = [
    ("", {}),
    ("frame-ancestors 'none'", {}),
    (WELL, {}),
    ("default-src *; img-src * blob:", {}),
    ("default-src https: wss: blob:", {}),
    ("script-src https://*.example; connect-src *; img-src * blob:", {}),
    ("script-src https://*.chat.example; connect-src *; img-src * blob:", {"script-src": f"script-src https://*.chat.example {BASE}"}),
    ("script-src 'nonce-abc' 'strict-dynamic'; connect-src *; img-src * blob:", {}),
    ("script-src 'self'", {"script-src": f"script-src 'self' {BASE}"}),
    ("default-src 'none'", {
        "script-src": f"script-src {BASE}", "connect-src": f"connect-src {BASE} wss://chat.example", "img-src": f"img-src {BASE} blob:",
    }),
    ("connect-src https://chat.example", {}),
    ("connect-src http://chat.example", {}),
    ("connect-src https://chat.example:8443", {"connect-src": f"connect-src https://chat.example:8443 {BASE} wss://chat.example"}),
    ("connect-src chat.example", {}),
    ("img-src 'self' data:; script-src *; SCRIPT-SRC 'none'", {"img-src": f"img-src 'self' data: {BASE} blob:"}),
    (f"{WELL}, connect-src 'self'", {"connect-src": f"connect-src 'self' {BASE} wss://chat.example"}),
]  # fmt: skip


@pytest.mark.parametrize(("header", "add"), CASES)
def test_what_is_missing_is_given_as_it_would_have_to_be(header: str, add: dict[str, str]) -> None:
    assert csp.additions(csp.parse(header), BASE, PAGE) == add


def test_a_policy_with_what_was_missing_blocks_nothing() -> None:
    for header, _ in CASES:
        for policy in csp.parse(header):
            fixed = "; ".join(csp.additions([policy], BASE, PAGE).values())
            kept = "; ".join(f"{name} {' '.join(s)}" for name, s in policy.items() if name not in fixed)
            assert csp.additions(csp.parse(f"{fixed}; {kept}"), BASE, PAGE) == {}, header


def test_the_chat_on_the_page_s_own_server() -> None:
    assert csp.additions(csp.parse("default-src 'self' blob:"), BASE, BASE) == {}


@pytest.mark.parametrize(
    ("header", "nonce", "runs"),
    [
        ("", "", True), ("default-src 'self'", "", False), ("script-src 'unsafe-inline'", "", True),
        ("script-src 'unsafe-inline' 'nonce-abc'", "", False), ("script-src 'nonce-abc'", "abc", True),
        ("script-src 'nonce-abc'", "other", False), ("script-src 'unsafe-inline', script-src 'self'", "", False),
    ],
)  # fmt: skip
def test_whether_the_snippet_itself_runs(header: str, nonce: str, runs: bool) -> None:
    assert csp.runs_inline(csp.parse(header), nonce) is runs
