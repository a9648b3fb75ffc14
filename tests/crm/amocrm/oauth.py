"""amoCRM's tokens: one that lives long, and pairs of which a refresh token is good once."""

from secrets import token_hex

from tests.crm.vendor import Asked, Said


class Grants:
    """What the account has granted. `long` is the long-lived token; `code` may be exchanged once."""

    def __init__(self) -> None:
        self.long = "eyJ0eXAi." + token_hex(24)
        self.client = ("7c8b1a5e-client", "secret-" + token_hex(16), "https://chat.example/back")
        self.code = "def502" + token_hex(24)
        self.refresh = ""
        self.access = {self.long}
        self.renewed = 0

    def allows(self, authorization: str) -> bool:
        """Tell whether a header bears a good token."""
        kind, _, token = authorization.partition(" ")
        return kind == "Bearer" and token in self.access

    def answer(self, asked: Asked) -> Said:
        """Exchange a code or a refresh token for a pair."""
        body = asked.json()
        if asked.method != "POST" or not isinstance(body, dict):
            return _refused("Request is not JSON")
        if tuple(body.get(name) for name in ("client_id", "client_secret", "redirect_uri")) != self.client:
            return _refused("Client authentication failed", 401)
        if body.get("grant_type") == "authorization_code" and self.code and body.get("code") == self.code:
            self.code = ""
        elif body.get("grant_type") != "refresh_token" or not self.refresh or body.get("refresh_token") != self.refresh:
            return _refused("Token has been revoked")
        return self._pair()

    def expire(self) -> None:
        """Let a day pass: access tokens are good no more."""
        self.access = {self.long}

    def revoke(self) -> None:
        """Take everything back."""
        self.access, self.refresh, self.code = set(), "", ""

    def _pair(self) -> Said:
        self.renewed += 1
        access, self.refresh = f"access-{token_hex(24)}", f"def502{token_hex(24)}"
        self.access.add(access)
        body = {"token_type": "Bearer", "expires_in": 86400, "access_token": access, "refresh_token": self.refresh}
        return Said(body=body)


def _refused(hint: str, status: int = 400) -> Said:
    body = {
        "hint": hint,
        "title": "Некорректный запрос",
        "status": status,
        "detail": "В запросе отсутствует ряд параметров",
    }
    return Said(status, body, {"Content-Type": "application/problem+json"})
