"""Sending a lead, step by step: each is journalled before it is asked and after it is done, so that whoever goes on knows where.

Nothing of it is on the way of a message: a CRM that is slow, or away for a day, holds up its own leads alone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from besedka.actions.crm import material as things
from besedka.actions.crm.accounts import STALE, Account, refreshed
from besedka.actions.crm.material import Material
from besedka.actions.deps import Deps
from besedka.domain import lead as rules
from besedka.domain.crm import Client
from besedka.domain.lead import Lead, Step
from besedka.domain.matching import the_one, those_of
from besedka.domain.responsible import Responsible, responsible
from besedka.domain.transcript import Part, Span, parts
from besedka.ports.crm import Comment, CrmFailed, Draft, Manager, Placed
from besedka.store import leads
from besedka.store.crms import BUILTIN

T = TypeVar("T")
HELD = 180_000
"""Milliseconds for which a node that sends a lead has it to itself, counted anew from every step."""


WITHIN = 150.0
"""Seconds for one question to a connector, with all its pages: less than a lead is one node's."""


class Gone(Exception):
    """The lead is there no more, or no longer ours: nothing is to be sent."""


@dataclass(slots=True)
class Sending:
    """One lead on its way. `lead` is as it was taken, with what has been done since."""

    deps: Deps
    account: Account
    of: Material
    lead: Lead

    async def run(self) -> None:
        """Go through the steps that are left. CrmFailed where the CRM does not do one; Gone."""
        if self.lead.crm != self.account.place:
            await self._note(lambda lead: rules.elsewhere(lead, self.account.place))
        await self._still_there()
        steps: dict[Step, Callable[[], Awaitable[None]]] = {
            "contact": self._contact, "lead": self._lead, "comment": self._comments, "responsible": self._responsible,
        }  # fmt: skip
        for step in rules.STEPS[rules.STEPS.index(self.lead.step) :]:
            await steps[step]()
            await self._note(lambda lead, step=step: rules.after(lead, step))  # type: ignore[misc]

    # ── the steps ────────────────────────────────────────────────────────────────────────────────────────────────

    async def _still_there(self) -> None:
        """Forget a contact that was deleted in the CRM since, or go on with the one that it was joined to."""
        if not self.account.powers.contacts or not self.lead.contact or self.lead.step not in ("contact", "lead"):
            return
        known = await _soon(self.account.crm.contact(self.lead.contact))
        await self._note(lambda lead: replace(lead, contact=known.id) if known else rules.unreached(lead))

    async def _contact(self) -> None:
        client, powers = self._client(), self.account.powers
        if not powers.contacts or self.lead.contact or not (client.phone or client.email):
            return
        chosen = (self.of.contact and self.of.contact.crm_id) or ""
        known = the_one(those_of(client, await _soon(self.account.crm.find_contacts(client))), chosen)
        if known is not None:
            await self._note(lambda lead: replace(lead, contact=known.id))
        elif powers.newcomers:
            await self._note(lambda lead: rules.began(lead, "contact"))
            manager = await self._manager()
            id = await _soon(self.account.crm.add_contact(client, self._origin(), manager.id if manager else ""))
            await self._note(lambda lead: replace(lead, contact=id))

    async def _lead(self) -> None:
        if self.lead.placed and not self.account.powers.changes:
            return
        try:
            placed, total = await self._fitting(self._change if self.lead.placed else self._add)
        except CrmFailed as failed:
            if failed.code != "crm_lead_gone" or not self.lead.placed:
                raise
            await self._note(rules.forgotten)
            placed, total = await self._fitting(self._add)
        await self._note(lambda lead: rules.placed(lead, placed.id, placed.url, placed.contact, total))

    async def _fitting(self, ask: Callable[[Draft], Awaitable[Placed]]) -> tuple[Placed, int | None]:
        """Ask, and again without a field that the CRM does not take: a lead is worth more than its field. Tells the sum that went."""
        draft = await self._draft()
        while True:
            try:
                return await ask(draft), draft.sum
            except CrmFailed as failed:
                if failed.code != "crm_field" or failed.field not in draft.extra:
                    raise
                draft = replace(draft, extra={id: value for id, value in draft.extra.items() if id != failed.field})
                await self._leave_out(failed.field)

    async def _add(self, draft: Draft) -> Placed:
        crm = self.account.crm
        if (
            self._doubtful("lead")
            and self.account.powers.finds
            and (known := await _soon(crm.find_lead(draft.origin))) is not None
        ):
            return known
        await self._note(lambda lead: rules.began(lead, "lead"))
        try:
            placed = await _soon(crm.add_lead(draft))
        except CrmFailed as failed:
            if not failed.lost:
                await self._note(lambda lead: rules.answered(lead, "lead"))
            raise
        if draft.responsible:
            await self._note(lambda lead: replace(lead, assigned=draft.responsible))
        return placed

    async def _change(self, draft: Draft) -> Placed:
        return await _soon(self.account.crm.change_lead(self.lead.placed, draft))

    async def _comments(self) -> None:
        last = self.of.conversation.last_seq
        while self.lead.said < last:
            await self._take(last)
            await self._span()
            await self._note(rules.told)

    async def _take(self, last: int) -> None:
        """Settle which messages go now: the same ones at every try, whatever is said meanwhile."""
        upto = min(last, self.lead.said + things.AT_ONCE)
        await self._note(lambda lead: replace(lead, upto=lead.upto or upto))

    async def _span(self) -> None:
        done = self.lead.part
        for place, piece in enumerate((await self._parts())[done:], done + 1):
            await self._comment(Comment(piece.mark, piece.text))
            await self._note(lambda lead, place=place: replace(rules.answered(lead, "comment"), part=place))  # type: ignore[misc]

    async def _parts(self) -> list[Part]:
        lead = self.lead
        said = await self.deps.database.read(things.said(lead.conversation, lead.said, lead.upto))
        span = Span(self.of.conversation.ordinal, lead.said + 1, lead.upto)
        voices = things.voices(self.of, said, lead, self.deps.address, params=self.account.rules.params)
        return parts(said.messages, span, voices, self.account.comment_limit)

    async def _comment(self, comment: Comment) -> None:
        crm, placed = self.account.crm, self.lead.placed
        if (
            self._doubtful("comment")
            and self.account.powers.comments
            and await _soon(crm.has_comment(placed, comment.mark))
        ):
            return
        await self._note(lambda lead: rules.began(lead, "comment"))
        await _soon(crm.comment(placed, comment))

    async def _responsible(self) -> None:
        powers = self.account.powers
        if not powers.managers or not powers.changes or self.lead.assigned:
            return
        manager = await self._manager()
        if manager is not None:
            await _soon(self.account.crm.assign(self.lead.placed, manager.id))
            await self._note(lambda lead: replace(lead, assigned=manager.id))

    # ── what they are made of ────────────────────────────────────────────────────────────────────────────────────

    def _doubtful(self, step: Step) -> bool:
        return rules.may_be_done(self.lead, step)

    def _client(self) -> Client:
        return Client(self.lead.name, self.lead.phone, self.lead.email)

    def _origin(self) -> str:
        return f"{rules.ORIGIN}{self.lead.conversation.hex()}"

    async def _draft(self) -> Draft:
        account, of, lead = self.account, self.of, self.lead
        extra = of.filled(account.extra, account.known, lead, self.deps.address)
        manager = await self._manager()
        facts = of.facts(lead, self.deps.address)
        await self._note(lambda one: replace(one, left_out=", ".join(extra.unfit)))
        return Draft(
            self._origin(), lead.title, self._client(), lead.contact, manager.id if manager else "",
            self._stage(),
            self._extra(lead, extra.values), await self._text(), facts["page"], facts["roistat_visit"],
            rules.fresh_sum(lead) if account.powers.sums else None,
        )  # fmt: skip

    def _extra(self, lead: Lead, filled: Mapping[str, str]) -> Mapping[str, str]:
        """Return the additional fields without the one that a sum of the lead's own stands in."""
        own = self.account.sum_field if lead.sum is not None else ""
        return {id: value for id, value in filled.items() if id != own}

    def _stage(self) -> str:
        """Return the stage that was chosen, unless that was another CRM's; our own CRM looks for itself."""
        account, chosen = self.account, self.lead.stage
        here = account.name == BUILTIN or any(
            stage.id == chosen for pipeline in account.known.pipelines for stage in pipeline.stages
        )
        return chosen if chosen and here else account.rules.stage

    async def _text(self) -> str:
        """Return what the lead takes along: the beginning of the conversation, where the CRM wants it so."""
        if not self.account.powers.carries or self.lead.placed:
            return ""
        await self._take(self.of.conversation.last_seq)
        return "\n".join(part.text for part in (await self._parts())[:1])

    async def _manager(self) -> Manager | None:
        """Return who is responsible, and note whom the CRM does not know; what it told of its managers is asked again when it is old."""
        if not self.account.powers.managers:
            return None
        found = self._responsible_now()
        if found.matched is None and self.deps.clock.now() - self.account.known_at > STALE:
            self.account = await refreshed(self.deps, self.account)
            found = self._responsible_now()
        name = found.manager.name if found.manager else ""
        await self._note(lambda lead: replace(lead, unmatched=found.unmatched, responsible=name))
        return found.manager

    def _responsible_now(self) -> Responsible:
        email = self.of.operator.email if self.of.operator else ""
        return responsible(email, self.account.known.managers, self.lead.manager, self.account.rules.manager)

    async def _leave_out(self, field: str) -> None:
        titles = {one.id: one.title for one in self.account.extra} | {
            one.id: one.title for one in self.account.known.fields
        }
        title = titles.get(field) or field
        await self._note(lambda lead: replace(lead, left_out=", ".join(filter(None, (lead.left_out, title)))))

    async def _note(self, made: Callable[[Lead], Lead]) -> None:
        """Journal what was done, or is about to be. Gone when there is no such lead any more, or another node has it."""
        if made(self.lead) == self.lead:
            return
        until = self.deps.clock.now() + HELD

        def change(known: Lead) -> Lead:
            lead = replace(made(self._ours(known)), held_until=until)
            return (
                lead if known.asked == self.lead.asked else replace(lead, step="contact")
            )  # it goes again, from the beginning

        kept = await self.deps.committer.run(lambda: leads.change(self.lead.conversation, change))
        if kept is None:
            raise Gone
        self.lead = replace(kept, asked=self.lead.asked)

    def _ours(self, lead: Lead) -> Lead:
        """Return a lead that nobody has taken up because we took too long (a machine that slept): two would send it twice."""
        if lead.held_until != self.lead.held_until:
            raise Gone
        return lead


async def _soon(question: Awaitable[T]) -> T:
    """Return the answer to a question. CrmFailed `crm_slow` for one that has no end: it may have been done all the same."""
    try:
        async with asyncio.timeout(WITHIN):
            return await question
    except TimeoutError:
        raise CrmFailed("crm_slow", lost=True) from None
