"""The scripts of the widget that speak, with a project's own texts in them: as web/tools/speak.mjs writes the standard ones."""

import hashlib
import json
import re
from pathlib import Path
from typing import Literal

from besedka.domain.project import Project
from besedka.domain.speech import Standard, Texts, said

Kind = Literal["panel", "words"]
_PLACE = re.compile("__(LANGUAGE|WORDS|FORMS)__")


class SpeakingScripts:
    """The scripts without their words, and the standard ones. OSError or ValueError when the build made none."""

    def __init__(self, root: Path, version: str) -> None:
        self._code: dict[Kind, str] = {
            "panel": (root / "panel.js").read_text("utf-8"),
            "words": (root / "words.js").read_text("utf-8"),
        }
        stored = json.loads((root / "texts.json").read_text("utf-8"))
        self.standard = Standard(
            {language: _flat(sections) for language, sections in stored["texts"].items()},
            {language: tuple(forms) for language, forms in stored["forms"].items()},
        )
        self.version = version

    def version_for(self, project: Project) -> str | None:
        """Return the name of exactly what a project's scripts say; None where it has no texts of its own: everybody's serve it."""
        if not any(project.speech.own.get(language) for language in project.spoken):
            return None
        own = json.dumps([self.version, project.speech.own], sort_keys=True)
        return hashlib.sha256(own.encode()).hexdigest()[:12]

    def script(self, kind: Kind, language: str, project: Project) -> bytes:
        """Return the script in this language, with the project's own texts."""
        texts = said(project.speech, self.standard, language)
        words = _section(texts, "panel") if kind == "panel" else _sections(texts)
        put = {"LANGUAGE": json.dumps(language), "WORDS": words, "FORMS": json.dumps(self.standard.forms[language])}
        # In one pass: a text that looks like a place stays a text.
        return _PLACE.sub(lambda found: put[found[1]], self._code[kind]).encode()

    def unsaid(self, kind: Kind) -> bytes:
        """Return the script that says what its page has put into `besedkaSaid`: for the cabinet's preview of texts that are not saved."""
        put = {"LANGUAGE": "besedkaSaid.language", "WORDS": "besedkaSaid.texts", "FORMS": "besedkaSaid.forms"}
        if kind == "panel":
            put["WORDS"] += ".panel"
        return _PLACE.sub(lambda found: put[found[1]], self._code[kind]).encode()


def _flat(sections: dict[str, dict[str, str]]) -> dict[str, str]:
    return {f"{section}.{key}": text for section, texts in sections.items() for key, text in texts.items()}


def _sections(texts: Texts) -> str:
    names = dict.fromkeys(name.partition(".")[0] for name in texts)
    return "{" + ",".join(f"{name}:{_section(texts, name)}" for name in names) + "}"


def _section(texts: Texts, section: str) -> str:
    own = {name.partition(".")[2]: text for name, text in texts.items() if name.startswith(f"{section}.")}
    return "{" + ",".join(f"{key}:{json.dumps(text, ensure_ascii=False)}" for key, text in own.items()) + "}"
