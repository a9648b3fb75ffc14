/** How the button and the chat look: colours, corner, distances, pulse, theme. */
import { Icon } from '../../shared/ui/icon'
import { info } from '../../shared/ui/icons'
import type { OwnerLook } from '../../shared/wire.gen'
import { Line, Switch } from '../controls'
import { useSpeech } from '../room'
import { HUES } from '../wizard'
import type { Form } from './page'

const BUTTONS = ['#0e7a5f', '#2f6fb5', '#a2492f', '#6b4fa0', '#2b2d33'] as const

export function LookForm({ form }: { form: Form }) {
  const { say } = useSpeech()
  const { look } = form.now
  const put = (changes: Partial<OwnerLook>): void => form.put({ look: { ...look, ...changes } })
  return (
    <section class="sheet group look" aria-labelledby="look">
      <header><h2 id="look">{say('look')}</h2><p>{say('look_why')}</p></header>
      <Colours form={form} put={put} />
      <Corner form={form} put={put} />
      <Line title={say('look_pulse')} words={say('look_pulse_then')}><Switch label={say('look_pulse')} on={look.pulse} onChange={(pulse) => put({ pulse })} /></Line>
      <Line title={say('hue')} words={say('hue_then')}>
        <div class="colors" role="radiogroup" aria-label={say('hue')}>
          {(HUES as readonly number[]).concat(HUES.includes(form.now.hue as 165) ? [] : [form.now.hue]).map((one) => (
            <label key={one} style={{ '--hue': one }}><input type="radio" name="hue" aria-label={`${say('hue')} ${one}°`} checked={one === form.now.hue} onChange={() => form.put({ hue: one })} /></label>
          ))}
        </div>
      </Line>
      <Line title={say('look_theme')}>
        <div class="seg" role="group" aria-label={say('look_theme')}>
          {(['auto', 'light', 'dark'] as const).map((theme) => <button key={theme} type="button" aria-pressed={look.theme === theme} onClick={() => put({ theme })}>{say(`theme_${theme}`)}</button>)}
        </div>
      </Line>
    </section>
  )
}

interface PartOptions {
  readonly form: Form
  readonly put: (changes: Partial<OwnerLook>) => void
}

/** The button's colour, and its icon's where it has one of its own; the figure of their contrast, and what would do where it does not. */
function Colours({ form, put }: PartOptions) {
  const { say, language } = useSpeech()
  const { look } = form.now
  const { it } = form.preview
  const figure = it?.contrast?.toLocaleString(language)
  const nearest = it?.wrong?.field === 'icon' ? it.wrong.nearest : undefined
  return (
    <>
      <Line title={say('look_button')} words={look.button && figure ? say(look.icon ? 'contrast' : 'contrast_own', { figure }) : say('look_button_then')} error={form.wrong('button')}>
        <div class="paints" role="radiogroup" aria-label={say('look_button')}>
          <label class="own"><input type="radio" name="button" checked={!look.button} aria-label={say('as_chat')} onChange={() => put({ button: '', icon: '' })} /></label>
          {BUTTONS.map((one) => (
            <label key={one} style={{ '--paint': one }}><input type="radio" name="button" aria-label={one} checked={look.button.toLowerCase() === one} onChange={() => put({ button: one })} /></label>
          ))}
        </div>
        <Hex name="button" label={say('look_button')} value={look.button} wrong={form.wrong('button')} put={(button) => put({ button, ...(button ? {} : { icon: '' }) })} />
      </Line>
      {look.button && (
        <Line title={say('look_icon')} words={say('look_icon_then')} error={form.wrong('icon')}>
          {nearest && <button type="button" class="btn nearest" onClick={() => put({ icon: nearest })}><i style={{ '--paint': nearest }} />{say('take_colour', { colour: nearest })}</button>}
          <Hex name="icon" label={say('look_icon')} value={look.icon} wrong={form.wrong('icon')} put={(icon) => put({ icon })} />
        </Line>
      )}
    </>
  )
}

function Hex({ name, label, value, wrong, put }: { name: string; label: string; value: string; wrong: string | null; put: (value: string) => void }) {
  const { say } = useSpeech()
  return (
    <input
      class="hex" name={name} value={value} placeholder={say(name === 'icon' ? 'by_itself' : 'as_chat')} maxLength={9} spellcheck={false} autocapitalize="off" autocomplete="off" aria-label={`${label}, #`} aria-invalid={wrong ? true : undefined}
      onInput={(event) => put(event.currentTarget.value)}
    />
  )
}

const EDGES = ['start', 'end'] as const

function Corner({ form, put }: PartOptions) {
  const { say } = useSpeech()
  const { look } = form.now
  const number = (name: 'offset_inline' | 'offset_block', label: string) => (
    <label class="offset"><span>{label}</span>
      <input
        class="number" type="number" inputMode="numeric" name={name} min={0} max={200} value={look[name]} aria-invalid={form.wrong(name) ? true : undefined}
        onInput={(event) => put({ [name]: Math.trunc(event.currentTarget.valueAsNumber || 0) })}
      />
    </label>
  )
  const wrong = form.wrong('offset_inline') ?? form.wrong('offset_block')
  return (
    <Line title={say('look_corner')} words={say('look_corner_then')}>
      {number('offset_inline', say('aside'))}
      {number('offset_block', say(look.block === 'end' ? 'below' : 'above'))}
      <div class="corner" role="radiogroup" aria-label={say('look_corner')}>
        {EDGES.map((block) => EDGES.map((inline) => (
          <input
            key={block + inline} type="radio" name="corner" aria-label={say(`corner_${block}_${inline}`)} checked={look.block === block && look.inline === inline}
            onChange={() => put({ block, inline })}
          />
        )))}
      </div>
      {wrong && <p class="error"><Icon path={info} size="s" />{wrong}</p>}
    </Line>
  )
}
