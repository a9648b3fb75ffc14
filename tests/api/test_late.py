"""An action on a conversation that has just been closed, handed over, taken or put back (issue "everything an operator does").

For every deed and everything that may have happened meanwhile the table says what comes of it: `done`; `so` (it is so already, nothing
moves); or the code with which it is refused. A refusal changes nothing and says a clear sentence in both languages.
"""

import pytest

from besedka.domain.sentences import SENTENCES
from tests.api.late import HAPPENED, KINDS, LANGUAGES, Scene, Stage
from tests.api.rights import ONE, TABLE
from tests.people import ANNA, IGOR, Person
from tests.realtime.stage import Stage as Playbook
from tests.serving import Served

MINE = ["closed", "handed over", "put back", "asked"]
"""What may have become of Igor's own."""
LATE: dict[str, list[str]] = {
    #                     closed            handed over    put back      asked
    "answer":             ["already_closed", "not_yours",   "done",       "done"],
    "answer with a file": ["already_closed", "not_yours",   "done",       "done"],
    "note":               ["done",           "not_yours",   "done",       "done"],
    "change a message":   ["done",           "not_yours",   "done",       "done"],
    "delete a message":   ["done",           "not_yours",   "done",       "done"],
    "change a note":      ["done",           "not_yours",   "done",       "done"],
    "delete a note":      ["done",           "not_yours",   "done",       "done"],
    "tag":                ["done",           "not_yours",   "done",       "done"],
    "change the card":    ["done",           "not_yours",   "done",       "done"],
    "send a lead":        ["done",           "not_yours",   "done",       "done"],
    "choose in the CRM":  ["done",           "not_yours",   "done",       "done"],
    "write to the client": ["letters_off",   "not_yours",   "letters_off", "letters_off"],
    "make a link":        ["done",           "not_yours",   "done",       "done"],
    "revoke links":       ["done",           "not_yours",   "done",       "done"],
    "take":               ["already_closed", "already_taken", "done",     "so"],
    "close":              ["so",             "not_yours",   "done",       "done"],
    "ask and close":      ["so",             "not_yours",   "done",       "so"],
    "reopen":             ["done",           "not_yours",   "so",         "done"],
    "hand over":          ["only_admins",    "not_yours",   "only_admins", "only_admins"],
    "put back":           ["only_admins",    "not_yours",   "only_admins", "only_admins"],
    "upload":             ["done",           "done",        "done",       "done"],
}  # fmt: skip
"""What comes of what Igor does. An answer to what was put back takes it again; an upload is about no conversation until it is sent."""
NEW = ["taken", "closed when new"]
TOO_LATE: dict[str, list[str]] = {
    #                     taken            closed when new
    "answer":             ["not_yours",     "already_closed"],
    "answer with a file": ["not_yours",     "already_closed"],
    "note":               ["not_yours",     "done"],
    "change a note":      ["not_yours",     "done"],
    "delete a note":      ["not_yours",     "done"],
    "tag":                ["not_yours",     "done"],
    "change the card":    ["not_yours",     "done"],
    "take":               ["already_taken", "already_closed"],
    "close":              ["not_yours",     "so"],
    "ask and close":      ["not_yours",     "so"],
    "reopen":             ["not_yours",     "done"],
}  # fmt: skip
"""The same of a new one that Igor had before his eyes."""
ADMIN: dict[str, list[str]] = {
    #                     closed            handed over     put back            taken            closed when new
    "answer":             ["already_closed", "done",         "done",             "done",          "already_closed"],
    "take":               ["already_taken",  "so",           "done",             "so",            "already_closed"],
    "hand over":          ["already_closed", "so",           "already_returned", "so",            "already_closed"],
    "put back":           ["already_closed", "already_taken", "so",              "already_taken", "already_closed"],
}  # fmt: skip
"""What comes of what Anna, an administrator, does, who believes that it is still Igor's."""
CASES = [
    *((IGOR, happened, deed, row[n]) for deed, row in LATE.items() for n, happened in enumerate(MINE)),
    *((IGOR, happened, deed, row[n]) for deed, row in TOO_LATE.items() for n, happened in enumerate(NEW)),
    *(
        (ANNA, happened, deed, row[n])
        for deed, row in ADMIN.items()
        for n, happened in enumerate(["closed", "handed over", "put back", "taken", "closed when new"])
    ),
]


def test_every_way_to_change_a_conversation_has_a_line() -> None:
    """A new route that does something to a conversation must be put into the table."""
    scene = Scene("{id}", "{message}", "{note}", "{tag}", "", _Nobody())  # type: ignore[arg-type]  # only ids are asked
    made = {(kind(scene)[0], kind(scene)[1].partition("?")[0]) for kind in KINDS.values()}
    routes = {(row.method, row.path) for row in TABLE if row.path.startswith(ONE) and row.method != "GET"}
    assert routes - made == {("DELETE", f"{ONE}/tags/{{tag}}")}, "taking a tag off is putting one on"
    assert set(KINDS) == set(LATE)


class _Nobody:
    anna = igor = b""


@pytest.mark.parametrize("happened", sorted(HAPPENED))
async def test_the_table(server: Served, happened: str) -> None:
    stage = await Stage(server).opened()
    wrong = [
        wrong
        for who, what, deed, expected in CASES
        if what == happened
        for wrong in await _tried(stage, who, happened, deed, expected)
    ]
    await stage.close()
    assert wrong == []


async def _tried(stage: Stage, who: Person, happened: str, deed: str, expected: str) -> list[str]:
    """Do it once, if it is refused in every language; return what is not as the table says."""
    scene = await HAPPENED[happened](stage)
    await stage.settled()
    request, before = KINDS[deed](scene), await stage.rows()
    wrong: list[str] = []
    for language in LANGUAGES if expected not in ("done", "so") else LANGUAGES[:1]:
        answer = await stage.tries(who, request, language)
        told = answer.json()
        if expected in ("done", "so"):
            fits = answer.status_code < 300 and ((await stage.rows()) != before) == (expected == "done")
        else:
            fits = (answer.status_code in (403, 409) and told["code"] == expected and await stage.rows() == before)  # fmt: skip
            fits = fits and told["message"] == _sentence(told, language)
        if not fits:
            wrong.append(f"{who.name}: {deed}, {happened}: not {expected}: {answer.status_code} {answer.text[:160]}")
    return wrong


def _sentence(told: dict[str, object], language: str) -> str:
    """Return the sentence that is expected: whole, and with a colleague's name, not with an id."""
    params = told["params"]
    assert isinstance(params, dict)
    assert params.get("operator") in (None, ANNA.name, IGOR.name)
    return SENTENCES[str(told["code"])][language].format(**params)


@pytest.mark.parametrize(("happened", "code"), [("closed", "already_closed"), ("handed over", "not_yours")])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_same_by_the_socket(server: Served, happened: str, code: str, language: str) -> None:
    """The app's answers go by the socket: the frame is refused under its own id, to be told beside the words."""
    stage, igor = await Stage(server).opened(), await Playbook(server.house, server.shop).desk(IGOR)
    igor.say({"t": "hello", "v": 1, "position": 0, "language": language})
    await igor.hear()
    scene = await HAPPENED[happened](stage)
    await igor.hear()
    before = await stage.rows()
    said = igor.post(scene.conversation, "вот")
    (told,) = await igor.hear()
    assert (told["t"], told["id"], told["code"], told["again"]) == ("refused", said, code, False)
    assert told["message"] == _sentence(told, language)
    igor.say({"t": "note", "id": said, "conversation": scene.conversation, "text": "вот"})
    heard = await igor.hear()
    if code == "not_yours":
        assert [(f["t"], f["code"], f["message"]) for f in heard] == [("refused", code, told["message"])]
        assert await stage.rows() == before
    else:
        assert [f["t"] for f in heard] == ["noted", "note_added"]
    await stage.close()
