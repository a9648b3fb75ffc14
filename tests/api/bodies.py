"""Bodies of requests that the table of rights names (tests/api/rights.py): made anew for each request."""

from collections.abc import Callable

from tests.api.things import SEEN
from tests.clients import hello, make_id
from tests.people import IGOR, MARINA, Shop

TICKET = "a ticket for a new password"
A_TEMPLATE = '[{"folder": "", "title": "Привезём", "text": "Завтра"}]'

CLIENT = {"name": "Ольга", "phone": "+79161234567", "email": ""}

BODIES: dict[str, Callable[[Shop], object]] = {
    "visitor poll": lambda shop: {"hello": hello(shop.key), "frames": [], "wait": 0},
    "to Anna": lambda shop: {"to": shop.anna.hex(), "seen_with": shop.anna.hex()},
    "to Anna from Igor": lambda shop: {"to": shop.anna.hex(), "seen_with": shop.igor.hex()},
    "to Anna from nobody": lambda shop: {"to": shop.anna.hex(), "seen_with": None},
    "message": lambda _: {"id": make_id(), "text": "by HTTP"},
    "canned": lambda _: {"id": make_id(), "title": "Доставка", "text": "Завтра", "folder": None},
    "way": lambda _: {
        "carrier": "webhook",
        "address": f"https://{make_id()}.example",
        "events": ["rated_low"],
        "language": "ru",
    },
    "canned change": lambda _: {"title": "Срок", "text": "Доставим завтра", "folder": None, "seen": SEEN},
    "tag": lambda _: {"id": make_id(), "name": make_id(), "color": "blue"},
    "tag change": lambda _: {"name": make_id(), "color": "rose"},
    "deal": lambda _: {**CLIENT, "id": make_id(), "title": "Маяк", "stage": "", "sum": 150_000, "note": ""},
    "deal comment": lambda _: {"id": make_id(), "text": "Перезвонить в пятницу"},
    "folder": lambda _: {"id": make_id(), "name": "Продажи"},
    "operator": lambda _: {**_person(), "title": None, "role": "operator"},
    "administrator": lambda _: {**_person(), "title": None, "role": "admin"},
    "member": lambda _: _person(),
    "sign in": lambda shop: {"project": shop.number, "email": IGOR.email, "password": IGOR.password, "remember": False},
    "the owner signs in": lambda _: {"email": MARINA.email, "password": MARINA.password, "remember": False},
    "a reset": lambda _: {"ticket": TICKET, "password": "marina's other password"},
    "a file of templates": lambda _: {"format": "json", "content": A_TEMPLATE, "anyway": False},
    "project": lambda _: {"id": make_id(), "name": "Вторая лавка", "site": "", "language": "auto", "hue": 165},
}


def _person() -> dict[str, object]:
    id = make_id()
    return {"id": id, "name": "Новый", "email": f"{id}@shop.example", "password": "long enough"}
