"""What a visitor can be refused with, in the ten languages that only the widget speaks: a file for each, by code.

A sentence that no visitor meets in the ordinary course (a malformed frame, a foreign host) is said in English.
"""

from besedka.domain.sentences.visitors.ar import AR
from besedka.domain.sentences.visitors.de import DE
from besedka.domain.sentences.visitors.es import ES
from besedka.domain.sentences.visitors.fr import FR
from besedka.domain.sentences.visitors.it import IT
from besedka.domain.sentences.visitors.kk import KK
from besedka.domain.sentences.visitors.pl import PL
from besedka.domain.sentences.visitors.pt import PT
from besedka.domain.sentences.visitors.tr import TR
from besedka.domain.sentences.visitors.uk import UK

VISITORS: dict[str, dict[str, str]] = {
    "ar": AR,
    "de": DE,
    "es": ES,
    "fr": FR,
    "it": IT,
    "kk": KK,
    "pl": PL,
    "pt": PT,
    "tr": TR,
    "uk": UK,
}
