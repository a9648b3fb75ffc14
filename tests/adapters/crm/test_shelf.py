"""What connectors are called: in each language, and in one at a time."""

import re

import pytest

from besedka.adapters.crm.shelf import CONNECTORS
from besedka.domain.language import FIRST
from besedka.ports.crm import Connector


@pytest.mark.parametrize("connector", CONNECTORS, ids=lambda one: one.name)
def test_a_connector_is_called_by_one_name_in_each_language(connector: Connector) -> None:
    names = {language: connector.called(language) for language in FIRST}
    assert all(names.values())
    assert not any("·" in name for name in names.values()), "that would be two"
    assert not re.search("[а-яё]", names["en"].casefold())


def test_what_is_no_product_is_called_in_russian_too() -> None:
    named = {one.name: one.called("ru") for one in CONNECTORS}
    assert (named["custom"], named["webhook"], named["odoo"]) == ("Своя CRM", "Вебхук", "Odoo")
