"""The owner, a member and operators as people at their screens: who is let in, who is out at once, who is there."""

from playwright.async_api import expect

from tests.browser.conftest import NewCabinet, NewOperator, NewVisitor
from tests.browser.looks import look
from tests.browser.test_files import choose, loaded
from tests.clients import make_id
from tests.pictures import picture

IGOR, PASSWORD = "igor@demo.example", "operator-demo-2026"


def unique(name: str) -> str:
    """Return an e-mail that nobody has yet."""
    return f"{name}.{make_id()[12:24]}@demo.example"


async def test_an_operator_is_made_works_and_is_out_at_once(
    new_cabinet: NewCabinet, new_operator: NewOperator, new_visitor: NewVisitor
) -> None:
    owner, anna, email = await new_cabinet(), await new_operator(), unique("olga")
    await owner.goes_to("Операторы")
    await owner.page.get_by_role("button", name="Добавить", exact=True).click()
    await owner.fills(name="Ольга Ким", title="мастер", email=IGOR.upper(), password=PASSWORD)
    for size, reason in (((300, 300), "GIF"), ((640, 480), "640×480")):
        await choose(owner.pane, ("лицо.png", picture(*size, "GIF" if reason == "GIF" else "JPEG")))
        await expect(owner.pane.get_by_role("alert")).to_contain_text(reason, ignore_case=True, timeout=10_000)
    await look(owner.page, "cabinet-operator-face-desktop-light-ru")
    await owner.pane.get_by_role("button", name="Взять квадрат из середины").click()
    await loaded(owner.pane.locator(".avatar-field .now img"))
    await owner.presses("Добавить")
    await expect(owner.pane.get_by_role("alert")).to_contain_text("уже есть в этом проекте")
    assert await owner.pane.locator("input[name=name]").input_value() == "Ольга Ким", "what was typed stays"
    assert await owner.pane.locator("input[name=password]").input_value() == PASSWORD
    await owner.fills(email=email)
    await owner.presses("Добавить")
    await loaded(owner.row(email).locator(".face img"))

    olga, elena = await new_operator(email), await new_visitor()
    await expect(anna.page.locator(".rail").get_by_text("Ольга Ким")).to_be_visible()
    await elena.visit()
    await elena.open()
    words = f"Кто мне поможет? {email}"
    await elena.write(words)
    await olga.opens(words)
    await olga.takes()
    await expect(owner.row(email).get_by_role("cell").last).to_have_text("1", timeout=15_000)

    await owner.row(email).get_by_role("button").click()
    await expect(owner.pane).to_contain_text("открытые обращения (1) вернутся в новые")
    await owner.presses("Отключить")
    await expect(olga.page.locator("input[name=password]")).to_be_visible(timeout=10_000)
    await anna.page.locator(".rail").get_by_role("link", name="Новые").click()
    await expect(anna.row(words)).to_be_visible(timeout=10_000)
    await expect(owner.row(email)).to_contain_text("Вход закрыт")
    await owner.page.get_by_role("status").get_by_role("button", name="Вернуть").click()
    await expect(owner.row(email)).not_to_contain_text("Вход закрыт", timeout=10_000)
    await olga.sign_in(email)


async def test_the_table_is_sorted_by_each_column(new_cabinet: NewCabinet) -> None:
    owner = await new_cabinet(language="en", scheme="dark")
    await owner.goes_to("Operators")
    for mark in await owner.page.locator("i.presence").all():
        box = await mark.bounding_box()
        assert box is not None
        assert box["width"] == box["height"] < 20, "a mark is a small circle"
    for column in ("Operator", "Role", "Now", "Sessions", "Open"):
        head = owner.page.get_by_role("columnheader", name=column)
        await head.get_by_role("button").click()
        first = await head.get_attribute("aria-sort")
        await head.get_by_role("button").click()
        second = await head.get_attribute("aria-sort")
        assert {first, second} == {"ascending", "descending"}, column
    await look(owner.page, "cabinet-operators-sorted-desktop-dark-en")


async def test_a_new_name_and_a_new_password(new_cabinet: NewCabinet, new_operator: NewOperator) -> None:
    owner, email = await new_cabinet(), unique("oleg")
    await owner.goes_to("Операторы")
    await owner.page.get_by_role("button", name="Добавить", exact=True).click()
    await owner.fills(name="Олег", email=email, password=PASSWORD)
    await owner.presses("Добавить")
    await expect(owner.row(email)).to_be_visible()
    oleg = await new_operator(email)
    await owner.row(email).get_by_role("button").click()
    await owner.fills(name="Олег Петров")
    await owner.presses("Сохранить")
    await expect(oleg.page.locator(".rail .me")).to_contain_text("Олег Петров", timeout=10_000)
    await oleg.page.locator(".rail .me").click()
    await oleg.page.get_by_role("menuitem", name="Сменить пароль").click()
    sheet = oleg.page.get_by_role("dialog", name="Сменить пароль")
    await sheet.locator("input[name=old]").fill("не тот")
    await sheet.locator("input[name=new]").fill("another-password")
    await sheet.get_by_role("button", name="Сменить", exact=True).click()
    await expect(sheet.get_by_role("alert")).to_contain_text("Нынешний пароль не подходит")
    assert await sheet.locator("input[name=new]").input_value() == "another-password"
    await sheet.locator("input[name=old]").fill(PASSWORD)
    await sheet.get_by_role("button", name="Сменить", exact=True).click()
    await expect(sheet).to_be_hidden(timeout=10_000)
    await expect(oleg.page.locator(".rail .me")).to_contain_text("Олег Петров", timeout=10_000)


async def test_a_member_sees_what_is_locked_and_who_can(new_cabinet: NewCabinet) -> None:
    owner, email = await new_cabinet(), unique("pavel")
    await owner.goes_to("Сотрудники")
    await owner.page.get_by_role("button", name="Пустить", exact=True).click()
    await owner.fills(name="Павел", email=email, password="short")
    await owner.presses("Пустить")
    await expect(owner.pane.get_by_role("alert")).to_contain_text("не меньше 8 знаков")
    await owner.fills(password=PASSWORD)
    await owner.presses("Пустить")
    await expect(owner.row(email)).to_be_visible()

    pavel = await new_cabinet(email, PASSWORD)
    await pavel.goes_to("Сотрудники")
    await expect(pavel.page.locator("main")).to_contain_text("только владелец — Марина Ковалёва")
    await pavel.goes_to("Операторы")
    await pavel.row(IGOR).get_by_role("button").click()
    switch = pavel.pane.get_by_role("switch", name="Администратор")
    await expect(switch).to_have_attribute("aria-disabled", "true")
    await expect(pavel.pane).to_contain_text("только владелец — Марина Ковалёва")
    await switch.click(force=True)
    await expect(switch).to_have_attribute("aria-checked", "false")
    await pavel.page.keyboard.press("Escape")
    await pavel.row("anna@demo.example").get_by_role("button").click()
    await expect(pavel.pane.locator("input[name=name]")).to_be_disabled()

    await owner.page.get_by_role("button", name="Новый пароль: Павел").last.click()
    await owner.fills(password="short")
    await owner.presses("Сохранить")
    await expect(owner.pane.get_by_role("alert")).to_contain_text("не меньше 8 знаков")
    await owner.fills(password="another-password")
    await owner.presses("Сохранить")
    await expect(owner.page.get_by_role("status")).to_contain_text("Пароль сменён: Павел")
    await owner.row(email).get_by_role("button", name="Убрать").click()
    await owner.presses("Убрать")
    await expect(owner.row(email)).to_have_count(0)
    await owner.page.get_by_role("status").get_by_role("button", name="Вернуть").click()
    await expect(owner.row(email)).to_be_visible(timeout=10_000)


async def test_ones_own_password_in_the_cabinet(new_cabinet: NewCabinet) -> None:
    owner, email = await new_cabinet(), unique("petr")
    await owner.goes_to("Сотрудники")
    await owner.page.get_by_role("button", name="Пустить", exact=True).click()
    await owner.fills(name="Пётр", email=email, password=PASSWORD)
    await owner.presses("Пустить")
    await expect(owner.row(email)).to_be_visible()
    here, elsewhere = await new_cabinet(email, PASSWORD), await new_cabinet(email, PASSWORD)
    await here.page.locator("nav.side .me").click()
    await here.page.get_by_role("menuitem", name="Сменить пароль").click()
    await here.fills(old="не тот", new="another-password")
    await here.presses("Сохранить")
    await expect(here.pane.get_by_role("alert")).to_contain_text("Нынешний пароль не подходит")
    await here.fills(old=PASSWORD)
    await here.presses("Сохранить")
    await expect(here.pane).to_have_count(0)
    await here.goes_to("Операторы")
    await elsewhere.page.locator("nav.side").get_by_role("link", name="Операторы").click()
    await expect(elsewhere.page.locator("input[name=password]")).to_be_visible(timeout=10_000)
    await elsewhere.sign_in(email, "another-password")


async def test_of_two_who_save_at_once_the_second_is_told(new_cabinet: NewCabinet) -> None:
    first, second = await new_cabinet(), await new_cabinet()
    for one in (first, second):
        await one.goes_to("Работа операторов")
    await second.page.get_by_label("Обещанный срок ответа").select_option(label="10 мин")
    asked = first.page.get_by_role("switch", name="Спрашивать, решён ли вопрос")
    was = await asked.get_attribute("aria-checked")
    await asked.click()
    await first.page.get_by_role("button", name="Сохранить", exact=True).click()
    await expect(first.page.get_by_text("Изменено: 1")).to_have_count(0)
    await second.page.get_by_role("button", name="Сохранить", exact=True).click()
    told = second.page.get_by_role("region", name="Несохранённое")
    await expect(told).to_contain_text("сохранили другое: Спрашивать, решён ли вопрос")
    await expect(second.page.get_by_role("switch", name="Спрашивать, решён ли вопрос")).not_to_have_attribute(
        "aria-checked", str(was)
    )
    await second.page.get_by_role("button", name="Сохранить", exact=True).click()
    await expect(told).to_have_count(0)
    await second.page.reload()
    await expect(second.page.get_by_label("Обещанный срок ответа").locator("option:checked")).to_have_text("10 мин")
    await second.page.get_by_role(
        "switch", name="Спрашивать, решён ли вопрос"
    ).click()  # as it was: others close without asking
    await second.page.get_by_role("button", name="Сохранить", exact=True).click()
    await expect(told).to_have_count(0)


async def test_of_two_who_change_an_operator_the_second_is_told_and_brings_nothing_back(
    new_cabinet: NewCabinet,
) -> None:
    first, second, email = await new_cabinet(), await new_cabinet(), unique("oleg")
    await first.goes_to("Операторы")
    await first.page.get_by_role("button", name="Добавить", exact=True).click()
    await first.fills(name="Олег Ким", title="мастер", email=email, password=PASSWORD)
    await first.presses("Добавить")
    await second.goes_to("Операторы")
    for one in (first, second):
        await one.row(email).get_by_role("button").click()
    await first.fills(name="Олег Кимов", title="старший мастер")
    await first.presses("Сохранить")
    await expect(first.row(email)).to_contain_text("Олег Кимов")
    await expect(second.page.locator("tbody tr").filter(has_text=email)).to_contain_text("Олег Кимов", timeout=15_000)
    await second.fills(name="Олег Петрович Ким")
    await second.presses("Сохранить")
    await expect(second.pane.get_by_text("сохранили другое: «Олег Кимов»")).to_be_visible()
    assert await second.pane.locator("input[name=name]").input_value() == "Олег Петрович Ким"
    await second.presses("Сохранить")
    await expect(second.row(email)).to_contain_text("Олег Петрович Ким")
    await second.row(email).get_by_role("button").click()
    await expect(second.pane.locator("input[name=title]")).to_have_value("старший мастер")


async def test_who_is_away_is_not_there(new_operator: NewOperator, new_visitor: NewVisitor) -> None:
    anna, igor, elena = await new_operator(), await new_operator(IGOR), await new_visitor()
    igors = anna.page.locator(".rail .thin").filter(has_text="Игорь Белов")
    await expect(igors).to_contain_text("на линии")
    await elena.visit()
    await elena.open()
    for who in (igor, anna):
        await who.page.locator(".rail .me").click()
        await who.page.get_by_role("menuitemradio", name="Нет на месте").click()
        await expect(who.page.locator(".rail .me")).to_contain_text("Нет на месте")
    await expect(igors).to_contain_text("нет на месте")
    await expect(elena.page.locator(".besedka-frame")).to_contain_text("Сейчас не на связи")
    await anna.page.reload()
    await expect(anna.page.locator(".rail .me")).to_contain_text("Нет на месте")
    for who in (igor, anna):
        await who.page.locator(".rail .me").click()
        await who.page.get_by_role("menuitemradio", name="Принимаю").click()
    await expect(igors).to_contain_text("на линии")


async def test_ten_minutes_without_a_touch_are_away(new_operator: NewOperator) -> None:
    anna, igor = await new_operator(), await new_operator(IGOR)
    igors = anna.page.locator(".rail .thin").filter(has_text="Игорь Белов")
    await expect(igors).to_contain_text("на линии")
    await igor.page.clock.install()
    await igor.page.reload()
    await expect(igor.page.locator(".rail .me")).to_contain_text("Принимаю")
    for _ in range(11):
        await igor.page.clock.run_for(60_000)
    await expect(igors).to_contain_text("нет на месте", timeout=10_000)
    await igor.page.mouse.move(300, 300)
    await igor.page.mouse.move(310, 310)
    await expect(igors).to_contain_text("на линии", timeout=10_000)


async def test_a_second_project_and_the_switch_between_them(new_cabinet: NewCabinet) -> None:
    owner = await new_cabinet()
    await owner.page.get_by_role("button", name="Проекты").click()
    await owner.page.get_by_role("menuitem", name="Новый проект").click()
    await owner.page.locator("input[name=name]").fill("Вторая лавка")
    await owner.page.keyboard.press("Enter")
    await expect(owner.page.locator(".code pre")).to_contain_text("/c/")
    await owner.page.goto(f"{owner.url}/cabinet/")
    second = owner.page.get_by_role("region", name="Вторая лавка")
    site = second.get_by_role("region", name="Сайты")
    await site.locator("input[name=site]").fill("ftp://nowhere")
    await site.get_by_role("button", name="Добавить сайт").click()
    await expect(site.get_by_role("alert")).to_contain_text("не адрес сайта")
    await site.locator("input[name=site]").fill("second.example/page")
    await site.get_by_role("button", name="Добавить сайт").click()
    await expect(site.get_by_role("listitem")).to_have_text("https://second.example")
    await site.get_by_role("button", name="Убрать https://second.example").click()
    await expect(site.get_by_role("listitem")).to_have_count(0)
    await second.get_by_role("button", name="Подключить").click()
    await expect(second.get_by_text("на линии из 1")).to_be_visible()
    await owner.page.get_by_role("button", name="Проекты").click()
    await owner.page.get_by_role("menuitemradio", name="Вторая лавка").click()
    await expect(owner.page.get_by_role("heading", level=1, name="Операторы")).to_be_visible()
    await expect(owner.row("owner@demo.example")).to_be_visible()


async def test_without_mail_the_way_by_the_command_line_is_told(new_cabinet: NewCabinet) -> None:
    owner = await new_cabinet()
    await owner.page.goto(f"{owner.url}/cabinet/forgot")
    await expect(owner.page.locator("main")).to_contain_text("besedka owner password --email")
    await look(owner.page, "cabinet-no-mail-desktop-light-ru")
    await owner.page.goto(f"{owner.url}/cabinet/join")
    await expect(owner.page.locator("main")).to_contain_text("не отправляет почту")
