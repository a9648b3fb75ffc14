"""The named cast: a shop, its owner and its two operators, whom every test knows."""

from dataclasses import dataclass
from functools import lru_cache

from argon2 import PasswordHasher

from besedka.actions.deps import Deps
from besedka.domain.ids import OperatorId, OwnerId, ProjectNumber, new_id
from besedka.domain.operator import Operator, Owner, Role, fold_email
from besedka.ports.database import Script
from besedka.store import members, people, projects

SITE = "https://shop.example"
"""The site that may carry the shop's counter."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a password."""

    name: str
    email: str
    password: str
    role: Role = "operator"
    title: str | None = None


MARINA = Person("Марина Ковалёва", "marina@shop.example", "marina's password")
"""The owner."""
PAVEL = Person("Павел Дроздов", "pavel@shop.example", "pavel's password")
"""The member, whom Marina let into the cabinet."""
ANNA = Person("Анна Соколова", "anna@shop.example", "anna's password", "admin", "консультант")
"""The operator-administrator, who sees every conversation."""
IGOR = Person("Игорь Белов", "igor@shop.example", "igor's password")
"""The plain operator, who sees what is his and what is nobody's."""


@dataclass(frozen=True, slots=True)
class Shop:
    """The project «Тихий дом», and who works there."""

    number: ProjectNumber
    key: str
    owner: OwnerId
    anna: OperatorId
    igor: OperatorId
    pavel: OwnerId
    owner_email: str

    def operator(self, person: Person) -> OperatorId:
        """Return the id of Anna or Igor."""
        return {ANNA.email: self.anna, IGOR.email: self.igor}[person.email]


CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Makes real Argon2 hashes that cost next to nothing: tests sign in hundreds of times."""


@lru_cache
def cheap_hash(password: str) -> str:
    """Return a cheap hash, always the same one."""
    return CHEAP.hash(password)


async def open_shop(deps: Deps, name: str = "Тихий дом", key: str = "5" * 32) -> Shop:
    """Make the project with its owner and operators, in one commit. A second shop needs a name and a key of its own."""
    now = deps.clock.now()
    owner, pavel = OwnerId(new_id(now)), OwnerId(new_id(now))
    anna, igor = OperatorId(new_id(now)), OperatorId(new_id(now))
    front = "" if key == "5" * 32 else f"{key}."
    owners_email, pavels_email = front + MARINA.email, front + PAVEL.email

    def script() -> Script[Shop]:
        yield from people.add_owner(
            Owner(owner, MARINA.name, owners_email), owners_email, cheap_hash(MARINA.password), now
        )
        yield from people.add_owner(
            Owner(pavel, PAVEL.name, pavels_email), pavels_email, cheap_hash(PAVEL.password), now, founder=False
        )
        project = yield from projects.add_project(key, name, owner, (SITE,), now)
        yield from members.add(project.number, pavel, now)
        for id, who in ((anna, ANNA), (igor, IGOR)):
            row = Operator(id, project.number, who.name, who.email, who.title, who.role, False)
            yield from people.add_operator(row, fold_email(who.email), cheap_hash(who.password), now)
        return Shop(project.number, key, owner, anna, igor, pavel, owners_email)

    return await deps.committer.run(script)
