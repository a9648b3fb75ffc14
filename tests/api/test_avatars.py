"""Avatars: which pictures may be one, what is said of the others, and where the face is then seen."""

import io

import pytest
from PIL import Image

from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.wire import operator as op
from besedka.wire import visitor as vi
from tests.clients import browse
from tests.people import ANNA, IGOR
from tests.pictures import HTML, SVG, bomb, picture
from tests.serving import Served
from tests.units import read

OWN = "/api/operator/v1/avatar"


async def test_the_face_is_seen_by_both_sides(server: Served) -> None:
    anna, olga = await server.operator(ANNA), await server.visitor()
    async with server.http(await server.sign_in(ANNA)) as http:
        given = await http.put(OWN, content=picture(400, 400, turned=True))
        url = given.json()["avatar"]
        shown = await http.get(url)
        me = (await http.get("/api/operator/v1/session")).json()["me"]
    assert me["avatar"] == url
    assert shown.headers["content-type"] == "image/webp"
    assert shown.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert shown.headers["cross-origin-resource-policy"] == "cross-origin"
    assert b"secret place" not in shown.content
    assert b"EXIF" not in shown.content
    with Image.open(io.BytesIO(shown.content)) as face:
        assert (face.format, face.size) == ("WEBP", (400, 400))
    await olga.post("Здравствуйте")
    told = await anna.expect(op.MessagePosted)
    await anna.post(told["conversation"], "Добрый день")
    heard = await olga.expect(vi.MessagePosted)
    assert heard["message"]["operator"] is not None
    assert heard["message"]["operator"]["avatar"] == url


async def test_another_one_takes_the_place_of_the_first(server: Served) -> None:
    async with server.http(await server.sign_in(IGOR)) as http:
        first = (await http.put(OWN, content=picture(200, 200))).json()["avatar"]
        second = (await http.put(OWN, content=picture(1500, 1500, "PNG"))).json()["avatar"]
        assert first != second
        assert (await http.get(first)).status_code == 404
        assert (await http.get(second)).status_code == 200
        assert (await http.delete(OWN)).json() == {"avatar": None}
        assert (await http.get(second)).status_code == 404


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (picture(640, 480), "avatar_not_square", "640×480"),
        (picture(480, 640, turned=True), "avatar_not_square", "640×480"),
        (picture(199, 199), "avatar_too_small", "199×199"),
        (picture(1501, 1501), "avatar_too_big", "1501×1501"),
        (picture(300, 300, "GIF"), "avatar_not_picture", "image/gif"),
        (picture(300, 300, "WEBP"), "avatar_not_picture", "image/webp"),
        (HTML, "avatar_not_picture", "text/html"),
        (b"", "avatar_empty", "пустой"),
        (SVG, "avatar_not_picture", "image/svg+xml"),
        (picture(400, 400)[:900], "avatar_broken", "повреждена"),
        (b"\xff\xd8\xff" + HTML, "avatar_broken", "повреждена"),
        (bomb(), "avatar_too_big", "50000×50000"),
    ],
)
async def test_what_cannot_be_one_is_refused_with_the_figures(
    server: Served, content: bytes, code: str, said: str
) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        answer = await http.put(OWN, content=content, headers={"Content-Type": "image/png"})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert said in answer.json()["message"]
        assert (await http.get("/api/operator/v1/session")).json()["me"]["avatar"] is None


async def test_more_than_ten_megabytes_are_refused_by_the_figure(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        for language, said in (("ru", "не больше 10 МБ"), ("en", "at most 10 MB")):
            refused = await http.put(
                OWN, content=b"\xff\xd8\xff" + bytes(10 * 2**20), headers={"Accept-Language": language}
            )
            assert (refused.status_code, refused.json()["code"]) == (422, "avatar_too_heavy")
            assert said in refused.json()["message"]


async def test_a_picture_for_somebody_who_is_only_to_be_made_is_judged_and_not_kept(server: Served) -> None:
    check = f"/api/owner/v1/projects/{server.shop.number}/avatar"
    before = await read(server.house, "SELECT count(*) FROM files")
    async with server.http(await server.sign_in_owner(), OWNER_COOKIE) as http:
        refused = await http.post(check, content=picture(640, 480))
        assert (refused.status_code, refused.json()["code"]) == (422, "avatar_not_square")
        crop = {name: refused.json()["params"][name] for name in ("left", "top", "side")}
        for content, params in ((picture(640, 480), crop), (picture(300, 300), {})):
            assert (await http.post(check, content=content, params=params)).json() == {"avatar": None}
    assert await read(server.house, "SELECT count(*) FROM files") == before


async def test_the_crop_that_is_offered_fits(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        for width, height in ((640, 480), (480, 641), (3000, 2000), (1501, 1501)):
            data = picture(width, height)
            offered = (await http.put(OWN, content=data)).json()["params"]
            crop = {name: offered[name] for name in ("left", "top", "side")}
            assert (await http.put(OWN, content=data, params=crop)).status_code == 200, (width, height)
        small = await http.put(OWN, content=picture(190, 800))
        assert "side" not in small.json()["params"]
        for left, top, side in ((0, 0, 199), (0, 0, 1501), (200, 0, 300), (0, 9999, 300)):
            wrong = await http.put(OWN, content=picture(480, 480), params={"left": left, "top": top, "side": side})
            assert wrong.status_code == 422, (left, top, side)


async def test_an_attachment_is_no_avatar(server: Served) -> None:
    async with server.http(await server.sign_in(ANNA)) as http:
        from tests.uploading import operators

        file = await operators(server, await server.sign_in(ANNA)).upload("a.png", picture(300, 300, "PNG"))
        assert (await http.get(f"/a/{file}.webp")).status_code == 404
        avatar = (await http.put(OWN, content=picture(300, 300))).json()["avatar"]
    async with browse(server.url) as nobody:
        assert (await nobody.get(avatar)).status_code == 200
