"""What may be typed for each way to get in touch, and what a page opens for it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besedka.domain.errors import BadInput
from besedka.domain.ways import LinkKind, address

KINDS: tuple[LinkKind, ...] = ("telegram", "whatsapp", "vk", "viber", "max", "email", "phone", "link")

OPENED: list[tuple[LinkKind, str, str]] = [
    ("telegram", "@shop_bot", "https://t.me/shop_bot"),
    ("telegram", "shop_bot", "https://t.me/shop_bot"),
    ("telegram", "t.me/shop_bot?start=site", "https://t.me/shop_bot?start=site"),
    ("telegram", "https://telegram.me/shop_bot", "https://t.me/shop_bot"),
    ("telegram", "https://t.me/+AbCdEf12345", "https://t.me/+AbCdEf12345"),
    ("telegram", "+7 900 000-00-14", "https://t.me/+79000000014"),
    ("whatsapp", "8 900 000-00-14", "https://wa.me/79000000014"),
    ("whatsapp", "wa.me/79000000014", "https://wa.me/79000000014"),
    ("whatsapp", "https://wa.me/message/ABC123", "https://wa.me/message/ABC123"),
    ("whatsapp", "https://api.whatsapp.com/send?phone=79000000014", "https://api.whatsapp.com/send?phone=79000000014"),
    ("vk", "vk.me/shop", "https://vk.me/shop"),
    ("vk", "https://vk.com/club123", "https://vk.com/club123"),
    ("vk", "@shop", "https://vk.me/shop"),
    ("vk", "https://vk.com/im?sel=-123", "https://vk.com/im?sel=-123"),
    ("viber", "+7 900 000-00-14", "viber://chat?number=%2B79000000014"),
    ("viber", "viber://pa?chatURI=shop", "viber://pa?chatURI=shop"),
    ("max", "max.ru/shop", "https://max.ru/shop"),
    ("max", "https://max.ru/u/f9LHodD0cOI-abc", "https://max.ru/u/f9LHodD0cOI-abc"),
    ("email", "hello@shop.example", "mailto:hello@shop.example"),
    ("email", "mailto:hello@shop.example", "mailto:hello@shop.example"),
    ("phone", "+7 (495) 000-00-14", "tel:+74950000014"),
    ("phone", "tel:84950000014", "tel:+74950000014"),
    ("link", "shop.example/контакты", "https://shop.example/%D0%BA%D0%BE%D0%BD%D1%82%D0%B0%D0%BA%D1%82%D1%8B"),
    ("link", "https://магазин.рф", "https://xn--80aairftm.xn--p1ai/"),
    ("link", "https://Shop.example/a?b=c&d=%20#e", "https://shop.example/a?b=c&d=%20#e"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "opened"), OPENED)
def test_what_people_type_leads_there(kind: LinkKind, typed: str, opened: str) -> None:
    assert address(kind, typed) == opened


REFUSED: list[tuple[LinkKind, str, str]] = [
    ("telegram", "t.me/", "way_telegram"),
    ("telegram", "@ab", "way_telegram"),
    ("telegram", "https://t.me.evil.example/shop_bot", "way_telegram"),
    ("telegram", "tg://resolve?domain=shop", "way_scheme"),
    ("whatsapp", "shop", "way_whatsapp"),
    ("whatsapp", "+7 900", "phone_short"),
    ("vk", "vk.com/feed", "way_section"),
    ("vk", "https://vk.com/im", "way_section"),
    ("vk", "shop.example", "way_vk"),
    ("viber", "viber://forward?text=x y", "way_viber"),
    ("max", "max.example/shop", "way_max"),
    ("email", "hello@", "way_email"),
    ("phone", "call us", "way_phone"),
    ("link", "http://shop.example", "way_scheme"),
    ("link", "javascript:alert(1)", "way_scheme"),
    ("link", "JavaScript:alert(1)//shop.example", "way_scheme"),
    ("link", "java\nscript:alert(1)", "way_link"),
    ("link", "data:text/html,x", "way_scheme"),
    ("link", "https://user:secret@shop.example", "way_link"),
    ("link", "shop", "way_link"),
    ("link", "https://shop.example/a b", "way_link"),
    ("link", "https://shop.example/" + "a" * 300, "way_long"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "code"), REFUSED)
def test_what_leads_nowhere_is_refused_with_its_cure(kind: LinkKind, typed: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        address(kind, typed)
    assert refused.value.code == code


SAFE = re.compile(r"(?:https://[a-z0-9.-]+(?::\d+)?/|mailto:[^?\s]+$|tel:\+\d+$|viber://(?:chat|pa|add)\?)[\x21-\x7e]*")
PIECES = st.sampled_from(
    ["https://", "http://", "javascript:", "//", "t.me/", "vk.com/", "wa.me/", "@", "shop", ".ru", "?", "#", '"', "<", "\\", " ",
     "\t", "7", "+7900", "000", "-", "mailto:", "tel:", "viber://chat?", "%0a", "\u202e", "магазин", "/", ":", "data:", "&", "="]
)  # fmt: skip


@given(st.sampled_from(KINDS), st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=40))
def test_whatever_is_typed_a_page_opens_nothing_but_safe_addresses(kind: LinkKind, typed: str) -> None:
    try:
        opened = address(kind, typed)
    except BadInput:
        return
    assert SAFE.fullmatch(opened), opened
    assert not set("\"'<>\\`") & set(opened) or kind == "email"
