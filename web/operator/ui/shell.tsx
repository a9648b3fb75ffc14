/** The frame round everything: which panes are there, and what stands over them. */
import { Fragment } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Icon } from '../../shared/ui/icon'
import { again, alert, close } from '../../shared/ui/icons'
import type { Desk } from '../net/desk'
import { fresher, freshen } from '../net/worker'
import { listsOf } from '../state/state'
import { useStore } from '../state/store'
import { ActsContext, handing, leading, refusal } from './acts'
import { useNoDrop } from './attachments'
import { AvatarSheet } from './avatar'
import { useBadge } from './badge'
import { CallCard } from './calling'
import { ClientCard } from './card'
import { useDesktop } from './desktop'
import { filter } from './filters'
import { HelpSheet, Sheet } from './help'
import { later, useWarmth } from './later'
import { useFindKey, useKeys } from './keys'
import { leadsAt } from './leads/place'
import { List } from './list'
import { PasswordSheet } from './password'
import { latest, useTelling } from './popups'
import { Pull, savedWidth } from './pull'
import { Rail } from './rail'
import { NARROW, PHONE, useDesk, useMedia, useSay, useTicking } from './room'
import { go, goUp, route } from './route'
import { cannedPanel } from './slash'
import { StrandedToast } from './stranded'
import { Tabs } from './tabs'
import { Talk, useAskingFirst } from './talk'
import { NothingOpen } from './void'

const Assign = later(() => import('./assign').then((part) => part.AssignSheet))
const LeadSheet = later(() => import('./leadsheet').then((part) => part.LeadSheet))
const Palette = later(() => import('./palette').then((part) => part.Palette))
const TagSheet = later(() => import('./tagsheet').then((part) => part.TagSheet))
const BrowsersSheet = later(() => import('./browsers').then((part) => part.BrowsersSheet))
const Leads = later(() => import('./leads/page').then((part) => part.LeadsPage))
const Notify = later(() => import('./notify').then((part) => part.NotifySheet))
const Keep = later(() => import('./keep').then((part) => part.KeepSheet))

export function Shell({ signOut }: { signOut: () => void }) {
  const desk = useDesk()
  const [sheet, opened, setSheet, shut] = useSheet()
  const [cardWanted, setCardWanted] = useState(true)
  const [width, setWidth] = useState(savedWidth)
  const { conversation, client } = useStore(route, (here) => here)
  const known = useStore(desk.state, (state) => conversation !== null && state.conversations.has(conversation))
  const leads = useStore(leadsAt, (at) => at)
  const narrow = useMedia(NARROW)
  const phone = useMedia(PHONE)
  const card = known && (narrow ? client : cardWanted)
  const acts = useMemo(() => ({
    showKeys: () => setSheet('keys'),
    editTags: () => setSheet('tags'),
    find: () => setSheet('find'),
    changePassword: () => setSheet('password'),
    showBrowsers: () => setSheet('browsers'),
    changeAvatar: () => setSheet('avatar'),
    keepCanned: () => setSheet('canned'),
    showTelling: () => setSheet('telling'),
    signOut: () => (desk.unsent.get().length > 0 ? setSheet('leaving') : signOut()),
  }), [desk, signOut])
  const toggleCard = (): void => {
    if (!narrow) setCardWanted(!cardWanted)
    else if (client) goUp()
    else go({ client: true })
  }
  const handed = useStore(handing, (id) => id)
  const led = useStore(leading, (id) => id)
  useTicking()
  useBadge()
  useTelling()
  useDesktop()
  useKeys(desk, acts.showKeys)
  useFindKey(acts.find)
  useNoDrop()
  useAskingFirst()
  useWarmth([cannedPanel])
  const view = conversation === null ? 'list' : card && phone ? 'client' : 'talk'
  useFocusOnPane(view, phone)
  return (
    <ActsContext.Provider value={acts}>
      <div class={leads !== null ? 'app leads' : card && !narrow ? 'app' : 'app wide'} data-view={leads !== null ? 'leads' : view} style={{ '--list': `${width}px` }}>
        <Rail />
        {leads !== null && <Leads shut={() => go({})} />}
        {useOwnList(desk) && leads === null && <List><Pull width={width} setWidth={setWidth} /></List>}
        {leads !== null ? null : conversation === null ? <NothingOpen /> : <Talk id={conversation} card={card} toggleCard={toggleCard} />}
        {card && conversation !== null && leads === null && <CardOf id={conversation} shut={toggleCard} />}
        <Tabs />
        <Toasts />
        <CallCard />
        <Heard />
      </div>
      {handed !== null && <Assign id={handed} shut={() => handing.set(null)} />}
      {led !== null && <LeadSheet key={led} id={led} shut={() => leading.set(null)} />}
      <Fragment key={opened}>
        {sheet === 'keys' && <HelpSheet shut={shut} />}
        {sheet === 'password' && <PasswordSheet shut={shut} />}
        {sheet === 'browsers' && <BrowsersSheet shut={shut} />}
        {sheet === 'avatar' && <AvatarSheet shut={shut} />}
        {sheet === 'canned' && <Keep shut={shut} />}
        {sheet === 'telling' && <Notify shut={shut} />}
        {sheet === 'find' && <Palette shut={shut} />}
        {sheet === 'tags' && <TagSheet shut={shut} />}
        {sheet === 'leaving' && <Leaving signOut={signOut} shut={shut} />}
      </Fragment>
    </ActsContext.Provider>
  )
}

/** Whether this operator has the list of the address; who has not (All is an administrator's) is led to their own. A tag's list is anybody's. */
function useOwnList(desk: Desk): boolean {
  const list = useStore(route, (here) => here.list)
  const tag = useStore(filter, (it) => it.tag)
  const has = useStore(desk.state, (state) => listsOf(state.me).includes(list)) || tag !== null
  useLayoutEffect(() => {
    if (!has) go({ list: 'mine' }, true)
  }, [has])
  return has
}

function CardOf({ id, shut }: { id: string; shut: () => void }) {
  const it = useStore(useDesk().state, (state) => state.conversations.get(id)?.it)
  return it ? <ClientCard it={it} shut={shut} /> : null
}

/** On a phone a pane replaces another, and the focus goes with it. */
function useFocusOnPane(view: 'list' | 'talk' | 'client', phone: boolean): void {
  const was = useRef(view)
  useLayoutEffect(() => { // not after the frame: it would be taken from a menu that was opened meanwhile, which shuts then
    if (phone && was.current !== view) document.querySelector<HTMLElement>(PANES[view])?.focus({ preventScroll: true })
    was.current = view
  }, [view, phone])
}

const PANES = { list: '.list [aria-current], .list a', talk: '.talk header button', client: '.card header button' }

function Leaving({ signOut, shut }: { signOut: () => void; shut: () => void }) {
  const say = useSay()
  const unsent = useStore(useDesk().unsent, (all) => all.length)
  return (
    <Sheet title={say('sign_out')} shut={shut}>
      <p>{say('sign_out_unsent', { n: unsent })}</p>
      <p class="deeds"><button type="button" class="btn main" onClick={signOut}>{say('sign_out')}</button></p>
    </Sheet>
  )
}

/** What happened, for those who listen to the screen. */
function Heard() {
  return <p class="unseen" role="status">{useStore(latest, (words) => words)}</p>
}

const SHOWN = 8_000

/** A refusal that has no field to stand beside. */
function Toasts() {
  const say = useSay()
  const trouble = useStore(refusal, (it) => it)
  const newer = useStore(fresher, (it) => it)
  useEffect(() => {
    if (!trouble) return
    const timer = setTimeout(() => refusal.set(null), SHOWN)
    return () => clearTimeout(timer)
  }, [trouble])
  return (
    <div class="toasts" role="status">
      <StrandedToast />
      {newer && (
        <div class="toast">
          <Icon path={again} size="m" /><span>{say('update_ready')}</span>
          <button type="button" class="btn" onClick={() => void freshen()}>{say('update_take')}</button>
          <button type="button" class="icon sm" aria-label={say('shut')} onClick={() => fresher.set(false)}><Icon path={close} size="s" /></button>
        </div>
      )}
      {trouble && (
        <div class="toast">
          <Icon path={alert} size="m" /><span>{say('action_failed', { why: trouble.message || say('no_server') })}</span>
          <button type="button" class="icon sm" aria-label={say('shut')} onClick={() => refusal.set(null)}><Icon path={close} size="s" /></button>
        </div>
      )}
    </div>
  )
}

type SheetName = 'keys' | 'password' | 'browsers' | 'avatar' | 'canned' | 'telling' | 'tags' | 'find' | 'leaving'

/** The sheet over everything, and the how manieth it is: one that still goes away, a moment after Escape, takes no other with it. */
function useSheet(): [SheetName | null, number, (name: SheetName) => void, () => void] {
  const [{ name, opened }, become] = useState<{ name: SheetName | null; opened: number }>({ name: null, opened: 0 })
  const open = useCallback((name: SheetName) => become((now) => ({ name, opened: now.opened + 1 })), [])
  return [name, opened, open, () => become((now) => (now.opened === opened ? { name: null, opened } : now))]
}
