"""What a visitor's form says, as the project asks for it now: a request, or why it is none yet."""

from besedka.domain.errors import BadInput
from besedka.domain.forms import Forms, fields_of
from besedka.domain.message import clean_text
from besedka.domain.request import Request, accept
from besedka.wire import visitor as words
from besedka.wire import visitor_words


def left(rules: Forms, form: words.Filled) -> Request | BadInput:
    """Return the request, or the refusal: whether it was stored before, under other rules, is known only where it is stored."""
    typed = visitor_words.typed(form)
    try:
        request = accept(fields_of(rules, typed.reason), rules.consent, typed)
        clean_text(request.text)
    except BadInput as refusal:
        return refusal
    return request
