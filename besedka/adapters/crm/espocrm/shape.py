"""What an opportunity is like on one site: its fields, which its administrator may have added, and its stages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from besedka.adapters.crm.tree import Tree
from besedka.ports.crm import CrmFailed, Field, FieldType, Option, Outcome, Pipeline, Stage

ENTITY = "Opportunity"
_TYPES: Mapping[str, FieldType] = {
    "varchar": "text", "text": "text", "url": "link", "int": "number", "float": "number", "currency": "number", "bool": "flag",
    "date": "date", "enum": "choice", "multiEnum": "choices", "checklist": "choices", "array": "choices",
}  # fmt: skip
"""What may be filled, and how it is written."""
_OURS = frozenset({"name", "stage", "lastStage", "probability", "description", "contactRole"})
"""What every lead has of us, or nobody writes."""
_FILLED = frozenset({"amount", "closeDate"})
"""What EspoCRM wants of every opportunity, and we give when an owner does not."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An opportunity's fields and what they are called; `read_at` on the monotonic clock."""

    fields: Tree
    words: Tree
    read_at: float = 0

    @property
    def first_stage(self) -> str:
        """The stage of a lead for which none was chosen."""
        return self.fields["stage"]["default"].text or self.fields["stage"]["options"][0].text

    def probability(self, stage: str) -> int:
        """How likely a stage makes a lead, in percent."""
        return self.fields["stage"]["probabilityMap"][stage].number

    def stage_title(self, stage: str) -> str:
        """What people call a stage."""
        return self.words["options"]["stage"][stage].text or stage

    def outcome(self, stage: str) -> Outcome:
        """Won and lost are known by their likeliness, as EspoCRM's own reports know them."""
        known = self.fields["stage"]["probabilityMap"][stage].text
        return "won" if known == "100" else "lost" if known == "0" else "open"

    def pipeline(self) -> Pipeline:
        """Return the one pipeline: its first stage is where a lead begins."""
        ids = [one.text for one in self.fields["stage"]["options"] if one.text]
        ids.sort(key=lambda id: id != self.first_stage)
        stages = tuple(Stage(id, self.stage_title(id), self.outcome(id)) for id in ids)
        return Pipeline(ENTITY, self.words["fields"]["stage"].text or ENTITY, stages)

    def extra(self) -> Iterator[Field]:
        """Return what an owner may fill."""
        for id, field in self.fields.items():
            type = _TYPES.get(field["type"].text)
            if (
                type is None
                or id in _OURS
                or any(field[no] for no in ("readOnly", "notStorable", "disabled", "utility"))
            ):
                continue
            required = bool(field["required"]) and id not in _FILLED
            yield Field(id, self.words["fields"][id].text or id, type, tuple(self._options(id, field)), required)

    def _options(self, id: str, field: Tree) -> Iterator[Option]:
        for one in field["options"]:
            if one.text:
                yield Option(one.text, self.words["options"][id][one.text].text or one.text)

    def knows(self, ids: Mapping[str, str]) -> bool:
        """Tell whether all these fields are there, as far as is known."""
        return all(id in dict(self.fields.items()) for id in ids)

    def written(self, extra: Mapping[str, str]) -> dict[str, object]:
        """Return values as EspoCRM takes them. CrmFailed `crm_field`."""
        return {id: _value(id, _TYPES.get(self.fields[id]["type"].text), text) for id, text in extra.items() if text}


def _value(id: str, type: FieldType | None, text: str) -> object:
    match type:
        case "number":
            return _number(id, text)
        case "flag":
            return text == "true"
        case "choices":
            return text.split("\n")
        case _:
            return text


def _number(id: str, text: str) -> float:
    try:
        return int(text) if text.removeprefix("-").isdecimal() else float(text)
    except ValueError as error:
        raise CrmFailed("crm_field", f"{id}: {text}", permanent=True, field=id) from error
