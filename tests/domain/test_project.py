"""Sites and names: what may carry the counter, spelled as a browser spells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.errors import BadInput
from besedka.domain.ids import OwnerId, ProjectNumber
from besedka.domain.project import MAX_NAME, Project, clean_name, origin_allowed, snippet
from besedka.domain.site import clean_site

LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
HOST = st.lists(LABEL, min_size=1, max_size=4).map(".".join).filter(lambda h: not h.split(".")[-1].isdigit())


def site_or_none(text: str) -> str | None:
    try:
        return clean_site(text)
    except BadInput:
        return None


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("shop.example", "https://shop.example"),
        (" https://Shop.Example/path?q#f ", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://shop.example:80/", "http://shop.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://магазин.рф", "https://xn--80aairftm.xn--p1ai"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://[0:0:0:0:0:0:0:1]", "http://[::1]"),
        ("http://192.168.1.20", "http://192.168.1.20"),
        ("https://my_shop.example", "https://my_shop.example"),
    ],
)
def test_a_site_is_an_origin_as_browsers_spell_it(typed: str, site: str) -> None:
    assert clean_site(typed) == site


@pytest.mark.parametrize(
    "typed",
    ["", " ", "https://", "ftp://shop.example", "javascript:alert(1)", "https://user:word@shop.example", "https://@shop.example",
     "https://shop.example:99999", "https://[::1", "https://[bad]", "a b", "https://*", "*.shop.example", 'https://"><script>',
     "https://shop..example", "https://\u202eelpmaxe.pohs", "file:///etc/passwd", "https://shop.example\\@evil.example"],
)  # fmt: skip
def test_what_is_no_site_is_refused_by_name(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        clean_site(typed)
    assert refused.value.code == "site_invalid"


@given(st.text(st.characters(), max_size=60))
def test_a_site_never_breaks_and_is_stable(typed: str) -> None:
    site = site_or_none(typed)
    if site is not None:
        assert clean_site(site) == site
        assert site.isascii()
        assert not set(site) & set("\"'<>\\* @?#")


@given(HOST, st.sampled_from(["http", "https"]), st.integers(min_value=1, max_value=65535))
def test_any_host_with_any_port_is_a_site(host: str, scheme: str, port: int) -> None:
    default = {"http": 80, "https": 443}[scheme]
    assert clean_site(f"{scheme}://{host.upper()}:{port}") == f"{scheme}://{host}" + (
        "" if port == default else f":{port}"
    )


def _project(*sites: str) -> Project:
    return Project(ProjectNumber(1001), "0" * 32, "Shop", OwnerId(b"o" * 16), sites, "auto", 165)


@pytest.mark.parametrize(
    "origin",
    [None, "null", "", "https://shop.example.evil.example", "http://shop.example", "https://shop.example:8443", "https://evilshop.example",
     "https://SHOP.example", "https://shop.example/"],
)  # fmt: skip
def test_only_the_exact_origin_may_talk(origin: str | None) -> None:
    assert not origin_allowed(_project("https://shop.example"), origin, "https://chat.example")


def test_listed_sites_and_the_server_itself_may_talk() -> None:
    project = _project("https://shop.example", "http://localhost:3000")
    for origin in ("https://shop.example", "http://localhost:3000", "https://chat.example"):
        assert origin_allowed(project, origin, "https://chat.example")


@given(st.text(st.characters(), max_size=150))
def test_a_name_is_one_visible_line(text: str) -> None:
    visible = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not 0 < len(visible) <= MAX_NAME:
        with pytest.raises(BadInput, match=r"name_(empty|too_long)"):
            clean_name(text)
        return
    name = clean_name(text)
    assert clean_name(name) == name
    assert name.isprintable()
    assert 0 < len(name) <= MAX_NAME


def test_directions_cannot_be_turned_in_a_name() -> None:
    assert clean_name("Anna\u202egnp.exe") == "Anna gnp.exe"


def test_the_snippet_names_server_and_key() -> None:
    text = snippet("https://chat.example", "a" * 32)
    assert f'"https://chat.example/c/{"a" * 32}.js"' in text
    assert text.count("<script") == text.count("</script>") == 2
