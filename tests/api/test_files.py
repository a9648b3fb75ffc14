"""Files through the doors: uploaded in pieces, posted, read by whom they concern, and by nobody else."""

from besedka.domain import identity
from besedka.domain.identity import Identity
from besedka.store import projects
from besedka.wire import operator as op
from besedka.wire import visitor as vi
from besedka.wire.shapes import Refused
from tests.clients import OperatorClient, VisitorClient, browse, hello, make_id
from tests.clock import FrozenClock
from tests.people import ANNA, IGOR, SITE
from tests.pictures import HTML, PDF, SVG, bomb, picture, zip_bomb
from tests.serving import Served
from tests.uploading import operators, visitors


async def post(client: VisitorClient, text: str, *files: str, id: str | None = None) -> vi.Ack:
    """Post a visitor's message with files."""
    await client.say({"t": "post", "id": id or make_id(), "text": text, "files": list(files)})
    return await client.expect(vi.Ack)


async def refused(client: VisitorClient, *files: str) -> tuple[str, bool]:
    """Post, and return why it was refused, and whether it may be tried again."""
    await client.say({"t": "post", "id": make_id(), "text": "", "files": list(files)})
    why = await client.expect(Refused)
    return why["code"], why["again"]


async def answer(client: OperatorClient, c: str, text: str, *files: str) -> op.Ack:
    """Post an operator's message with files."""
    await client.say({"t": "post", "id": make_id(), "conversation": c, "text": text, "files": list(files)})
    return await client.expect(op.Ack)


async def test_both_sides_send_pictures_and_papers(server: Served) -> None:
    olga, anna = await server.visitor(), await server.operator(ANNA)
    photo, paper = picture(turned=True), PDF
    hers = visitors(server, olga.key)
    ids = [await hers.upload("Кухня.jpg", photo), await hers.upload("План.pdf", paper)]
    ack = await post(olga, "", *ids)
    assert [f["name"] for f in ack["files"]] == ["Кухня.jpg", "План.pdf"]
    assert (ack["files"][0]["width"], ack["files"][0]["height"]) == (600, 800)
    told = await anna.expect(op.MessagePosted)
    assert [(f["id"], f["type"], f["preview"]) for f in told["message"]["files"]] == [
        (ids[0], "image/jpeg", True),
        (ids[1], "application/pdf", False),
    ]
    desk = operators(server, await server.sign_in(ANNA))
    shown = await desk.http.get(f"/api/operator/v1/files/{ids[0]}/content")
    assert (shown.content, shown.headers["content-type"]) == (photo, "image/jpeg")
    saved = await desk.http.get(f"/api/operator/v1/files/{ids[1]}/content")
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith("attachment")
    small = await desk.http.get(f"/api/operator/v1/files/{ids[0]}/preview")
    assert small.headers["content-type"] == "image/webp"
    assert b"secret place" not in small.content
    c = told["conversation"]
    reply = await answer(anna, c, "Смета", await desk.upload("Смета.pdf", paper))
    heard = await olga.expect(vi.MessagePosted)
    assert heard["message"]["files"][0]["name"] == "Смета.pdf"
    async with browse(server.url) as nobody:
        assert (await nobody.get(heard["message"]["files"][0]["url"])).content == paper
    page = await desk.http.get(f"/api/operator/v1/conversations/{c}/messages")
    assert [[f["id"] for f in m["files"]] for m in page.json()["messages"]] == [ids, [reply["files"][0]["id"]]]
    again = await server.visitor(olga.key)
    welcome = again.heard[0]
    assert welcome["t"] == "welcome"
    assert [len(m["files"]) for m in welcome["messages"]] == [2, 1]


async def test_an_upload_goes_on_after_a_break(server: Served) -> None:
    olga = await server.visitor()
    hand, data, id = visitors(server, olga.key), picture(1200, 900), make_id()
    assert (await hand.begin("a.jpg", len(data), id)).json()["received"] == 0
    assert (await hand.append(id, 0, data[:1000])).json()["received"] == 1000
    assert (await hand.append(id, 0, data[:1000])).json()["received"] == 1000  # said twice: written once
    assert (await hand.append(id, 5000, data[5000:6000])).json()["received"] == 1000  # a hole is not written
    assert (await hand.begin("a.jpg", len(data), id)).json()["received"] == 1000
    assert (await hand.look(id)).json()["received"] == 1000
    assert await refused(olga, id) == ("file_not_ready", False)
    done = (await hand.append(id, 1000, data[1000:])).json()
    assert (done["ready"], done["type"], done["width"]) == (True, "image/jpeg", 1200)
    assert (await post(olga, "Вот", id))["files"][0]["id"] == id


async def test_the_same_post_again_is_the_same_answer(server: Served) -> None:
    olga = await server.visitor()
    file = await visitors(server, olga.key).upload("a.pdf", PDF)
    message = make_id()
    first = await post(olga, "", file, id=message)
    again = await post(olga, "", file, id=message)
    assert (first["seq"], [f["id"] for f in first["files"]]) == (again["seq"], [f["id"] for f in again["files"]])
    assert await refused(olga, file) == ("file_taken", False)


async def test_what_is_not_ones_own_cannot_be_posted(server: Served) -> None:
    olga, eve, anna = await server.visitor(), await server.visitor(), await server.operator(ANNA)
    hers = await visitors(server, olga.key).upload("a.pdf", PDF)
    assert await refused(eve, hers) == ("file_unknown", False)
    assert await refused(eve, make_id()) == ("file_unknown", False)
    assert await refused(eve, *[make_id()] * 11) == ("too_many_files", False)
    await olga.post("Здравствуйте")
    c = (await anna.expect(op.MessagePosted))["conversation"]
    await anna.say({"t": "post", "id": make_id(), "conversation": c, "text": "", "files": [hers]})
    assert (await anna.expect(Refused))["code"] == "file_unknown"
    stranger = visitors(server, eve.key)
    assert (await stranger.look(hers)).status_code == 404
    assert (await stranger.append(hers, 0, b"x")).status_code == 404
    await stranger.cancel(hers)
    assert (await post(olga, "", hers))["files"][0]["id"] == hers


async def test_reassigning_takes_the_right_away(server: Served) -> None:
    olga, anna, igor = await server.visitor(), await server.operator(ANNA), await server.operator(IGOR)
    file = await visitors(server, olga.key).upload("a.pdf", PDF)
    await post(olga, "Смотрите", file)
    c = (await igor.expect(op.MessagePosted))["conversation"]
    his = operators(server, await server.sign_in(IGOR))
    path = f"/api/operator/v1/files/{file}/content"
    seen = await his.http.get(path)
    assert (seen.status_code, seen.headers["cache-control"]) == (200, "private, no-cache")
    await answer(anna, c, "Беру")
    for way in ("content", "preview"):
        gone = await his.http.get(
            f"/api/operator/v1/files/{file}/{way}", headers={"If-None-Match": seen.headers["etag"]}
        )
        assert (gone.status_code, gone.json()["code"]) == (404, "not_found")


async def test_links_are_for_one_visitor_and_one_file(server: Served) -> None:
    olga, eve = await server.visitor(), await server.visitor()
    hers = await post(olga, "", await visitors(server, olga.key).upload("a.pdf", PDF))
    evil = await post(eve, "", await visitors(server, eve.key).upload("b.pdf", PDF + b"b"))
    mine, other = hers["files"][0]["url"], evil["files"][0]["url"]
    spliced = mine.rpartition("/")[0] + "/" + mine.rpartition("/")[2][:22] + other.rpartition("/")[2][22:]
    async with browse(server.url) as http:
        for bad in (
            spliced,
            mine[:-1],
            mine[:-1] + ("A" if mine[-1] != "A" else "B"),
            mine + "x",
            mine[:-4] + "%00",
            f"{mine}/x",
        ):
            assert (await http.get(bad)).status_code == 404, bad
        good = await http.get(mine)
        assert good.content == PDF
        assert good.headers["cross-origin-resource-policy"] == "cross-origin"


async def signed_in(server: Served, claims: dict[str, str]) -> VisitorClient:
    """Return the visitor of a page whose site has proven who it is."""
    client = await VisitorClient.knock(server.url, server.shop.key, SITE)
    await client.say({**hello(server.shop.key), "claims": claims})
    client.key = (await client.expect(vi.Welcome))["key"]
    return client


async def test_a_link_ends_after_a_day_and_a_page_that_is_open_still_is_told_a_fresh_one(
    clock: FrozenClock, server: Served
) -> None:
    deps, number = server.house.deps, server.shop.number
    salts = identity.rotated(Identity(), deps.clock.now())
    await deps.committer.run(lambda: projects.change_identity(number, salts))
    said = {"id": "42", "until": str(deps.clock.now() // 1000 + 3_600)}
    signed = {**said, "hash": identity.signature(identity.keys(deps.secret, number, salts)[0], said)}
    laptop = await signed_in(server, signed)
    (file,) = (await post(laptop, "", await visitors(server, laptop.key).upload("a.pdf", PDF)))["files"]
    phone, eve = await signed_in(server, signed), await server.visitor()
    assert phone.key != laptop.key, "at home on a device that has said nothing"
    clock.millis += 30 * 3_600_000
    async with browse(server.url) as http:
        assert (await http.get(file["url"])).status_code == 404
        for page in (laptop, phone):
            await page.say({"t": "history", "before": 2})
            (told,) = (await page.expect(vi.Older))["messages"]
            assert (await http.get(told["files"][0]["url"])).content == PDF
    await eve.say({"t": "history", "before": 2})
    assert (await eve.expect(vi.Older))["messages"] == []


async def test_who_uploaded_a_picture_sees_it_again_and_nobody_else(server: Served) -> None:
    olga, eve = await server.visitor(), await server.visitor()
    hers, desk = visitors(server, olga.key), operators(server, await server.sign_in(ANNA))
    photo, paper = await hers.upload("Кухня.jpg", picture()), await hers.upload("План.pdf", PDF)
    theirs = await desk.upload("Отдел.jpg", picture())
    half = make_id()
    await hers.begin("Половина.png", 500, half)

    async def seen(who: str | None, id: str) -> tuple[int, str]:
        hand = visitors(server, who)
        answer = await hand.http.get(f"{hand.base}/files/{id}/preview", params=hand.query)
        assert answer.headers["access-control-allow-origin"] == SITE, "the page reads it, and why it may not"
        return answer.status_code, answer.headers["content-type"]

    assert await seen(olga.key, photo) == (200, "image/webp")
    for who, id in ((eve.key, photo), (olga.key, paper), (olga.key, half), (olga.key, theirs), (olga.key, make_id())):
        assert await seen(who, id) == (404, "application/json")
    assert await seen("wrong", photo) == (403, "application/json")


async def test_whatever_it_says_it_is_it_runs_nowhere(server: Served) -> None:
    desk = operators(server, await server.sign_in(ANNA))
    lies = {
        "a.png": HTML, "b.jpg": SVG, "c.svg": SVG, "d.html": HTML, "e.png": bomb(), "f.zip": zip_bomb(), "g.pdf": PDF,
        "h.jpg": picture()[:2000], "i.gif": b"GIF89a" + HTML, "j.xml": b"<?xml version='1.0'?><a/>", "k": b"\xff\xd8\xff" + HTML,
    }  # fmt: skip
    for name, data in lies.items():
        id = await desk.upload(name, data)
        for way in ("content", "preview"):
            got = await desk.http.get(f"/api/operator/v1/files/{id}/{way}")
            assert got.content == data, name
            assert got.headers["content-type"] == "application/octet-stream", name
            assert got.headers["content-disposition"].startswith("attachment;"), name
            assert "sandbox" in got.headers["content-security-policy"]
            assert got.headers["x-content-type-options"] == "nosniff"
            assert "set-cookie" not in got.headers


async def test_parts_of_a_file(server: Served) -> None:
    desk = operators(server, await server.sign_in(ANNA))
    data = bytes(range(256)) * 2000
    path = f"/api/operator/v1/files/{await desk.upload('a.bin', data)}/content"
    whole = await desk.http.get(path)
    wishes = {
        "bytes=0-9": (206, data[:10]), "bytes=500000-": (206, data[500_000:]), "bytes=-5": (206, data[-5:]),
        "bytes=0-": (200, data), "bytes=9-5": (200, data), "bytes=x": (200, data), "bytes=0-1,5-6": (200, data),
        "bytes=511999-999999": (206, data[-1:]), "bytes=512000-": (416, b""), "bytes=-0": (416, b""), "bytes=-": (200, data),
    }  # fmt: skip
    for wish, (status, content) in wishes.items():
        got = await desk.http.get(path, headers={"Range": wish})
        assert (got.status_code, got.content) == (status, content), wish
    etag = whole.headers["etag"]
    assert (await desk.http.get(path, headers={"If-None-Match": etag})).status_code == 304
    assert (await desk.http.get(path, headers={"Range": "bytes=0-9", "If-Range": '"other"'})).status_code == 200


async def test_limits_and_odd_names(server: Served) -> None:
    olga = await server.visitor()
    hand = visitors(server, olga.key)
    big = (await hand.begin("Кухня.mov", 48 * 1024 * 1024)).json()
    assert (big["code"], big["params"]["size"], big["params"]["limit"]) == ("file_too_big", 48, 25)
    assert "48 МБ" in big["message"]
    assert (await hand.begin("a", 0)).json()["code"] == "file_empty"
    for name, kept in (
        ("../../etc/passwd", "passwd"), ("C:\\Windows\\система.txt", "система.txt"), ("a\0b.txt", "ab.txt"),
        ("план\u202egpj.exe", "планgpj.exe"), ("", "file"), ("..", "file"), ("con.txt", "file con.txt"),
            ("x" * 3000 + ".jpg", "x" * 116 + ".jpg"),
    ):  # fmt: skip
        assert (await hand.begin(name, 5)).json()["name"] == kept
    id = make_id()
    await hand.begin("a.txt", 5, id)
    assert (await hand.append(id, 0, b"123456")).json()["code"] == "file_longer"
    assert (await hand.begin("a.txt", 6, id)).json()["code"] == "id_taken"
    assert (await hand.cancel(id)).status_code == 204
    assert (await hand.look(id)).status_code == 404
    codes = [(await hand.begin("a.txt", 5)).status_code for _ in range(40)]
    assert codes == sorted(codes)
    assert (await hand.begin("a.txt", 5)).json()["code"] == "too_many_uploads"


async def test_a_page_of_no_site_uploads_nothing(server: Served) -> None:
    olga = await server.visitor()
    for origin in ("null", "https://evil.example", ""):
        foreign = await visitors(server, olga.key, origin).begin("a", 5)
        assert (foreign.status_code, foreign.json()["code"]) == (403, "origin_refused")
        assert "access-control-allow-origin" not in foreign.headers
    for key in ("", "x", "A" * 59):
        answer = await visitors(server, key).begin("a", 5)
        assert answer.status_code in (403, 422)
    asked = await visitors(server, olga.key).http.options(
        f"/api/visitor/v1/files/{make_id()}", params={"project": server.shop.key}
    )
    assert asked.headers["access-control-allow-origin"] == SITE
    assert "besedka-visitor" in asked.headers["access-control-allow-headers"]
    assert str(olga.key) not in str(asked.request.url)


async def test_a_visitor_who_was_away_is_told_of_the_files(server: Served) -> None:
    olga, anna = await server.visitor(), await server.operator(ANNA)
    first = await olga.post("Здравствуйте")
    c = (await anna.expect(op.MessagePosted))["conversation"]
    await olga.close()
    desk = operators(server, await server.sign_in(ANNA))
    await answer(anna, c, "", await desk.upload("Смета.pdf", PDF), await desk.upload("a.png", picture(300, 300, "PNG")))
    again = await server.visitor(olga.key, first["position"])
    told = (await again.expect(vi.MessagePosted))["message"]["files"]
    assert [f["name"] for f in told] == ["Смета.pdf", "a.png"]
    async with browse(server.url) as http:
        assert (await http.get(told[0]["url"])).content == PDF
        assert (await http.get(str(told[1]["preview"]))).headers["content-type"] == "image/webp"
