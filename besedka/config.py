"""The settings of the process, from the environment (BESEDKA_…) and the command line; passed down as plain values."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """How this process runs. Every field is documented in docs/reference/settings.md."""

    model_config = SettingsConfigDict(env_prefix="BESEDKA_", extra="ignore")

    data: Path = Field(Path("besedka-data"), description="Folder of the embedded database and of generated secrets.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    database: str = Field(
        "", description="PostgreSQL URL (postgresql://user:password@host/name); empty: SQLite in the data folder."
    )
    bus: str = Field(
        "",
        description="How nodes ring each other: `postgres` or nats://host:4222; empty: `postgres` with PostgreSQL, else nobody to ring.",
    )
    public_url: str = Field(
        "", description="Address under which browsers reach this server; empty: as the browser says it (Host)."
    )
    trusted_proxies: str = Field(
        "", description="Comma-separated addresses of reverse proxies whose X-Forwarded-* headers are believed."
    )
    sockets: Literal["picows", "asgi"] = Field(
        "picows", description="What parses WebSocket frames: picows, or the ordinary ASGI route."
    )
    posts_burst: float = Field(20.0, gt=0, description="Messages that one connection may post at once.")
    posts_per_second: float = Field(
        2.0, gt=0, description="Messages that one connection may post per second after that."
    )
    log: Literal["json", "text"] = Field("text", description="How log lines are written, to standard error.")
