"""What an API user's role has to allow: EspoCRM tells a user its own rights, so a check asks once and changes nothing."""

from collections.abc import Iterator, Mapping

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import Missing

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "Opportunity": ("create", "read", "edit", "stream"), "Contact": ("create", "read", "edit"), "User": ("read",),
}  # fmt: skip
_WIDE = frozenset({"yes", "all", "team"})
"""Levels at which others' records are reached too: a lead is somebody else's as soon as it has a responsible."""


def missing(acl: Tree) -> Iterator[Missing]:
    """Return the rights that the role lacks, in the words of its screen."""
    for scope, acts in _NEEDED.items():
        for act in acts:
            if acl["table"][scope][act].text not in _WIDE:
                yield Missing("crm_no_right", f"{scope}: {act}")
    if not acl["table"]["Webhook"]:
        yield Missing("crm_no_right", "Webhooks")
    if acl["assignmentPermission"].text in ("no", "not-set"):
        yield Missing("crm_no_right", "Assignment Permission")
