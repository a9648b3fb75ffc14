"""What amoCRM posts when something has changed: a form of nested keys, with all of the entity in it, and no signature."""

from urllib.parse import urlencode

from besedka.ports.crm import Knock

AT = "https://chat.example/hook/s3cret"


def knock(*changes: tuple[str, str, int], account: str = "127", kind: str = "contact") -> Knock:
    """Return one delivery: `changes` are entity (`leads`, `contacts`), action and id; `kind` is what a contact is."""
    form: list[tuple[str, str]] = []
    for at, (entity, action, id) in enumerate(changes):
        here = f"{entity}[{action}][{at}]"
        form += [(f"{here}[id]", str(id)), (f"{here}[name]", "Ольга & Ко"), (f"{here}[updated_at]", "1790000000")]
        form += [(f"{here}[custom_fields][0][values][0][value]", "+7 916 123-45-67")]
        form += [(f"{here}[type]", kind)] if entity == "contacts" else [(f"{here}[status_id]", "142")]
    form += [("account[id]", "7"), ("account[subdomain]", account), ("account[_links][self]", "https://127.amocrm.ru")]
    return Knock(AT, {"content-type": "application/x-www-form-urlencoded"}, urlencode(form).encode())
