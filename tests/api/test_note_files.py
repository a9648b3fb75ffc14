"""Files in notes: for operators in scope, and never for a client, whatever id or link is tried (SECURITY.md, line 12)."""

from besedka.domain.ids import ConversationId, FileId
from besedka.store import files as rows
from besedka.wire import operator as op
from besedka.wire import visitor as vi
from besedka.wire.shapes import Refused
from tests.clients import OperatorClient, VisitorClient, browse, make_id
from tests.people import ANNA, IGOR, Person
from tests.pictures import PDF, picture
from tests.serving import Served
from tests.uploading import Hand, operators, visitors

API = "/api/operator/v1"


async def begun(server: Served) -> tuple[VisitorClient, OperatorClient, str]:
    """Return a visitor who has written, Anna, and the conversation's id."""
    olga, anna = await server.visitor(), await server.operator(ANNA)
    await olga.post("Здравствуйте")
    return olga, anna, (await anna.expect(op.MessagePosted))["conversation"]


async def hand(server: Served, who: Person) -> Hand:
    """Return an operator's way of uploading."""
    return operators(server, await server.sign_in(who))


async def note(client: OperatorClient, c: str, text: str, *files: str, id: str | None = None) -> op.Noted:
    """Write a note with files."""
    await client.say({"t": "note", "id": id or make_id(), "conversation": c, "text": text, "files": list(files)})
    return await client.expect(op.Noted)


async def test_colleagues_see_what_a_note_carries(server: Served) -> None:
    _, anna, c = await begun(server)
    igor, hers = await server.operator(IGOR), await hand(server, ANNA)
    photo = picture()
    ids = [await hers.upload("Паспорт.jpg", photo), await hers.upload("Договор.pdf", PDF)]
    noted = await note(anna, c, "", *ids)
    assert [f["id"] for f in noted["files"]] == ids
    told = (await igor.expect(op.NoteAdded))["note"]
    assert [(f["id"], f["name"], f["preview"]) for f in told["files"]] == [
        (ids[0], "Паспорт.jpg", True),
        (ids[1], "Договор.pdf", False),
    ]
    his = await hand(server, IGOR)
    assert (await his.http.get(f"{API}/files/{ids[0]}/content")).content == photo
    page = (await his.http.get(f"{API}/conversations/{c}/messages")).json()
    assert page["notes"] == [told]
    late = await server.operator(IGOR, position=0)
    assert (await late.expect(op.NoteAdded))["note"] == told


async def test_no_client_gets_what_a_note_carries(server: Served) -> None:
    olga, anna, c = await begun(server)
    secret = await (await hand(server, ANNA)).upload("Паспорт.jpg", picture())
    await note(anna, c, "Не показывать", secret)
    hers = visitors(server, olga.key)
    for answer in (
        await hers.look(secret), await hers.append(secret, 0, b"x"), await hers.begin("a.jpg", 5, secret), await hers.cancel(secret),
    ):  # fmt: skip
        assert (answer.status_code, answer.json()["code"]) == (404, "file_unknown")
    for id in (secret, c):
        await olga.say({"t": "post", "id": make_id(), "text": "", "files": [id]})
        assert (await olga.expect(Refused))["code"] == "file_unknown"
    for way in ("content", "preview"):
        assert (await hers.http.get(f"{API}/files/{secret}/{way}")).status_code == 403
        assert (await server.http(olga.key).get(f"{API}/files/{secret}/{way}")).status_code == 401
    await olga.ping()
    assert secret not in str(olga.heard)
    assert secret not in str((await server.visitor(olga.key)).heard)


async def test_a_link_that_is_well_signed_opens_no_note(server: Served) -> None:
    olga, anna, c = await begun(server)
    hers = await hand(server, ANNA)
    secret, open_ = await hers.upload("Паспорт.jpg", picture()), await hers.upload("Лампа.jpg", picture())
    await note(anna, c, "", secret)
    await anna.say({"t": "post", "id": make_id(), "conversation": c, "text": "", "files": [open_]})
    await olga.expect(vi.MessagePosted)
    whose = await server.house.deps.database.read(rows.visitor_of(ConversationId(bytes.fromhex(c))))
    assert whose is not None
    async with browse(server.url) as http:
        for file, status in ((open_, 200), (secret, 404)):
            link = server.house.hub.links.seal(FileId(bytes.fromhex(file)), whose)
            assert (await http.get(link)).status_code == status
            assert (await http.get(f"{link}/preview")).status_code == status


async def test_a_message_and_a_note_of_one_id_share_no_files(server: Served) -> None:
    olga, anna, c = await begun(server)
    before, hers, id = olga.position, await hand(server, ANNA), make_id()
    secret, open_ = await hers.upload("secret.pdf", PDF), await hers.upload("price.pdf", PDF)
    await note(anna, c, "x", secret, id=id)
    post = {"t": "post", "id": id, "conversation": c, "text": "Цены", "files": [open_]}
    for _ in range(2):
        await anna.say(post)
        assert [f["id"] for f in (await anna.expect(op.Ack))["files"]] == [open_]
    assert [f["id"] for f in (await note(anna, c, "x", secret, id=id))["files"]] == [secret]
    heard = await olga.expect(vi.MessagePosted)
    assert [f["id"] for f in heard["message"]["files"]] == [open_]
    for position in (None, before):
        again = await server.visitor(olga.key, position)
        await again.ping()
        assert secret not in str(again.heard)
        assert open_ in str(again.heard)
    page = (await hers.http.get(f"{API}/conversations/{c}/messages")).json()
    assert [[f["id"] for f in m["files"]] for m in page["messages"]] == [[], [open_]]
    assert [[f["id"] for f in n["files"]] for n in page["notes"]] == [[secret]]


async def test_over_http_a_note_is_written_changed_and_taken_back_with_its_files(server: Served) -> None:
    _, _, c = await begun(server)
    hers, id = await hand(server, ANNA), make_id()
    file = await hers.upload("a.pdf", PDF)
    body = {"id": id, "text": "", "files": [file]}
    for _ in range(2):
        written = (await hers.http.post(f"{API}/conversations/{c}/notes", json=body)).json()["note"]
        assert [f["id"] for f in written["files"]] == [file]
    assert (await hers.cancel(file)).json()["code"] == "file_taken"
    for text in ("другое", "", ""):
        changed = (await hers.http.patch(f"{API}/conversations/{c}/notes/{id}", json={"text": text})).json()["note"]
        assert (changed["text"], [f["id"] for f in changed["files"]]) == (text, [file])
    gone = (await hers.http.delete(f"{API}/conversations/{c}/notes/{id}")).json()["note"]
    assert (gone["text"], gone["files"]) == ("", [])
    assert (await hers.http.get(f"{API}/files/{file}/content")).status_code == 404


async def test_only_ones_own_free_and_whole_files_go_with_a_note(server: Served) -> None:
    olga, _, c = await begun(server)
    hers, his = await hand(server, ANNA), await hand(server, IGOR)
    half, taken = make_id(), await hers.upload("a.pdf", PDF)
    await hers.begin("b.pdf", 100, half)
    path = f"{API}/conversations/{c}/notes"
    assert (await hers.http.post(path, json={"id": make_id(), "text": "", "files": [taken]})).status_code == 200
    theirs, olgas = await his.upload("c.pdf", PDF), await visitors(server, olga.key).upload("d.pdf", PDF)
    refused = {
        (half,): "file_not_ready", (taken,): "file_taken", (theirs,): "file_unknown", (olgas,): "file_unknown",
        (make_id(),): "file_unknown", tuple(make_id() for _ in range(11)): "too_many_files", (): "text_empty",
    }  # fmt: skip
    for files, code in refused.items():
        answer = await hers.http.post(path, json={"id": make_id(), "text": "", "files": list(files)})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert len((await hers.http.get(f"{API}/conversations/{c}/messages")).json()["notes"]) == 1


async def test_who_loses_the_conversation_loses_its_notes_files(server: Served) -> None:
    _, anna, c = await begun(server)
    file = await (await hand(server, ANNA)).upload("a.pdf", PDF)
    await note(anna, c, "", file)
    his = await hand(server, IGOR)
    assert (await his.http.get(f"{API}/files/{file}/content")).status_code == 200
    await anna.post(c, "Беру")
    assert (await his.http.get(f"{API}/files/{file}/content")).status_code == 404


async def test_where_sockets_do_not_pass_a_note_is_written_by_poll(server: Served) -> None:
    _, _, c = await begun(server)
    hers = await hand(server, ANNA)
    file, id = await hers.upload("a.pdf", PDF), make_id()
    frame = {"t": "note", "id": id, "conversation": c, "text": "", "files": [file]}
    hello = {"t": "hello", "v": 1, "position": 0, "language": "ru"}
    answer = await hers.http.post(f"{API}/poll", json={"hello": hello, "frames": [frame], "wait": 0})
    assert answer.status_code == 200, answer.text
    noted = [f for f in answer.json()["frames"] if f["t"] == "noted"]
    assert [(f["id"], [one["id"] for one in f["files"]]) for f in noted] == [(id, [file])]
