"""A follow-up, whatever happens to it: no answer goes twice or is forgotten, and a letter keeps its number until it has gone."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from besedka.domain import follow_up as rules
from besedka.domain.follow_up import FollowUp
from besedka.domain.follow_up_letter import Content, Line, written
from besedka.domain.ids import ConversationId, Instant, ProjectNumber

WAIT = 180_000
ID, PROJECT = ConversationId(b"c" * 16), ProjectNumber(1)


class Letters(RuleBasedStateMachine):
    """An operator answers, letters go, are lost, refused, dropped; the client reads."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.last, self.read = Instant(1), 0, 0
        self.row: FollowUp | None = None
        self.gone: dict[int, int] = {}
        """Which letter took each answer."""

    @rule()
    def answered(self) -> None:
        self.last += 1
        self.row = rules.wanted(self.row, ID, PROJECT, self.now, Instant(self.now + WAIT))

    @rule(seconds=st.integers(1, 100_000))
    def time_passes(self, seconds: int) -> None:
        self.now = Instant(self.now + seconds * 1_000)

    @rule()
    def client_reads(self) -> None:
        self.read = self.last

    def due(self) -> bool:
        return self.row is not None and self.row.state == "waiting" and self.row.due_at <= self.now

    @precondition(due)
    @rule(became=st.sampled_from(["sent", "lost", "refused"]), chance=st.floats(0, 1))
    def goes(self, became: str, chance: float) -> None:
        assert self.row is not None
        answers = [seq for seq in range(self.row.upto + 1, self.last + 1) if seq > self.read]
        if not answers:
            self.row = rules.dropped(self.row)
            return
        before = self.row
        self.row = going = rules.goes(self.row, answers[-1], "olga@example.com")
        assert going.letters == (before.letters if before.going else before.letters + 1)
        if became == "sent":
            for seq in answers:
                assert seq not in self.gone, "an answer goes once"
                self.gone[seq] = going.letters
            self.row = rules.sent(going, self.now, WAIT)
        else:
            never = became == "refused"
            self.row = rules.failed(going, self.now, "mail_away", "", permanent=never, chance=chance)

    @invariant()
    def whatever_nobody_has_waits(self) -> None:
        unread = [seq for seq in range(1, self.last + 1) if seq > self.read and seq not in self.gone]
        if unread:
            assert self.row is not None
            assert self.row.state in ("waiting", "failed")


TestLetters = Letters.TestCase


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=200), st.sampled_from(["ru", "en"]), st.booleans())
def test_whatever_is_said_is_data_in_a_letter(project: str, who: str, text: str, language: str, replies: bool) -> None:
    evil = f"<script>{text}</script>"
    line = Line(Instant(1_795_000_000_000), who, True, evil, [f"<i>{text}"])
    content = Content(
        project, 1, language, "Europe/Moscow", [line], [line], "https://chat.example/continue#t", "https://x/s", replies
    )
    letter = written(content, "olga@example.com")
    assert "<script" not in letter.html
    assert "<i>" not in letter.html
    assert letter.subject.isprintable()
    assert letter.sender.isprintable()
    assert evil in letter.text


def test_an_address_is_masked_on_the_log() -> None:
    assert rules.heard(rules.told("olga@example.com", "mail_refused")) == ("o…@example.com", "mail_refused")
    assert rules.heard(rules.told("olga@example.com")) == ("o…@example.com", "")
    assert rules.heard(None) == ("", "")
