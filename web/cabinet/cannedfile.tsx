/** Canned responses from a file: looked through first, and brought in whole, or without what is refused. */
import { useState } from 'preact/hooks'
import { RequestRefused } from '../shared/ui/http'
import { Icon } from '../shared/ui/icon'
import { info } from '../shared/ui/icons'
import type { OwnerCannedReport } from '../shared/wire.gen'
import { Drawer } from './controls'
import { useSpeech } from './room'
import { BASE, useAsk } from './server'

const LARGEST = 1_400_000

interface Chosen {
  readonly name: string
  readonly content: string
}

export function BringIn({ path, shut, done }: { path: string; shut: () => void; done: (words: string) => void }) {
  const { say } = useSpeech()
  const ask = useAsk()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [report, setReport] = useState<OwnerCannedReport | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const choose = async (file: File | undefined): Promise<void> => {
    setReport(null)
    setTrouble(null)
    if (!file) return setChosen(null)
    if (file.size > LARGEST) return setTrouble(say('canned_file_big'))
    setChosen({ name: file.name, content: await file.text() })
  }
  const send = (anyway: boolean) => async (event: Event): Promise<void> => {
    event.preventDefault()
    if (!chosen) return setTrouble(say('canned_file_none'))
    if (busy) return
    setBusy(true)
    try {
      const format = /\.json$/i.test(chosen.name) ? 'json' : 'csv'
      const found = await ask<OwnerCannedReport>('POST', `${path}/canned/import`, { format, content: chosen.content, anyway })
      if (found.done) return done(say('canned_came', { added: found.added, changed: found.changed, same: found.same }))
      setReport(found)
    } catch (why) {
      setTrouble((why instanceof RequestRefused && why.message) || say('no_server'))
    } finally {
      setBusy(false)
    }
  }
  const good = report ? report.added + report.changed + report.same : 0
  return (
    <Drawer title={say('canned_in_title')} shut={shut}>
      <form onSubmit={(event) => void send(false)(event)} noValidate>
        <div class="stack">
          <p class="why">{say('canned_in_then')}</p>
          <label class="fld"><span class="label">{say('canned_file')}</span>
            <input type="file" name="file" accept=".csv,.json,.tsv,.txt,text/csv,application/json" aria-invalid={trouble ? true : undefined} onClick={(event) => (event.currentTarget.value = '')} onChange={(event) => void choose(event.currentTarget.files?.[0])} />
            {trouble && <span class="error" role="alert"><Icon path={info} />{trouble}</span>}
          </label>
          <p class="why">{say('canned_sample')} <a class="words" href={`${BASE}${path}/canned/export?format=csv`} download="canned.csv">CSV</a> · <a class="words" href={`${BASE}${path}/canned/export?format=json`} download="canned.json">JSON</a></p>
          {report && (
            <section role="alert" aria-label={say('canned_report')}>
              <p class="call"><Icon path={info} size="m" /><span>{say('canned_refused', { n: report.refused.length, good })}</span></p>
              <ul class="refused">
                {report.refused.map((one) => <li key={one.row}><b>{say('canned_row', { row: one.row })}</b> <span class="said">{one.title}</span><p>{one.message}</p></li>)}
              </ul>
            </section>
          )}
        </div>
        <footer>
          <span class="sp" />
          <button type="button" class="btn quiet" onClick={shut}>{say('cancel')}</button>
          {report && good > 0 && <button type="button" class="btn" aria-disabled={busy || undefined} onClick={(event) => void send(true)(event)}>{say('canned_anyway', { n: good })}</button>}
          <button class="btn main" aria-disabled={busy || undefined}>{say(report ? 'canned_again' : 'canned_in')}</button>
        </footer>
      </form>
    </Drawer>
  )
}
