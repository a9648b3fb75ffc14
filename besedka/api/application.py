"""The HTTP application: one door per guest, and what stands before them."""

from fastapi import FastAPI
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from besedka import __version__
from besedka.actions.deps import Deps
from besedka.actions.sessions import Doorkeeper
from besedka.api import assets, avatars, continuing, desktop, errors, health, hooks
from besedka.api.assets import Assets
from besedka.api.front import Front, FrontDoor
from besedka.api.guards import Api, BodyLimit, Heads, PlainHeaders
from besedka.api.operator.routes import ROUTERS as OPERATOR_ROUTERS
from besedka.api.owner.routes import ROUTERS as OWNER_ROUTERS
from besedka.api.sockets.asgi_link import serve
from besedka.api.sockets.gate import OPERATOR_PATH, VISITOR_PATH, Gate
from besedka.api.visitor import leads as visitor_leads
from besedka.api.visitor.counter import Counter
from besedka.api.visitor.files import router as visitor_files
from besedka.api.visitor.files import sites as visitor_uploads
from besedka.api.visitor.routes import router as visitor_router
from besedka.realtime.hub import Hub

DESCRIPTION = (
    "Everything that Besedka's apps do over HTTP. Live conversation goes over the sockets: docs/reference/protocol.md."
)
ROUTERS = (
    visitor_router,
    visitor_files,
    visitor_uploads,
    *OPERATOR_ROUTERS,
    *OWNER_ROUTERS,
    hooks.router,
    continuing.router,
    visitor_leads.sites,
    visitor_leads.preflights,
    visitor_leads.proxy,
    health.router,
    avatars.router,
    desktop.router,
    assets.router,
)


def make_api() -> FastAPI:
    """Return the application without a house behind it: enough for its OpenAPI."""
    app = FastAPI(title="Besedka", version=__version__, description=DESCRIPTION, docs_url=None, redoc_url=None)
    errors.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Heads)
    app.add_middleware(PlainHeaders)
    for router in ROUTERS:
        app.router.routes += (
            router.routes
        )  # `include_router` would build each route anew, at the first request that passes it
    return app


def make_application(deps: Deps, hub: Hub, doorkeeper: Doorkeeper, front: Front) -> tuple[ASGIApp, Gate]:
    """Return the application with the house behind it, the counter in front, and the gate for sockets."""
    built = Assets()
    app, gate = make_api(), Gate(hub, doorkeeper, front)
    app.state.api = Api(deps, hub, doorkeeper, gate, front.public_url, built.speech.standard, built.scripts_for)

    async def socket(websocket: WebSocket) -> None:
        await serve(websocket, gate)

    for path in (VISITOR_PATH, OPERATOR_PATH):
        app.add_api_websocket_route(path, socket)
    return FrontDoor(Counter(app, hub, built, front.public_url), front), gate
