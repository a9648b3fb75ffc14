"""The multiwidget in the cabinet's words: the ways to get in touch, the look of the button, and what a page would show."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, StringConstraints, with_config
from typing_extensions import TypedDict

from besedka.wire.shapes import STRICT, SpokenLanguage
from besedka.wire.visitor.bodies import Invitation, WayKind, WayList, WidgetSettings

# ── the multiwidget ──────────────────────────────────────────────────────────────────────────────────────────────

AsTyped = Annotated[str, StringConstraints(max_length=5_000)]
"""What somebody typed; its own limits are refused by name (`way_long`, `caption_long`, …)."""

Edge = Literal["start", "end"]
"""A side of the page; `start` is where its language begins: left or top."""


@with_config(STRICT)
class Entry(TypedDict):
    """One way to get in touch. `id` is its kind, or `link-…` for a link of one's own; an empty caption is the kind's own name."""

    id: Annotated[str, StringConstraints(max_length=40)]
    kind: WayKind
    on: bool
    link: AsTyped
    caption: AsTyped


@with_config(STRICT)
class Look(TypedDict):
    """How the button and the chat look. An empty `button`: the chat's own colour; an empty `icon`: whatever is seen best on it."""

    button: Annotated[str, StringConstraints(max_length=100)]
    icon: Annotated[str, StringConstraints(max_length=100)]
    inline: Edge
    block: Edge
    offset_inline: Annotated[int, Field(ge=-(2**31), le=2**31)]
    offset_block: Annotated[int, Field(ge=-(2**31), le=2**31)]
    pulse: bool
    theme: Literal["auto", "light", "dark"]


@with_config(STRICT)
class InviteRules(TypedDict):
    """What a page says by itself: words beside the button, or the chat's window; `after` so many seconds on one page (0: not by
    time), or when a visitor is about to leave it. `pages` as in the clear page filter, empty: everywhere; a language without `text`:
    the usual words."""

    on: bool
    what: Literal["bubble", "chat"]
    after: Annotated[int, Field(ge=-(2**31), le=2**31)]
    leaving: bool
    pages: Annotated[str, StringConstraints(max_length=100_000)]
    text: dict[SpokenLanguage, AsTyped]


class MultiwidgetSettings(TypedDict):
    """Everything: the ways in their order, the look, the invitation, and the chat's hue in OKLCH degrees."""

    entries: list[Entry]
    look: Look
    invite: InviteRules
    hue: int


class Multiwidget(TypedDict):
    """The settings as `rules`, and the `version` to name when changing them. `most_links`: how many links of one's own there may be;
    `most_caption`, in characters; `languages` are those that the chat speaks, and `usual` is how it invites in each, when nothing is
    written."""

    version: str
    rules: MultiwidgetSettings
    languages: list[SpokenLanguage]
    usual: dict[SpokenLanguage, str]
    most_links: int
    most_caption: int


@with_config(STRICT)
class MultiwidgetChanges(TypedDict):
    """What is to be changed; what is left out stays."""

    entries: NotRequired[Annotated[list[Entry], Field(max_length=50)]]
    look: NotRequired[Look]
    invite: NotRequired[InviteRules]
    hue: NotRequired[Annotated[int, Field(ge=0, le=359)]]


@with_config(STRICT)
class MultiwidgetChange(TypedDict):
    """Changes to the settings that were seen as `version`."""

    version: Annotated[str, StringConstraints(max_length=64)]
    changes: MultiwidgetChanges


@with_config(STRICT)
class MultiwidgetDraft(TypedDict):
    """Settings that are not saved."""

    changes: MultiwidgetChanges


class Wrong(TypedDict):
    """Something that would be refused: at which field, in the words of the language of the request. `nearest`: a colour that would do."""

    field: str
    code: str
    message: str
    nearest: NotRequired[str]


class MultiwidgetPreview(TypedDict):
    """What a page would be told if the draft were saved, without what is wrong in it; `wrong` is the first refusal, null for none.

    `invitation` is as it would come with somebody there. `contrast` is that of the button and its icon, as in 5.6; null
    while the button has the chat's own colours.
    """

    settings: WidgetSettings
    ways: WayList
    invitation: Invitation
    wrong: Wrong | None
    contrast: float | None
