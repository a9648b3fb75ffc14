"""Tags: kept by administrators, set and unset by every operator in whose scope a conversation is."""

from dataclasses import dataclass, replace

from besedka.actions import access, audit
from besedka.actions.act import Act
from besedka.actions.deps import Deps
from besedka.domain import tag as rules
from besedka.domain.audit import Did, differences
from besedka.domain.conversation import Conversation
from besedka.domain.errors import BadInput, Conflict, NotFound
from besedka.domain.ids import TagId
from besedka.domain.operator import Operator
from besedka.domain.tag import MOST, Color, Tag, clean_name, fold_name
from besedka.ports.database import Script
from besedka.store import projects
from besedka.store import tags as store
from besedka.store.ledger import Ledger
from besedka.store.needs import Needs


@dataclass(slots=True)
class SetTag(Act[Conversation]):
    """Set a tag on a conversation, or unset it. What is so already is answered the same and announces nothing."""

    tag: TagId
    on: bool

    def need(self, needs: Needs) -> None:
        """The conversation, and which tags the project has."""
        Act.need(self, needs)
        needs.tags.add(self.me.project)

    def act(self, ledger: Ledger, c: Conversation) -> Conversation:
        """NotFound for a tag that the project has not; BadInput `tags_too_many`."""
        known = frozenset(id for id, project in ledger.tags.items() if project == c.project)
        if self.tag not in known:
            raise NotFound("not_found")
        if rules.set_tag(c, self.tag, known, on=self.on):
            ledger.also(store.put(c.project, self.tag, c.id, on=self.on))
            ledger.announce(c, "conversation_tagged", self.at, "operator", self.me.id, ref=self.tag)
        return c


async def add(deps: Deps, me: Operator, id: TagId, name: str, color: Color) -> Tag:
    """Make a tag; the same id again answers the same. Forbidden `admins_only`; BadInput by field, `tags_too_many_here`; Conflict
    `tag_taken`."""
    clean, now = clean_name(name), deps.clock.now()

    def script() -> Script[Tag]:
        held = yield from _held(me)
        known = yield from store.by_id(id)
        if known is not None:
            return _again(known, me, clean, color)
        if len(held) >= MOST:
            raise BadInput("tags_too_many_here", {"limit": MOST})
        tag = Tag(id, me.project, clean, fold_name(clean), color, max((t.place for t in held), default=0) + 1, now)
        _must_be_free(held, tag)
        yield from store.keep(tag)
        yield from audit.note(deps, audit.of_operator(me), me.project, Did("tag_added", tag.name, tag.id))
        return tag

    return await deps.committer.run(script)


async def change(deps: Deps, me: Operator, id: TagId, name: str, color: Color) -> Tag:
    """Call a tag otherwise, or paint it. NotFound when it is not there; else as `add`."""
    clean = clean_name(name)

    def script() -> Script[Tag]:
        held = yield from _held(me)
        known = _must_have(held, id)
        tag = replace(known, name=clean, name_folded=fold_name(clean), color=color)
        _must_be_free(held, tag)
        if tag != known:
            yield from store.keep(tag)
            changes = differences(_told(known), _told(tag))
            yield from audit.note(deps, audit.of_operator(me), me.project, Did("tag_changed", tag.name, id, changes))
        return tag

    return await deps.committer.run(script)


async def remove(deps: Deps, me: Operator, id: TagId) -> None:
    """Remove a tag from the project and from every conversation. NotFound when it is not there."""

    def script() -> Script[None]:
        tag = _must_have((yield from _held(me)), id)
        yield from store.remove(id)
        yield from audit.note(deps, audit.of_operator(me), me.project, Did("tag_removed", tag.name, id))

    await deps.committer.run(script)


def _told(tag: Tag) -> dict[str, str]:
    return {"name": tag.name, "color": tag.color}


def _held(me: Operator) -> Script[list[Tag]]:
    """Return the project's tags, kept from everybody else's changes until the commit."""
    access.must_be_admin(me)
    yield from projects.project_to_change(me.project)
    found = yield from store.of_project(me.project)
    return found


def _must_have(held: list[Tag], id: TagId) -> Tag:
    found = next((tag for tag in held if tag.id == id), None)
    if found is None:
        raise NotFound("not_found")
    return found


def _must_be_free(held: list[Tag], tag: Tag) -> None:
    if any(other.name_folded == tag.name_folded and other.id != tag.id for other in held):
        raise Conflict("tag_taken", {"name": tag.name, "field": "name"})


def _again(known: Tag, me: Operator, name: str, color: Color) -> Tag:
    if (known.project, known.name, known.color) != (me.project, name, color):
        raise BadInput("id_taken")
    return known
