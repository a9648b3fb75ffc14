/** In place of rows that are on their way: grey shapes for who sees them, so that nothing below jumps, and words for who does not. */
export function Coming({ rows, words }: { rows: number; words: string }) {
  return (
    <>
      <p class="unseen" role="status">{words}</p>
      <ul class="coming" aria-hidden="true">{Array.from({ length: rows }, (_, i) => <li key={i} />)}</ul>
    </>
  )
}
