"""The desktop app at the door: the signed letter as it is, the packages that it names, and what the cabinet tells of them."""

from pathlib import Path

from besedka.actions import desktop
from besedka.api.sockets.gate import OWNER_COOKIE
from besedka.domain.ids import Instant
from tests.serving import Served

NAME = "besedka-chat_0.2.0_amd64.deb"
CONTENT = bytes(range(256)) * 40


def publish(server: Served, tmp_path: Path) -> Path:
    """Put a release where the server hands it out."""
    folder = server.house.deps.desktop
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(CONTENT)
    (folder / "secret.txt").write_bytes(b"not a package")
    desktop.new_key(tmp_path / "publisher.pem")
    desktop.sign(
        folder, tmp_path / "publisher.pem", "0.2.0", Instant(1_790_000_000_000), {"ru": "Тише", "en": "Calmer"}
    )
    return folder


async def test_the_letter_and_its_packages_are_anybodys_and_nothing_else_is(server: Served, tmp_path: Path) -> None:
    async with server.http() as http:
        assert (await http.get("/desktop/releases.json")).status_code == 404
        folder = publish(server, tmp_path)
        letter = await http.get("/desktop/releases.json")
        assert (letter.content, letter.headers["content-type"]) == (
            (folder / "releases.json").read_bytes(),
            "application/json",
        )
        assert letter.headers["cache-control"] == "no-cache"
        package = await http.get(f"/desktop/files/{NAME}")
        assert (package.status_code, package.content) == (200, CONTENT)
        assert package.headers["content-disposition"] == f'attachment; filename="{NAME}"'
        assert package.headers["content-type"] == "application/octet-stream"
        assert (package.headers["x-content-type-options"], "sandbox" in package.headers["content-security-policy"]) == (
            "nosniff",
            True,
        )
        part = await http.get(f"/desktop/files/{NAME}", headers={"Range": "bytes=10-19"})
        assert (part.status_code, part.content) == (206, CONTENT[10:20]), "a download that broke off goes on"
        for name in ("secret.txt", "releases.json", "..%2Fbesedka.sqlite3", "%00", "a" * 300):
            assert (await http.get(f"/desktop/files/{name}")).status_code == 404, name


async def test_the_cabinet_tells_what_can_be_downloaded_or_why_not(server: Served, tmp_path: Path) -> None:
    token = await server.sign_in_owner()
    async with server.http(token, OWNER_COOKIE) as http:
        nothing = {"standing": "absent", "version": "", "published_at": 0, "notes": "", "packages": []}
        assert (await http.get("/api/owner/v1/desktop")).json() == {
            **nothing,
            "feed": f"{server.url}/desktop/releases.json",
        }
        folder = publish(server, tmp_path)
        told = (await http.get("/api/owner/v1/desktop")).json()
        assert (told["standing"], told["version"], told["published_at"], told["notes"]) == (
            "published",
            "0.2.0",
            1_790_000_000_000,
            "Тише",
        )
        [one] = told["packages"]
        assert (one["system"], one["name"], one["size"]) == ("linux", NAME, len(CONTENT))
        assert (await http.get(one["address"])).content == CONTENT
        (folder / NAME).unlink()
        assert (await http.get("/api/owner/v1/desktop")).json()["standing"] == "incomplete"
        (folder / "releases.json").write_text("?")
        assert (await http.get("/api/owner/v1/desktop")).json()["standing"] == "unreadable"
