/** Words of lengths of time, in Russian. */
export const time = {
  minutes_seconds: '{m}\u00a0мин\u00a0{s}\u00a0с',
  seconds: '{n}\u00a0с',
  minutes: '{n}\u00a0мин',
  hours: '{n}\u00a0ч',
  hours_minutes: '{h}\u00a0ч\u00a0{m}\u00a0мин',
  days: '{n}\u00a0{n|день|дня|дней}',
}
