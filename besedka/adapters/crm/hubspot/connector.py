"""HubSpot (INTEGRATIONS.md 1.4)."""

from besedka.adapters.crm.hubspot.account import Account
from besedka.adapters.crm.hubspot.crm import Hubspot
from besedka.adapters.crm.hubspot.hooks import hear
from besedka.ports.crm import Ask, Connector, Crm, Powers, Vault
from besedka.ports.http import Http

_SCOPES = (
    "crm.objects.contacts.read, crm.objects.contacts.write, crm.objects.deals.read, crm.objects.deals.write, crm.objects.owners.read, "
    "crm.schemas.contacts.write, crm.schemas.deals.write"
)
_TOKEN = Ask(
    "token",
    "secret",
    {"ru": "Ключ доступа", "en": "Access key"},
    {
        "ru": "HubSpot → Development → Keys → Service keys → Create service key. Подойдёт и Access token прежнего приватного приложения: "
        "Development → Legacy apps → приложение → Auth",
        "en": "HubSpot → Development → Keys → Service keys → Create service key. The access token of an earlier private app will do too: "
        "Development → Legacy apps → the app → Auth",
    },
)
_SECRET = Ask(
    "client_secret",
    "secret",
    {"ru": "Секрет приложения (Client secret)", "en": "Client secret of the app"},
    {
        "ru": "Только если HubSpot должен сам сообщать об изменениях: это умеет приложение, а сервисный ключ нет. "
        "Development → Legacy apps → приложение → Auth → Client secret",
        "en": "Only when HubSpot is to tell of changes by itself: an app can do that, a service key cannot. "
        "Development → Legacy apps → the app → Auth → Client secret",
    },
    optional=True,
)
_GUIDE = {
    "ru": f"Ключ создаёт супер-администратор HubSpot. Дайте ему права (scopes): {_SCOPES}. Последние два нужны, чтобы один раз завести у "
    "контактов и сделок свойство besedka_conversation: по нему одна переписка никогда не станет двумя сделками. Чтобы HubSpot сообщал об "
    "изменениях, в приложении откройте Webhooks, впишите наш адрес и подпишитесь на события контактов и сделок.",
    "en": f"A super admin of HubSpot makes the key. Give it these scopes: {_SCOPES}. The last two are for making the property "
    "besedka_conversation of contacts and deals, once: by it one conversation never becomes two deals. To let HubSpot tell of changes, "
    "open Webhooks in the app, put our address there and subscribe to events of contacts and deals.",
}


def _open(vault: Vault, http: Http) -> Crm:
    return Hubspot(Account(vault, http))


CONNECTOR = Connector(
    name="hubspot",
    title="HubSpot",
    asks=(_TOKEN, _SECRET),
    powers=Powers(sums=True, news=True),
    sum_field="amount",
    open=_open,
    hear=hear,
    guide=_GUIDE,
)
