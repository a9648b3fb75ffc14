"""What a CRM tells by itself: its webhooks, which are believed by their signature or their secret address, and read again anyway."""

import hmac

import structlog

from besedka.actions.crm.calls import LoggedHttp, secrets_of
from besedka.actions.crm.vault import StoredVault
from besedka.actions.deps import Deps
from besedka.actions.sealing import readable
from besedka.domain.errors import NotFound
from besedka.domain.ids import ProjectNumber
from besedka.ports.crm import Connector, CrmFailed, Knock
from besedka.store import crms

log = structlog.get_logger()
PATH = "/api/crm/v1"


def token(deps: Deps, number: ProjectNumber) -> str:
    """Return what stands in the address of a project's webhook, and nobody can guess."""
    return hmac.digest(deps.secret, f"crm hook {number}".encode(), "sha256").hex()[:32]


def address(deps: Deps, number: ProjectNumber) -> str:
    """Return where a project's CRM tells of changes; empty where the server does not know its own address."""
    return f"{deps.address}{PATH}/{number}/{token(deps, number)}" if deps.address else ""


async def listen(deps: Deps, number: ProjectNumber, connector: Connector, *, on: bool) -> None:
    """Have the CRM tell of changes, or no more. One that will not is asked when an operator looks, as ever."""
    at = address(deps, number)
    if connector.listen is None or not at:
        return
    vault = StoredVault(deps, number)
    http = LoggedHttp(deps.crms.http, deps, number, lambda: secrets_of(connector, vault.known))
    try:
        await connector.listen(vault, http, at, on)
    except CrmFailed as failed:
        log.warning("crm_tells_nothing", code=failed.code)


def must_be(deps: Deps, number: ProjectNumber, said: str) -> None:
    """Raise NotFound for an address that is no project's."""
    if not hmac.compare_digest(said.encode(), token(deps, number).encode()):
        raise NotFound("not_found")


async def heard(deps: Deps, number: ProjectNumber, knock: Knock) -> bool:
    """Tell whether what came to a project's address is to be believed and tells of a change. NotFound where nothing tells of any."""
    row = await deps.database.read(crms.of_project(number))
    connector = deps.crms.connectors.get(row.connector) if row else None
    if row is None or connector is None or connector.hear is None:
        raise NotFound("not_found")
    news = connector.hear(readable(deps.secret, number, row.sealed), knock)
    return news is not None and bool(news.contacts or news.leads)
