/** The one set of icons: paths on a 24-unit grid, drawn with a 1.75-px stroke that does not scale. */

export const besedka =
  'M12 3.2c2.1 2.7 4.8 4.1 7.3 4.8a1.8 1.8 0 0 1 1.4 1.8v5.2a3.2 3.2 0 0 1-3.2 3.2H12l-4.6 3.3v-3.3h-.9A3.2 3.2 0 0 1 3.3 15V9.8A1.8 1.8 0 0 1 4.7 8C7.2 7.3 9.9 5.9 12 3.2zM8.2 12.9h.01M12 12.9h.01M15.8 12.9h.01'
export const alert = 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 1 1 17 0zM12 7.5v5.3M12 16.3h.01'
export const back = 'M19.5 12h-15M11 5l-7 7 7 7'
export const bell = 'M5.5 16.5c1.3-1.4 1.3-3 1.3-5.5a5.2 5.2 0 0 1 10.4 0c0 2.5 0 4.1 1.3 5.5zM10 19.5a2.2 2.2 0 0 0 4 0'
export const clip = 'm20 11.5-8.2 8.2a5 5 0 0 1-7.1-7.1l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.4a1.65 1.65 0 0 1-2.4-2.3l7.7-7.7'
export const clockFace = 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 1 1 17 0zM12 7v5.3l3.3 2'
export const close = 'm6 6 12 12M18 6 6 18'
export const door = 'M13.5 4.5h-6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h6M10.5 12h9.5M16.5 8.5 20 12l-3.5 3.5'
export const down = 'M12 4.5v15M5.5 13l6.5 6.5 6.5-6.5'
export const more = 'M5.5 12h.01M12 12h.01M18.5 12h.01'
export const next = 'm9 5 7 7-7 7'
export const offline =
  'M3.5 3.5l17 17M8.5 15.3a5 5 0 0 1 7 0M5.3 12a9.5 9.5 0 0 1 13.4 0M2.5 8.5a14 14 0 0 1 19 0M12 18.8h.01'
export const send = 'M12 19.5v-15M5.5 11 12 4.5l6.5 6.5'
export const smile = 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 1 1 17 0zM8.3 14.2c.9 1.3 2.2 2 3.7 2s2.8-.7 3.7-2M9.2 9.8h.01M14.8 9.8h.01'
export const tick = 'm5 12.5 5 5L19.5 7'
export const ticks = 'm1.5 12.5 4.3 4.3L14.5 8M12.3 16.8 21 8'
