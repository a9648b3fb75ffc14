"""How carriers ask servers: what keeps one from an answer, or is refused, in the words of the alerts' port."""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from besedka.ports.alerts import AlertFailed
from besedka.ports.http import Answer, Http, HttpFailed, Request, retry_after

WITHIN = 10.0
ENOUGH = 4_096
"""Bytes of an answer: who has taken what is told has taken it, however much they say to it."""
MASK = "•••"
SHOWN = 200
_SHORT = 6
"""Letters of the shortest secret that is looked for: a shorter one would mask half of everything."""
_WAY = {
    "http_address": "alert_address", "http_private": "alert_private", "http_unsafe": "alert_unsafe", "http_away": "alert_away",
    "http_slow": "alert_slow", "http_cut": "alert_away", "http_large": "alert_strange",
}  # fmt: skip
_BUSY = (408, 425, 429, 503)


async def post(http: Http, url: str, headers: Mapping[str, str], body: bytes, secrets: Iterable[str] = ()) -> Answer:
    """Send that, and return a good answer. AlertFailed says what is wrong, without any of the secrets. A name that nobody knows now may
    be known later, as may a certificate be mended: only what is private stays so."""
    try:
        answer = await http.ask(Request("POST", url, headers, body, WITHIN, enough=ENOUGH))
    except HttpFailed as failed:
        permanent = failed.code == "http_private"
        raise AlertFailed(_WAY[failed.code], masked(failed.detail, secrets), permanent=permanent) from failed
    if answer.status >= 300:
        raise refusal(answer, secrets)
    return answer


def refusal(answer: Answer, secrets: Iterable[str] = ()) -> AlertFailed:
    """Return what a status means; 3xx: nobody is followed elsewhere."""
    status, why = answer.status, said(answer, secrets)
    if status == 410:
        return AlertFailed("alert_gone", why, gone=True)
    if status in _BUSY:
        return AlertFailed("alert_busy", why, wait=retry_after(answer))
    if status >= 500:
        return AlertFailed("alert_strange", why, wait=retry_after(answer))
    if status < 400:
        return AlertFailed("alert_address", why, permanent=True)
    return AlertFailed("alert_no_access" if status in (401, 403) else "alert_refused", why, permanent=True)


def said(answer: Answer, secrets: Iterable[str]) -> str:
    """Return the beginning of an answer that is not what was expected. It is cut after what is secret in it has gone: half a secret is
    one, too."""
    text = masked(" ".join(answer.body[:ENOUGH].decode("utf-8", "replace").split()), secrets)
    return f"HTTP {answer.status} {text[:SHOWN]}".strip()


def doors(url: str) -> list[str]:
    """Return what of an address may open a door: its path, what it asks, and its password, each whole and in pieces, as it is spelled and
    as it is meant. Receivers like to repeat them."""
    try:
        parts = urlsplit(url)
        values = [value for _, value in parse_qsl(parts.query)]
    except ValueError:
        return []
    spelled = [parts.path, parts.query, parts.password or "", *parts.path.split("/"), *parts.query.split("&")]
    return [url, *spelled, *map(unquote, spelled), *values]


def masked(text: str, secrets: Iterable[str]) -> str:
    """Return a text without these secrets."""
    for secret in sorted((one for one in secrets if len(one) >= _SHORT), key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text
