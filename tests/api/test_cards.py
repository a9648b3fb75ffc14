"""The client's card through the operators' door, on both sides of a right."""

from besedka.wire.operator import ContactChanged, VisitorPage
from besedka.wire.visitor import Ack
from tests.clients import make_id
from tests.people import ANNA, IGOR
from tests.pictures import PDF
from tests.serving import Served
from tests.uploading import visitors

CONVERSATIONS = "/api/operator/v1/conversations"


async def newest(server: Served) -> str:
    """Return the id of the newest conversation."""
    async with server.http(await server.sign_in(ANNA)) as http:
        return str((await http.get(f"{CONVERSATIONS}?list=new")).json()["conversations"][0]["id"])


async def started(server: Served, text: str = "hello") -> str:
    """Return the conversation of a visitor who has just written."""
    olga = await server.visitor()
    await olga.post(text)
    return await newest(server)


async def test_who_the_client_is_reaches_every_app(server: Served) -> None:
    anna, igor = await server.operator(ANNA), await server.operator(IGOR)
    olga = await server.visitor()
    await olga.post("hello")
    id = await newest(server)
    async with server.http(await server.sign_in(IGOR)) as http:
        empty = (await http.get(f"{CONVERSATIONS}/{id}/card")).json()
        assert empty["contact"] is None
        body = {"name": "Марина Ветрова", "phone": "8 916 204-18-77", "email": "Vetrova.M@yandex.ru"}
        card = (await http.put(f"{CONVERSATIONS}/{id}/contact", json=body)).json()
        assert (card["contact"]["phone"], card["contact"]["email"]) == ("+79162041877", "Vetrova.M@yandex.ru")
        for desk in (anna, igor):
            told = await desk.expect(ContactChanged)
            assert (told["conversation"], told["name"], told["contact"]) == (
                id,
                "Марина Ветрова",
                card["contact"]["id"],
            )
        again = (await http.put(f"{CONVERSATIONS}/{id}/contact", json=body)).json()
        assert again == card, "what is so already changes nothing"
        row = (await http.get(f"{CONVERSATIONS}/{id}")).json()["conversation"]
        assert (row["visitor_name"], row["contact"]) == ("Марина Ветрова", card["contact"]["id"])
        kept = (await http.put(f"{CONVERSATIONS}/{id}/contact", json={"phone": ""})).json()["contact"]
        assert (kept["name"], kept["phone"], kept["email"]) == ("Марина Ветрова", None, "Vetrova.M@yandex.ru")
    await olga.ping()
    assert "contact_changed" not in {frame["t"] for frame in olga.heard}, "visitors have no word for it"


async def test_a_refusal_changes_nothing_and_names_the_field(server: Served) -> None:
    id = await started(server)
    async with server.http(await server.sign_in(IGOR)) as http:
        refused = await http.put(f"{CONVERSATIONS}/{id}/contact", json={"name": "Марина", "phone": "+7 916 204-18"})
        assert refused.status_code == 422
        assert (refused.json()["code"], refused.json()["params"]) == ("phone_short", {"field": "phone", "missing": 2})
        assert (await http.get(f"{CONVERSATIONS}/{id}/card")).json()["contact"] is None


async def test_an_operator_recognises_who_has_written_before(server: Served) -> None:
    first, second = await started(server, "first"), await started(server, "second")
    async with server.http(await server.sign_in(IGOR)) as http:
        known = (
            await http.put(f"{CONVERSATIONS}/{first}/contact", json={"name": "Марина", "phone": "89162041877"})
        ).json()["contact"]
        card = (await http.put(f"{CONVERSATIONS}/{second}/contact", json={"phone": "+79162041877"})).json()
        assert [c["id"] for c in card["alike"]] == [known["id"]]
        assert card["earlier"] == [], "a telephone number attaches nothing by itself"
        same = (await http.put(f"{CONVERSATIONS}/{second}/contact", json={"contact": known["id"]})).json()
        assert [c["id"] for c in same["earlier"]] == [first]
        assert same["contact"]["id"] == known["id"]
        await http.put(f"{CONVERSATIONS}/{second}/contact", json={"name": "Марина Ветрова"})
        row = (await http.get(f"{CONVERSATIONS}/{first}")).json()["conversation"]
        assert row["visitor_name"] == "Марина Ветрова", "every conversation of a contact bears its name"


async def test_a_colleagues_client_is_not_told_of(server: Served) -> None:
    annas, other = await started(server, "first"), await started(server, "second")
    async with server.http(await server.sign_in(ANNA)) as http:
        await http.post(f"{CONVERSATIONS}/{annas}/take")
        hers = (await http.put(f"{CONVERSATIONS}/{annas}/contact", json={"email": "m@yandex.ru"})).json()["contact"]
    async with server.http(await server.sign_in(IGOR)) as http:
        card = (await http.put(f"{CONVERSATIONS}/{other}/contact", json={"email": "M@Yandex.ru"})).json()
        assert card["alike"] == []
        refused = await http.put(f"{CONVERSATIONS}/{other}/contact", json={"contact": hers["id"]})
        assert refused.status_code == 404
        assert (await http.put(f"{CONVERSATIONS}/{other}/contact", json={"contact": make_id()})).status_code == 404
    async with server.http(await server.sign_in(ANNA)) as http:
        assert (await http.put(f"{CONVERSATIONS}/{other}/contact", json={"contact": hers["id"]})).status_code == 200
        assert [c["id"] for c in (await http.get(f"{CONVERSATIONS}/{annas}/card")).json()["earlier"]] == [other]
        await http.post(f"{CONVERSATIONS}/{other}/take")
    async with server.http(await server.sign_in(IGOR)) as http:
        assert (await http.get(f"{CONVERSATIONS}/{other}/card")).status_code == 404


async def test_what_the_browser_tells_is_kept_from_the_first_message_on(server: Served) -> None:
    olga, anna = await server.visitor(), await server.operator(ANNA)
    await olga.say(
        {
            "t": "about", "time_zone": "Europe/Moscow", "visits": 184203,
            "path": [
                {"url": "https://shop.example/?utm_source=yandex", "title": "Главная", "ago": 9000},
                {"url": "https://shop.example/lamp", "title": "<b>Лампа</b>", "ago": 0},
            ],
            "params": {"Товар": "Лампа", "<script>": "alert(1)", "n": 1, "нет": None},
        }
    )  # fmt: skip
    await olga.ping()
    assert await rows(server) == (0, 0), "nothing is stored before the visitor acts"
    await olga.post("hello")
    assert await rows(server) == (1, 2)
    id = await newest(server)
    async with server.http(await server.sign_in(ANNA)) as http:
        profile = (await http.get(f"{CONVERSATIONS}/{id}/card")).json()["profile"]
        assert profile["params"] == {"Товар": "Лампа", "<script>": "alert(1)", "n": "1"}
        assert [page["title"] for page in profile["path"]] == ["<b>Лампа</b>", "Главная"]
        assert (profile["utm"], profile["time_zone"], profile["visits"]) == (
            {"utm_source": "yandex"},
            "Europe/Moscow",
            184203,
        )
        assert profile["landing_url"] == "https://shop.example/?utm_source=yandex"
        assert (await anna.expect(VisitorPage))["url"] == "https://shop.example/lamp", (
            "whoever opens a card is told where they are"
        )
        await olga.post("second")
        assert await rows(server) == (1, 2), "a later message costs nothing more"
        await olga.say(
            {
                "t": "about",
                "params": {"Товар": None},
                "path": [{"url": "https://shop.example/cart", "title": "Корзина", "ago": 0}],
            }
        )
        here = await anna.expect(VisitorPage)
        assert (here["url"], here["here"]) == ("https://shop.example/cart", True)
        profile = (await http.get(f"{CONVERSATIONS}/{id}/card")).json()["profile"]
        assert [page["title"] for page in profile["path"]] == ["Корзина", "<b>Лампа</b>", "Главная"]
        assert "Товар" not in profile["params"]
    await olga.close()
    while (await anna.expect(VisitorPage))["here"]:
        pass


async def test_what_the_page_says_of_its_visitor_is_a_claim_and_never_overrules_an_operator(server: Served) -> None:
    olga, anna = await server.visitor(), await server.operator(ANNA)
    claims = {"name": "Ольга", "phone": "8 916 204-18-77", "email": "no address"}
    await olga.say({"t": "about", "claims": claims})
    await olga.ping()
    assert await count(server, "contacts") == 0, "nothing is stored before the visitor acts"
    await olga.post("hello")
    id = await newest(server)
    async with server.http(await server.sign_in(ANNA)) as http:
        found = (await http.get(f"{CONVERSATIONS}/{id}")).json()["conversation"]
        contact = (await http.get(f"{CONVERSATIONS}/{id}/card")).json()["contact"]
        assert (found["visitor_name"], contact["name"], contact["phone"]) == ("Ольга", "Ольга", "+79162041877")
        assert (contact["email"], sorted(contact["claimed"])) == (None, ["name", "phone"])
        contact = (await http.put(f"{CONVERSATIONS}/{id}/contact", json={"name": "Ольга Ким"})).json()["contact"]
        assert contact["claimed"] == ["phone"], "what an operator has written is no claim"
        await anna.expect(ContactChanged)
        await olga.say({"t": "about", "claims": {"name": "Мошенник", "email": "olga@shop.example"}})
        assert (await anna.expect(ContactChanged))["name"] == "Ольга Ким"
        contact = (await http.get(f"{CONVERSATIONS}/{id}/card")).json()["contact"]
        assert (contact["name"], contact["email"]) == ("Ольга Ким", "olga@shop.example")
        assert sorted(contact["claimed"]) == ["email", "phone"]


async def test_a_claim_that_comes_after_the_first_message_names_the_client(server: Served) -> None:
    olga, anna = await server.visitor(), await server.operator(ANNA)
    await olga.post("hello")
    await olga.say({"t": "about", "claims": {"name": "Ольга"}})
    assert (await anna.expect(ContactChanged))["name"] == "Ольга"


async def count(server: Served, table: str) -> int:
    """Return how many rows a table has."""
    from tests.units import read

    return int(str((await read(server.house, f"SELECT count(*) FROM {table}"))[0][0]))


async def rows(server: Served) -> tuple[int, int]:
    """Return how many profiles and pages are kept."""
    from tests.units import read

    found = [await read(server.house, f"SELECT count(*) FROM {table}") for table in ("profiles", "pages")]
    return found[0][0][0], found[1][0][0]


async def test_the_clients_files_page_by_page(server: Served) -> None:
    olga = await server.visitor()
    hers = visitors(server, olga.key)
    sent = [await hers.upload(f"{n}.pdf", PDF) for n in range(3)]
    for id in sent:
        await olga.say({"t": "post", "id": make_id(), "text": "", "files": [id]})
        await olga.expect(Ack)
    path, seen = f"{CONVERSATIONS}/{await newest(server)}/files", list[str]()
    async with server.http(await server.sign_in(IGOR)) as http:
        cursor: dict[str, str] = {}
        for left in (True, True, False):
            page = (await http.get(path, params={"limit": "1", **cursor})).json()
            (one,) = page["files"]
            assert (one["note"], one["by"], one["operator"]) == (False, "visitor", None)
            seen.append(one["file"]["id"])
            assert (page["next"] is not None) is left
            cursor = {"cursor": str(page["next"])}
        assert seen == sent[::-1]
        assert (await http.get(f"/api/operator/v1/files/{seen[0]}/content")).content == PDF
        for bad in ("x", "!" * 32, "A" * 64):
            refused = await http.get(path, params={"cursor": bad})
            assert (refused.status_code, refused.json()["params"]) == (422, {"field": "cursor"})
