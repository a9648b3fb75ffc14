"""The languages that the widget speaks, and how a person's is chosen."""

LANGUAGES = ("ru", "en", "de", "fr", "es", "it", "pt", "tr", "pl", "uk", "kk", "ar")
"""What is shipped (PRODUCT.md 2.9); the words stand in web/widget/words."""
FIRST = ("en", "ru")
"""What everything is written in: the cabinet and the operators' app speak these, and so does a project that never chose others."""


def asked_for(header: str, spoken: tuple[str, ...] = FIRST) -> str:
    """Return the first language of a header Accept-Language that is among `spoken`; English where none is.

    Browsers name the languages in the order in which their people like them, so weights are not read.
    """
    for one in header.lower().split(","):
        language = one.partition(";")[0].partition("-")[0].strip()
        if language in spoken:
            return language
    return "en"
