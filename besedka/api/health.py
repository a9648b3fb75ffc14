"""Health and figures for whoever watches the process."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.responses import JSONResponse, Response

from besedka.api.guards import Api, api_of
from besedka.domain.errors import Refusal
from besedka.ports.database import DatabaseFailed
from besedka.store import projects

router = APIRouter(include_in_schema=False)


@router.get("/health/live")
async def live() -> Response:
    """The process answers."""
    return JSONResponse({"status": "live"})


@router.get("/health/ready")
async def ready(request: Request) -> Response:
    """The process can store a message: the database takes a write."""
    try:
        await api_of(request).deps.committer.run(projects.touch)
    except (Refusal, DatabaseFailed) as error:
        return JSONResponse({"status": "failing", "code": error.code}, 503)
    return JSONResponse({"status": "ready"})


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Figures in Prometheus' text format: counts, never texts or names."""
    return Response(_figures(api_of(request)), media_type=CONTENT_TYPE_LATEST)


def _figures(api: Api) -> bytes:
    registry, committer = CollectorRegistry(), api.deps.committer
    figures = {
        "besedka_connections": ("Connected clients.", len(api.hub.sessions)),
        "besedka_channels": ("Projects with listeners on this node.", len(api.hub.channels)),
        "besedka_commits": ("Batches committed.", committer.batches),
        "besedka_units": ("Changes committed.", committer.units),
        "besedka_commit_failures": ("Batches that the database refused.", committer.failures),
        "besedka_facts": ("Facts of the journal told on this node.", api.hub.delivered),
    }
    for name, (help_text, value) in figures.items():
        Gauge(name, help_text, registry=registry).set(value)
    return generate_latest(registry)
