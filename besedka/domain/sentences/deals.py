"""Sentences about the leads of the built-in CRM, its pipelines and stages."""

DEALS: dict[str, dict[str, str]] = {
    "deal_sum": {"en": "Enter a sum like 1500 or 1500.50.", "ru": "Введите сумму: 1500 или 1500,50."},
    "deal_stage": {
        "en": "There is no such stage any more. Choose another.",
        "ru": "Такого этапа больше нет. Выберите другой.",
    },
    "pipelines_none": {"en": "Keep one pipeline at least.", "ru": "Оставьте хотя бы одну воронку."},
    "pipelines_many": {"en": "A project has at most {limit} pipelines.", "ru": "В проекте не больше {limit} воронок."},
    "pipeline_title": {
        "en": "Enter a name for the pipeline, at most {limit} characters.",
        "ru": "Введите название воронки, не длиннее {limit} знаков.",
    },
    "pipeline_currency": {
        "en": "Enter a currency's three letters, like USD.",
        "ru": "Введите три буквы валюты, например RUB.",
    },
    "stages_none": {"en": "A pipeline needs one stage at least.", "ru": "В воронке нужен хотя бы один этап."},
    "stages_many": {"en": "A pipeline has at most {limit} stages.", "ru": "В воронке не больше {limit} этапов."},
    "stage_title": {
        "en": "Enter a name for the stage, at most {limit} characters.",
        "ru": "Введите название этапа, не длиннее {limit} знаков.",
    },
    "stage_first": {
        "en": "Leads begin in the first stage: it cannot be won or lost.",
        "ru": "С первого этапа заявки начинаются: он не может быть успехом или отказом.",
    },
    "stage_in_use": {
        "en": "Leads stand in the stage “{title}”: {count}. Choose where they go.",
        "ru": "На этапе «{title}» есть заявки: {count}. Выберите, куда их перенести.",
    },
}
