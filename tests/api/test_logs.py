"""Logs: a server at work, at fault and under attack writes no texts, e-mails, passwords, keys or tokens."""

from pathlib import Path

from tests.clients import OperatorClient, VisitorClient, browse, hello, make_id
from tests.processes import ServerProcess


async def test_logs_hold_no_texts_emails_or_tokens(tmp_path: Path) -> None:
    async with ServerProcess(tmp_path, demo=True, env={"BESEDKA_LOG": "json"}) as process:
        key = str(process.installed["project"]["key"])  # type: ignore[index]
        number = process.installed["project"]["number"]  # type: ignore[index]
        async with browse(process.url, headers={"Origin": process.url}) as http:
            body = {
                "project": number,
                "email": "anna@demo.example",
                "password": "operator-demo-2026",
                "remember": False,
            }
            token = (await http.post("/api/operator/v1/session", json=body)).cookies["besedka_operator"]
            await http.post("/api/operator/v1/session", json={**body, "password": "wrong-word-2026"})
            await http.post("/api/operator/v1/session", json={**body, "email": 7})
        visitor = await VisitorClient.knock(process.url, key, process.url)
        await visitor.hello()
        await visitor.post("my-secret-text")
        await visitor.say('{"t":"post","id":"my-secret-text"}')
        await visitor.say("my-secret-text")
        await visitor.say({"t": "post", "id": make_id(), "text": "my-secret-text" * 1_000})
        refused = await VisitorClient.knock(process.url, key, process.url)
        await refused.say(hello(key, "my-secret-key"))
        desk = await OperatorClient.knock(process.url, token)
        await desk.hello()
        await visitor.ping()
        await visitor.close()
        assert await process.stop() == 0
    log = process.log.read_text()
    for secret in ("my-secret", "demo.example", "operator-demo", "wrong-word", token, str(visitor.key), key):
        assert secret not in log
