/** How many wait, on the app's icon; what says nothing of it leaves it as it is. */
export async function count(waiting: number | undefined): Promise<void> {
  if (waiting === undefined || !('setAppBadge' in navigator)) return
  await (navigator as Navigator & { setAppBadge(n: number): Promise<void> }).setAppBadge(waiting).catch(() => {})
}
