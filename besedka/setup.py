"""What the command line sets up: projects, operators, and the demo installation."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from besedka.actions import accounts, deletions, letters, members, operators
from besedka.actions import projects as actions
from besedka.actions.operators import Draft
from besedka.app import House
from besedka.domain.errors import NotFound
from besedka.domain.ids import OwnerId, ProjectNumber, new_id
from besedka.domain.operator import Role
from besedka.domain.project import snippet
from besedka.store import accounts as stored_accounts
from besedka.store import projects

DEMO_FILE = "demo.json"
DEMO_OWNER = ("owner@demo.example", "owner-demo-2026")
DEMO_OPERATOR = ("anna@demo.example", "operator-demo-2026")
DEMO_STAFF: tuple[tuple[str, str, Role], ...] = (
    ("Анна Соколова", DEMO_OPERATOR[0], "admin"),
    ("Игорь Белов", "igor@demo.example", "operator"),
)


@dataclass(frozen=True, slots=True)
class Installed:
    """What a person needs to begin: addresses, and on a demo how to sign in."""

    url: str
    sign_in: dict[str, object]

    @staticmethod
    def of(url: str) -> "Installed":
        """Return the addresses alone."""
        return Installed(url, {})

    def _addresses(self) -> dict[str, object]:
        return {
            "url": self.url,
            "demo_url": f"{self.url}/demo/",
            "operator_url": f"{self.url}/operator/",
            "cabinet_url": f"{self.url}/cabinet/",
        }

    def as_json(self) -> str:
        """Return one object in one line."""
        return json.dumps({**self._addresses(), **self.sign_in}, ensure_ascii=False)

    def as_text(self) -> str:
        """Return the line that a person reads."""
        if "start_url" in self.sign_in:
            first = f"nobody has an account yet: make the first one, within a day, at {self.sign_in['start_url']}"
            return f"Besedka is ready: {self.url} · {first}"
        if not self.sign_in:
            return f"Besedka is ready: {self.url}"
        project, owner, operator = (self.sign_in[k] for k in ("project", "owner", "operator"))
        assert isinstance(project, dict)
        assert isinstance(owner, dict)
        assert isinstance(operator, dict)
        return (
            f"Besedka is ready: {self.url} · demo shop {self.url}/demo/ · operators {self.url}/operator/ (project {project['number']}, "
            f"{operator['email']}, {operator['password']}) · cabinet {self.url}/cabinet/ ({owner['email']}, {owner['password']})"
        )


async def create_project(
    house: House, name: str, sites: Sequence[str], owner_name: str, email: str, password: str
) -> dict[str, object]:
    """Make a project; answers its number, key, sites, snippet and the owner."""
    project, owner = await actions.create(house.deps, house.passwords, name, sites, owner_name, email, password)
    return {
        "number": project.number, "key": project.key, "name": project.name, "sites": list(project.sites),
        "owner": {"email": owner.email, "password": password}, "snippet": snippet(_base(house), project.key),
    }  # fmt: skip


async def allow_site(house: House, number: ProjectNumber, site: str) -> dict[str, object]:
    """Add a site; answers the project's whole list."""
    project = await actions.allow_site(house.deps, number, site)
    return {"number": project.number, "sites": list(project.sites)}


async def delete_project(house: House, number: ProjectNumber, name: str) -> dict[str, object]:
    """Delete a project, and what it has on disk; answers what is gone."""
    gone = await deletions.delete_by_house(house.deps, number, name)
    house.hub.blip(number, {"b": "people", "ended": []})
    await letters.send_soon(house.deps)
    await deletions.sweep(house.deps)
    return {"number": number, "name": name, "gone": asdict(gone)}


async def add_operator(
    house: House, number: ProjectNumber, name: str, email: str, password: str, title: str | None, admin: bool
) -> dict[str, object]:
    """Make an operator; answers how they sign in."""
    role: Role = "admin" if admin else "operator"
    draft = Draft(operators.fresh_id(house.deps.clock.now()), name, email, password, title, role)
    operator = await operators.make(house.deps, house.passwords, number, draft)
    return {"id": operator.id.hex(), "project": number, "email": operator.email, "password": password, "role": role}


async def add_member(house: House, number: ProjectNumber, name: str, email: str, password: str) -> dict[str, object]:
    """Let a person into the cabinet, in the owner's name; answers how they sign in. A known person keeps their password."""
    project = await house.deps.database.read(projects.project_by_number(number))
    if project is None:
        raise NotFound("project_unknown")
    id = OwnerId(new_id(house.deps.clock.now()))
    invited = await members.add(house.deps, house.passwords, project.owner, number, id, name, email, password)
    person = invited.member.person
    return {
        "id": person.id.hex(),
        "project": number,
        "email": person.email,
        "password": None if invited.known else password,
    }


async def first_steps(house: House, url: str) -> Installed:
    """Return the addresses; while nobody has an account, also the one at which the first is made, by whoever can read this."""
    if await house.deps.database.read(stored_accounts.nobody_yet()):
        return Installed(url, {"start_url": start_link(url, await accounts.invite(house.deps))})
    return Installed.of(url)


def start_link(url: str, token: str) -> str:
    """Return where an account is made."""
    return f"{url}/cabinet/start#{token}"


async def invite_owner(house: House, email: str) -> dict[str, object]:
    """Invite somebody to make an account; answers the link."""
    return {"link": start_link(_base(house), await accounts.invite(house.deps, email))}


async def give_password(house: House, email: str, password: str) -> dict[str, object]:
    """Set the password of somebody of the cabinet; answers how they sign in."""
    person = await accounts.give_password(house.deps, house.passwords, email, password)
    return {"email": person.email, "password": password}


def _base(house: House) -> str:
    return house.settings.public_url or f"http://{house.settings.host}:{house.settings.port}"


async def demo_installation(house: House, url: str) -> Installed:
    """Return the demo's sign-in data, making project, owner and operator on the first start."""
    if await house.deps.database.read(projects.first_project()) is None:
        await _make_demo(house)
    return Installed(url, json.loads(_demo_file(house).read_text()) if _demo_file(house).exists() else {})


async def _make_demo(house: House) -> None:
    deps, passwords = house.deps, house.passwords
    project, _ = await actions.create(deps, passwords, "Тихий дом", [], "Марина Ковалёва", *DEMO_OWNER)
    email, password = DEMO_OPERATOR
    for name, address, role in DEMO_STAFF:
        draft = Draft(operators.fresh_id(deps.clock.now()), name, address, password, "консультант", role)
        await operators.make(deps, passwords, project.number, draft)
    found = {
        "project": {"number": project.number, "key": project.key},
        "owner": {"email": DEMO_OWNER[0], "password": DEMO_OWNER[1]},
        "operator": {"email": email, "password": password},
    }
    _demo_file(house).write_text(json.dumps(found, ensure_ascii=False))


def _demo_file(house: House) -> Path:
    return house.settings.data / DEMO_FILE
