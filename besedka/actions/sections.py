"""The sections of a project's settings, each saved by `saving.save`."""

from dataclasses import dataclass

from besedka.actions.saving import Section
from besedka.domain import counting, forms, multiwidget, settings, speech, targeting
from besedka.domain.counting import Counting
from besedka.domain.forms import Forms
from besedka.domain.ids import ProjectNumber
from besedka.domain.multiwidget import Multiwidget
from besedka.domain.settings import Settings
from besedka.domain.speech import Speech
from besedka.domain.targeting import Targeting
from besedka.ports.database import Script
from besedka.store import ladders, projects

Chosen = tuple[Multiwidget, int]
"""The multiwidget and the chat's hue."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the widget says, and the language that it speaks; `auto`: the visitor's."""

    speech: Speech
    language: str


def _checked_targeting(wanted: Targeting) -> Targeting:
    targeting.check(wanted)
    return wanted


def _checked_speech(wanted: Spoken) -> Spoken:
    speech.check(wanted.speech, wanted.language)
    return wanted


def _store_speech(number: ProjectNumber, wanted: Spoken) -> Script[None]:
    return projects.change_speech(number, wanted.speech, wanted.language)


def _store_multiwidget(number: ProjectNumber, wanted: Chosen) -> Script[None]:
    return projects.change_multiwidget(number, *wanted)


def _store_work(number: ProjectNumber, wanted: Settings) -> Script[None]:
    yield from projects.change_settings(number, wanted)
    yield from ladders.look_again(number)


def _store_targeting(number: ProjectNumber, wanted: Targeting) -> Script[None]:
    yield from projects.change_targeting(number, wanted)
    yield from ladders.look_again(number)


WORK: Section[Settings] = Section("work", lambda p: p.settings, settings.version, lambda s: s, _store_work)
"""The operators' work; `settings.changed` has checked the limits."""
TARGETING: Section[Targeting] = Section(
    "targeting", lambda p: p.targeting, targeting.version, _checked_targeting, _store_targeting
)
"""When and where the chat is shown."""
FORMS: Section[Forms] = Section("forms", lambda p: p.forms, forms.version, forms.cleaned, projects.change_forms)
"""What visitors get when nobody is there."""
COUNTING: Section[Counting] = Section(
    "counting", lambda p: p.counting, counting.version, counting.cleaned, projects.change_counting
)
"""What is counted on the sites."""
SPEECH: Section[Spoken] = Section(
    "texts",
    lambda p: Spoken(Speech(p.spoken, p.speech.own), p.language),
    lambda said: speech.version(said.speech, said.language),
    _checked_speech,
    _store_speech,
)
"""What the widget says, and in which languages."""
MULTIWIDGET: Section[Chosen] = Section(
    "multiwidget",
    lambda p: (p.multiwidget, p.hue),
    lambda chosen: multiwidget.version(*chosen),
    lambda chosen: (multiwidget.clean(chosen[0]), chosen[1]),
    _store_multiwidget,
    lambda chosen: {"multiwidget": chosen[0], "hue": chosen[1]},
)
"""The ways to get in touch, and the button's look."""
