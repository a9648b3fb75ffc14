/** The words of the CRM and of a lead's additional fields, in two first languages. */

export const ru = {
  crm: 'CRM',
  crm_then: 'Куда уходят заявки из чата',
  extra_fields: 'Дополнительные поля',
  extra_fields_why: 'Что ещё записать в заявку: поле CRM и значение для него',
  extra_fields_none: 'CRM не подключена: полей, из которых выбирать, нет.',
  extra_fields_now: 'Что страница сайта знает о посетителе, оператор уже видит рядом с обращением:',
}

export const en: Readonly<Record<keyof typeof ru, string>> = {
  crm: 'CRM',
  crm_then: 'Where leads from the chat go',
  extra_fields: 'Additional fields',
  extra_fields_why: 'What else to write into a lead: a field of the CRM and its value',
  extra_fields_none: 'No CRM is connected: there are no fields to choose from.',
  extra_fields_now: 'What a page of the site knows of its visitor, operators see beside the conversation already:',
}
