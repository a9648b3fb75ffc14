"""Operators and owners."""

from besedka.domain.ids import FileId, Instant, OperatorId, OwnerId, ProjectNumber
from besedka.domain.operator import Operator, Owner, Role, Stance
from besedka.ports.database import Change, Query, Save, Script, Table
from besedka.store.rows import fetch, fetch_one
from besedka.store.schema import OPERATORS, OWNERS

_OPERATOR = "id, project, name, email, title, role, disabled_at, avatar_id, stance"


OPERATORS_BY_ID = f"SELECT {_OPERATOR} FROM operators WHERE id IN $keys"


def operators(project: ProjectNumber) -> Script[list[Operator]]:
    """Return every operator of the project, disabled ones too, by name."""
    found = yield from fetch(
        f"SELECT {_OPERATOR} FROM operators WHERE project = $1 ORDER BY name", (project,), operator_row
    )
    return found


def operator_by_id(id: OperatorId) -> Script[Operator | None]:
    """Return one operator."""
    found = yield from fetch_one(f"SELECT {_OPERATOR} FROM operators WHERE id = $1", (id,), operator_row)
    return found


def operator_by_email(project: ProjectNumber, email_folded: str) -> Script[tuple[Operator, str] | None]:
    """Return an operator and the password's hash."""
    sql = f"SELECT {_OPERATOR} FROM operators WHERE project = $1 AND email_folded = $2"
    found = yield from fetch_one(sql, (project, email_folded), operator_row)
    if found is None:
        return None
    rows = yield Query("SELECT password FROM operators WHERE id = $1", (found.id,))
    return found, str(rows[0][0])


def operator_password(id: OperatorId) -> Script[str | None]:
    """Return the hash of an operator's password."""
    rows = yield Query("SELECT password FROM operators WHERE id = $1", (id,))
    return str(rows[0][0]) if rows else None


def operator_of(project: ProjectNumber, id: OperatorId, *, lock: bool = False) -> Script[Operator | None]:
    """Return an operator of this project; `lock`: whom nobody else may change until this transaction ends."""
    sql = f"SELECT {_OPERATOR} FROM operators WHERE id = $1 AND project = $2{' FOR UPDATE' if lock else ''}"
    found = yield from fetch_one(sql, (id, project), operator_row)
    return found


def change_operator(operator: Operator, email_folded: str) -> Script[None]:
    """Store who an operator is now; ConstraintFailed when the e-mail is taken in the project."""
    row = (operator.id, operator.name, operator.email, email_folded, operator.title, operator.role)
    yield Change(OPERATORS, ("name", "email", "email_folded", "title", "role"), [row])


def set_password(table: Table, id: OperatorId | OwnerId, password: str) -> Script[None]:
    """Store a new hash for an operator (OPERATORS) or a person of the cabinet (OWNERS)."""
    yield Change(table, ("password",), [(id, password)])


def set_disabled(id: OperatorId, at: Instant | None) -> Script[None]:
    """Disable an operator since `at`, or enable one again."""
    yield Change(OPERATORS, ("disabled_at",), [(id, at)])


def set_stance(id: OperatorId, stance: Stance | None) -> Script[None]:
    """Store what an operator said of themselves."""
    yield Change(OPERATORS, ("stance",), [(id, stance)])


def owner_by_email(email_folded: str) -> Script[tuple[Owner, str] | None]:
    """Return an owner and the password's hash."""
    rows = yield Query("SELECT id, name, email, password FROM owners WHERE email_folded = $1", (email_folded,))
    if not rows:
        return None
    id, name, email, password = rows[0]
    return Owner(OwnerId(id), name, email), str(password)


def owner_by_id(id: OwnerId) -> Script[Owner | None]:
    """Return one owner."""
    found = yield from fetch_one("SELECT id, name, email FROM owners WHERE id = $1", (id,), Owner)
    return found


def add_owner(owner: Owner, email_folded: str, password: str, now: Instant, *, founder: bool = True) -> Script[None]:
    """Store a new account, one that may make projects unless told otherwise; ConstraintFailed when the e-mail is taken."""
    yield Save(OWNERS, [(owner.id, owner.email, email_folded, owner.name, password, now, int(founder))])


def add_operator(operator: Operator, email_folded: str, password: str, now: Instant) -> Script[None]:
    """Store a new operator; ConstraintFailed when the e-mail is taken in the project."""
    row = (
        operator.id, operator.project, operator.email, email_folded, operator.name, operator.title, operator.role, password, now, None,
        operator.avatar, operator.stance,
    )  # fmt: skip
    yield Save(OPERATORS, [row])


def operator_row(
    id: OperatorId, project: ProjectNumber, name: str, email: str, title: str | None, role: Role, disabled_at: int | None,
    avatar: FileId | None, stance: Stance | None,
) -> Operator:  # fmt: skip
    """Return the operator whose row this is."""
    return Operator(id, project, name, email, title, role, disabled_at is not None, avatar, stance)
