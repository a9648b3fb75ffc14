"""Word forms: the stem that the forms of one word share, by Snowball's algorithms for Russian and English.

The same code as `web/shared/stem.ts`, held to the same vectors (tests/vectors/search.json).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache


def _list(words: str) -> list[str]:
    return sorted(words.split(), key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class _Endings:
    """Endings, the longest first, and those of them that count only after а or я."""

    all: tuple[str, ...]
    after_a: frozenset[str]


def _endings(words: str) -> _Endings:
    """Read endings from a line; a dash is before those that count only after а or я."""
    marked = frozenset(word[1:] for word in words.split() if word.startswith("-"))
    return _Endings(tuple(_list(words.replace("-", ""))), marked)


_GERUND = _endings("-в -вши -вшись ив ивши ившись ыв ывши ывшись")
_ADJECTIVE = _list("ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею")
_PARTICIPLE = _endings("-ем -нн -вш -ющ -щ ивш ывш ующ")
_REFLEXIVE = _list("ся сь")
_VERB = _endings(
    "-ла -на -ете -йте -ли -й -л -ем -н -ло -но -ет -ют -ны -ть -ешь -нно ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило"
    " ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю"
)
_NOUN = _list(
    "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я"
)
_KNOWN = {
    "skis": "ski", "skies": "sky", "idly": "idl", "gently": "gentl", "ugly": "ugli", "early": "earli", "only": "onli", "singly": "singl",
    "sky": "sky", "news": "news", "howe": "howe", "atlas": "atlas", "cosmos": "cosmos", "bias": "bias", "andes": "andes",
}  # fmt: skip
_VOWEL = re.compile("[aeiouy]")
_EDGE = re.compile("[aeiouy][^aeiouy]")
_RUSSIAN_EDGE = re.compile("[аеиоуыэюя][^аеиоуыэюя]")


def _pairs(text: str) -> list[tuple[str, str]]:
    found = [(a, b) for a, _, b in (pair.partition(":") for pair in text.split(" "))]
    return sorted(found, key=lambda pair: len(pair[0]), reverse=True)


_STEP_2 = _pairs(
    "anci:ance enci:ence ogi:og li: bli:ble abli:able alli:al fulli:ful lessli:less ousli:ous entli:ent aliti:al biliti:ble iviti:ive "
    "tional:tion ational:ate alism:al ation:ate ization:ize izer:ize ator:ate iveness:ive fulness:ful ousness:ous ogist:og"
)
_STEP_3 = _pairs("icate:ic ative: alize:al iciti:ic ical:ic tional:tion ational:ate ful: ness:")
_STEP_4 = _list("ic ance ence able ible ate ive ize iti al ism ion er ous ant ent ment ement")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of one folded word (lower case, ё as е). A word of neither script is its own stem."""
    if re.search("[а-я]", word):
        return _russian(word)
    return _english(word) if re.fullmatch("[a-z']+", word) else word


def _longest(word: str, endings: Sequence[str], start: int) -> str:
    return next((e for e in endings if len(word) - len(e) >= start and word.endswith(e)), "")


def _russian(word: str) -> str:
    vowel = re.search("[аеиоуыэюя]", word)
    rv = (vowel.start() if vowel else len(word)) + 1
    if rv >= len(word):
        return word
    r2 = _region(word, _region(word, 0, _RUSSIAN_EDGE), _RUSSIAN_EDGE)
    gerund = _cut(word, rv, _GERUND)
    it = _drop(_inflected(word, rv) if gerund is None else gerund, ["и"], rv)
    it = _drop(it, ["ость", "ост"], r2)
    if it.endswith("нн") and len(it) - 2 >= rv:
        return it[:-1]
    plainer = _drop(it, ["ейше", "ейш"], rv)
    if plainer != it:
        return plainer[:-1] if plainer.endswith("нн") and len(plainer) - 2 >= rv else plainer
    return _drop(it, ["ь"], rv)


def _inflected(word: str, rv: int) -> str:
    it = _drop(word, _REFLEXIVE, rv)
    adjective = _drop(it, _ADJECTIVE, rv)
    if adjective != it:
        participle = _cut(adjective, rv, _PARTICIPLE)
        return adjective if participle is None else participle
    verb = _cut(it, rv, _VERB)
    return _drop(it, _NOUN, rv) if verb is None else verb


def _cut(word: str, start: int, endings: _Endings) -> str | None:
    """Return the word without its longest ending of these; None when there is none, or when its а or я is wanting."""
    ending = _longest(word, endings.all, start)
    if not ending:
        return None
    rest = word[: -len(ending)]
    return None if ending in endings.after_a and not (len(rest) > start and rest[-1] in "ая") else rest


def _drop(word: str, endings: Sequence[str], start: int) -> str:
    ending = _longest(word, endings, start)
    return word[: -len(ending)] if ending else word


def _region(word: str, start: int, edge: re.Pattern[str]) -> int:
    found = edge.search(word[start:])
    return len(word) if found is None else start + found.start() + 2


def _english(typed: str) -> str:
    if typed in _KNOWN:
        return _KNOWN[typed]
    if len(typed) < 3:
        return typed
    it = re.sub("([aeiouy])y", r"\1Y", re.sub("^y", "Y", re.sub("^'", "", typed)))
    first = re.match("arsen|commun|emerg|gener|inter|later|organ|past|univers", it)
    r1 = first.end() if first else _region(it, 0, _EDGE)
    r2 = _region(it, r1, _EDGE)
    it = _past(_plural(re.sub("'s'$|'s$|'$", "", it, count=1)), r1)
    it = re.sub("(.[^aeiouy])[yY]$", r"\1i", it)
    it = _replaced(it, _STEP_2, r1, _may_second)
    it = _replaced(it, _STEP_3, r1, lambda ending, rest: ending != "ative" or len(rest) >= r2)
    return _last(_fourth(it, r2), r1, r2).replace("Y", "y")


def _may_second(ending: str, rest: str) -> bool:
    return rest.endswith("l") if ending == "ogi" else ending != "li" or re.search("[cdeghkmnrt]$", rest) is not None


def _plural(it: str) -> str:
    if it.endswith("sses"):
        return it[:-2]
    if re.search("ie[sd]$", it):
        return it[:-2] if len(it) > 4 else it[:-1]
    return it[:-1] if re.search("[^us]s$", it) and _VOWEL.search(it[:-2]) else it


def _past(it: str, r1: int) -> str:
    ending = _longest(it, ["eedly", "ingly", "edly", "eed", "ing", "ed"], 0)
    if not ending:
        return it
    rest = it[: -len(ending)]
    if ending.startswith("ee"):
        return rest + "ee" if len(rest) >= r1 and rest not in ("succ", "proc", "exc") else it
    if ending == "ing":
        if re.fullmatch("[^aeiouy]y", rest):
            return rest[:-1] + "ie"
        if rest in ("even", "cann", "inn", "earr", "herr", "out"):
            return it
    return _mended(rest, r1) if _VOWEL.search(rest) else it


def _mended(rest: str, r1: int) -> str:
    if re.search("(at|bl|iz)$", rest):
        return rest + "e"
    if re.search("(bb|dd|ff|gg|mm|nn|pp|rr|tt)$", rest):
        return rest if re.fullmatch("[aeo]..", rest) else rest[:-1]
    return rest + "e" if len(rest) <= r1 and _short(rest) else rest


def _short(it: str) -> bool:
    return bool(
        re.search("[^aeiouy][aeiouy][^aeiouywxY]$", it) or re.fullmatch("[aeiouy][^aeiouy]", it) or it.endswith("past")
    )


def _replaced(it: str, by: list[tuple[str, str]], r1: int, may: Callable[[str, str], bool]) -> str:
    found = next(((a, b) for a, b in by if it.endswith(a)), None)
    if found is None:
        return it
    rest = it[: len(it) - len(found[0])]
    return rest + found[1] if len(rest) >= r1 and may(found[0], rest) else it


def _fourth(it: str, r2: int) -> str:
    ending = _longest(it, _STEP_4, 0)
    rest = it[: len(it) - len(ending)]
    return rest if ending and len(rest) >= r2 and (ending != "ion" or rest[-1:] in ("s", "t")) else it


def _last(it: str, r1: int, r2: int) -> str:
    rest = it[:-1]
    if it.endswith("e"):
        return rest if len(rest) >= r2 or (len(rest) >= r1 and not _short(rest)) else it
    return rest if it.endswith("ll") and len(rest) >= r2 else it
