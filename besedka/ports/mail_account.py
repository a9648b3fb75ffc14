"""An account at a mail server: where letters are handed over, or come in, and as whom."""

from dataclasses import dataclass, field
from typing import Literal

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class Account:
    """Its certificate is checked, unless `security` is none. `user` is empty where nobody has to sign in."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port} ({self.security})"
