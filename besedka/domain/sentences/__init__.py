"""The sentence of every code that a person can be shown, in each language: what happened and what to do."""

from besedka.domain.errors import Params
from besedka.domain.sentences.accounts import ACCOUNTS
from besedka.domain.sentences.alerts import ALERTS
from besedka.domain.sentences.canned import CANNED
from besedka.domain.sentences.clients import CLIENTS
from besedka.domain.sentences.counting import COUNTING
from besedka.domain.sentences.deals import DEALS
from besedka.domain.sentences.devices import DEVICES
from besedka.domain.sentences.files import FILES
from besedka.domain.sentences.forms import FORMS
from besedka.domain.sentences.frames import FRAMES
from besedka.domain.sentences.leads import LEADS
from besedka.domain.sentences.multiwidget import MULTIWIDGET
from besedka.domain.sentences.people import PEOPLE
from besedka.domain.sentences.server import SERVER
from besedka.domain.sentences.settings import SETTINGS
from besedka.domain.sentences.speech import SPEECH
from besedka.domain.sentences.tags import TAGS
from besedka.domain.sentences.talk import TALK
from besedka.domain.sentences.targeting import TARGETING
from besedka.domain.sentences.visitors import VISITORS

PLACES = (
    ACCOUNTS, ALERTS, CANNED, CLIENTS, COUNTING, DEALS, DEVICES, FILES, FORMS, FRAMES, LEADS, MULTIWIDGET, PEOPLE, SERVER, SETTINGS, SPEECH,
    TAGS, TALK, TARGETING,
)  # fmt: skip

SENTENCES = {code: by_language for place in PLACES for code, by_language in place.items()}


def sentence(code: str, params: Params, language: str) -> str:
    """Return the sentence of `code` in `language` (English where it has none), with the params filled in."""
    by_language = SENTENCES.get(code, SENTENCES["internal"])
    text = by_language.get(language) or VISITORS.get(language, {}).get(code, by_language["en"])
    return text.format_map({**dict.fromkeys(("field",), ""), **params})
